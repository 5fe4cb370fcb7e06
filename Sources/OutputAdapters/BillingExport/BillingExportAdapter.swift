public import AdapterKit
public import ClaimCore

/// Writes the billing export (EXP-1 to EXP-3): one CSV row per charge item, 19 columns unless told
/// otherwise (formats.md section 3).
public struct BillingExportAdapter: OutputAdapter {
  public static let specification = AdapterSpecification(
    name: "billing_export", kind: .output,
    summary: "The billing export: one CSV row per charge item, for a biller's own system.",
    options: [ExportColumn.option] + CSVCellWriter.options(guardsFormulas: false)
      + ExportPatterns.options + ExportSelection.options)

  public let paths: [String]
  private let columns: [ExportColumn]
  private let selection: ExportSelection
  private let writer: CSVCellWriter
  private let patterns: ExportPatterns

  public var needsLedger: OptionFault? { selection.needsLedger }

  public init(options: OptionValues, path: String) throws(OptionFault) {
    paths = [path]
    columns = try ExportColumn.columns(options.items(ExportColumn.optionName))
    writer = try CSVCellWriter(options: options)
    patterns = try ExportPatterns(options: options)
    selection = try ExportSelection(options: options)
  }

  public func documents(
    for result: BillingResult, in context: OutputContext
  ) -> [OutputDocument] {
    let order = selection.rows(of: result, in: context.scope)
    let rows = ExportRows(
      result, order: order, columns: columns, writer: writer, patterns: patterns)
    let export = ExportedItems(items: order, areMarked: selection.marksItems)
    return paths.map { path in
      OutputDocument(
        path: path, recordCount: rows.count, pieceCount: rows.pieceCount, export: export
      ) {
        rows.render(piece: $0, into: &$1)
      }
    }
  }
}
