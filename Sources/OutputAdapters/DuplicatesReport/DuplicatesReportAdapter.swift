public import AdapterKit
public import ClaimCore

/// Writes the duplicates report (DUP-2): one CSV row a session, groups together (formats.md
/// section 4).
///
/// Which groups it lists was the core's decision, scope included.
public struct DuplicatesReportAdapter: OutputAdapter {
  public static let specification = AdapterSpecification(
    name: "duplicates_report", kind: .output,
    summary: "The duplicates report: billable charge items that another session of the same "
      + "patient, date and service may yet join.",
    options: [
      OptionSpecification(
        "format", .choice(["csv"]), default: .text("csv"), summary: "The file's format.",
        example: "csv")
    ] + CSVCellWriter.options(guardsFormulas: true))

  public let paths: [String]
  private let writer: CSVCellWriter

  public init(options: OptionValues, path: String) throws(OptionFault) {
    let format = options.text("format") ?? "csv"
    if format != "csv" {
      throw OptionFault(option: "format", message: "can't be \(format); csv is the format there is")
    }
    paths = [path]
    writer = try CSVCellWriter(options: options)
  }

  public func documents(
    for result: BillingResult, in context: OutputContext
  ) -> [OutputDocument] {
    let rows = DuplicateRows(result, scope: context.scope, writer: writer)
    return paths.map { path in
      OutputDocument(path: path, recordCount: rows.count, pieceCount: rows.pieceCount) {
        rows.render(piece: $0, into: &$1)
      }
    }
  }
}
