public import AdapterKit
public import ClaimCore

/// Writes the billing export (EXP-1 to EXP-3): one CSV row per charge item, 19 columns unless told
/// otherwise (formats.md section 3).
public struct BillingExportAdapter: OutputAdapter {
  public static let specification = AdapterSpecification(
    name: "billing_export", kind: .output,
    summary: "The billing export: one CSV row per charge item, for a biller's own system.",
    options: [ExportColumn.option] + CSVCellWriter.options(guardsFormulas: false)
      + ExportPatterns.options + [
        OptionSpecification(
          "statuses", .choices(ChargeStatus.allCases.map(\.rawValue)),
          default: .list(["ready_to_bill", "claim_line_created"]),
          summary: "Which charge items are written, by status.", example: "[ready_to_bill]"),
        OptionSpecification(
          "include_billed_externally", .boolean, default: .boolean(false),
          summary: "Writes items that are marked as billed externally too.", example: "true"),
        OptionSpecification(
          "mark_billed_externally", .boolean, default: .boolean(false),
          summary: "Marks what was written as billed externally, which takes a ledger; refused "
            + "while there is none.",
          example: "false"),
      ])

  public let paths: [String]
  private let columns: [ExportColumn]
  private let selection: ExportSelection
  private let writer: CSVCellWriter
  private let patterns: ExportPatterns

  public init(options: OptionValues, path: String) throws(OptionFault) {
    if options.boolean("mark_billed_externally") {
      throw OptionFault(
        option: "mark_billed_externally",
        message: "can't be true: marks are kept in a ledger, which this version does not have; "
          + "set it to false and mark the items where they are billed")
    }
    paths = [path]
    columns = try ExportColumn.columns(options.items(ExportColumn.optionName))
    writer = try CSVCellWriter(options: options)
    patterns = try ExportPatterns(options: options)
    selection = ExportSelection(
      statuses: try Self.statuses(options.list("statuses")),
      includesBilledExternally: options.boolean("include_billed_externally"))
  }

  public func documents(
    for result: BillingResult, in context: OutputContext
  ) -> [OutputDocument] {
    let rows = ExportRows(
      result, order: selection.rows(of: result, in: context.scope), columns: columns,
      writer: writer, patterns: patterns)
    return paths.map { path in
      OutputDocument(path: path, recordCount: rows.count, pieceCount: rows.pieceCount) {
        rows.render(piece: $0, into: &$1)
      }
    }
  }

  private static func statuses(_ words: [String]?) throws(OptionFault) -> Set<ChargeStatus> {
    var statuses: Set<ChargeStatus> = []
    for word in words ?? [] {
      guard let status = ChargeStatus(rawValue: word) else {
        throw OptionFault(
          option: "statuses",
          message: "\"\(word)\" is not a status; known are "
            + ChargeStatus.allCases.map(\.rawValue).joined(separator: ", "))
      }
      statuses.insert(status)
    }
    if statuses.isEmpty {
      throw OptionFault(option: "statuses", message: "is empty; name at least one status")
    }
    return statuses
  }
}
