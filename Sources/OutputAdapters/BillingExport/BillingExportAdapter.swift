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
          markOption, .boolean,
          summary: "Marks what was written and is on no claim as billed externally, which takes a "
            + "ledger; without it `claimpipe run` asks where it has a terminal, and else marks nothing.",
          example: "true"
        ).takingLedger(),
      ])

  private static let markOption = "mark_billed_externally"

  public let paths: [String]
  private let columns: [ExportColumn]
  private let selection: ExportSelection
  private let writer: CSVCellWriter
  private let patterns: ExportPatterns
  /// EXP-3; `nil` where the manifest does not say.
  private let marksItems: Bool?

  public var needsLedger: OptionFault? {
    guard marksItems == true else { return nil }
    return OptionFault(
      option: Self.markOption,
      message: "can't be true without a ledger, which keeps the marks: add `ledger: "
        + "state/ledger.sqlite` to the manifest, or set it to false and mark the items where they are "
        + "billed")
  }

  public init(options: OptionValues, path: String) throws(OptionFault) {
    paths = [path]
    marksItems =
      options.namesSet.contains(Self.markOption) ? options.boolean(Self.markOption) : nil
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
    let order = selection.rows(of: result, in: context.scope)
    let rows = ExportRows(
      result, order: order, columns: columns, writer: writer, patterns: patterns)
    let export = ExportedItems(items: order, areMarked: marksItems)
    return paths.map { path in
      OutputDocument(
        path: path, recordCount: rows.count, pieceCount: rows.pieceCount, export: export
      ) {
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
