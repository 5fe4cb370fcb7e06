public import AdapterKit
public import ClaimCore

/// Writes the duplicates report (DUP-2): one row a session, groups together (formats.md section 4).
///
/// Each group has the billable items and the sessions that may yet join them: one that is submitted
/// later would be billed twice (DUP-1). duplicates-report.md explains the columns.
///
/// Which groups it lists was the core's decision, scope included.
public struct DuplicatesReportAdapter: OutputAdapter {
  public static let specification = AdapterSpecification(
    name: "duplicates_report", kind: .output,
    summary: "The duplicates report: billable charge items that another session of the same "
      + "patient, date and service may yet join.",
    options: [
      OptionSpecification(
        "format", .choice(DuplicatesFormat.allCases.map(\.rawValue)), default: .text("csv"),
        summary: "csv, or xlsx: a workbook with links that work, filters, real dates and numbers. "
          + "A workbook's texts are never formulas, so formula_guard does nothing there, and the "
          + "other options are refused.",
        example: "xlsx")
    ]
      + CSVCellWriter.options(guardsFormulas: true).map {
        $0.name == "formula_guard" ? $0 : $0.only(where: "format", is: "csv")
      })

  public let paths: [String]
  private let format: DuplicatesFormat
  private let writer: CSVCellWriter

  public init(options: OptionValues, path: String) throws(OptionFault) {
    let written = options.text("format") ?? DuplicatesFormat.csv.rawValue
    guard let format = DuplicatesFormat(rawValue: written) else {
      throw OptionFault(option: "format", message: "can't be \(written); it is csv or xlsx")
    }
    var log = OptionFaultLog()
    for fault in Self.specification.misplaced(in: options) { log.add(fault) }
    try log.check()
    paths = [path]
    self.format = format
    writer = try CSVCellWriter(options: options)
  }

  public func documents(
    for result: BillingResult, in context: OutputContext
  ) -> [OutputDocument] {
    documents(of: result, in: context)
  }

  public func partwise(of outline: RunOutline, in context: OutputContext) -> PartwiseOutput? {
    .gathering(GatheredDuplicates(of: outline) { documents(of: $0, in: context) })
  }

  private func documents(
    of result: BillingResult, in context: OutputContext
  ) -> [OutputDocument] {
    let selection = DuplicateSelection(result, scope: context.scope)
    return paths.map { path in
      switch format {
      case .csv:
        let rows = DuplicateRows(selection, writer: writer)
        return OutputDocument(
          path: path, recordCount: selection.rowCount, pieceCount: rows.pieceCount
        ) {
          rows.render(piece: $0, into: &$1)
        }
      case .xlsx:
        let workbook = DuplicateWorkbook(selection, date: context.date)
        return OutputDocument(
          path: path, recordCount: selection.rowCount, pieceCount: workbook.pieceCount
        ) { (piece, buffer) throws(RenderFault) in
          try workbook.render(piece: piece, into: &buffer)
        }
      }
    }
  }
}

/// How the report is written.
enum DuplicatesFormat: String, CaseIterable, Sendable {
  case csv, xlsx
}
