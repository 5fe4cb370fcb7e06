public import AdapterKit
public import ClaimCore

/// Writes the billing export (EXP-1 to EXP-3): one CSV row per charge item, 19 columns unless told
/// otherwise (formats.md section 3).
///
/// - Rows stand by the instant of their start, then by patient id, then by session id. As RFC 4180 has
///   it: UTF-8, CRLF, one header row.
/// - `columns` chooses and orders columns, gives them other names, and splits names and times in two.
/// - Without further options it holds what is Ready to Bill or on a claim, and not billed externally.
/// - It is for machines, so cells that a spreadsheet would take for formulas stay as they are;
///   `formula_guard` is for exports that people open.
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
  ) throws(RenderFault) -> [OutputDocument] {
    let sorted = try RenderFault.catching { try selection.sorted(result, in: context.scope) }
    return documents(of: sorted, in: result.practice, exported(of: result, in: context.scope))
  }

  public func partwise(of outline: RunOutline, in context: OutputContext) -> PartwiseOutput? {
    .gathering(
      GatheredExport(selection, in: context.scope, of: outline) { rows, whole in
        documents(of: rows, in: outline.practice, exported(of: whole, in: context.scope))
      })
  }

  /// For a ledger, which keeps what is marked (EXP-3).
  ///
  /// - Parameter result: `nil` where nothing is, so that nobody asks for the items.
  private func exported(of result: BillingResult?, in scope: Scope) -> ExportedItems {
    ExportedItems(areMarked: selection.marksItems) { [selection] body in
      guard let result else { return }
      selection.forEachRow(of: result, in: scope) { row, _, _ in body(UInt32(row)) }
    }
  }

  private func documents(
    of rows: OrderedBuckets<ExportRow>, in practice: Practice, _ export: ExportedItems
  ) -> [OutputDocument] {
    let rows = ExportRows(
      rows, of: practice, columns: columns, writer: writer, patterns: patterns)
    return paths.map { path in
      OutputDocument(
        path: path, recordCount: rows.count, pieceCount: rows.pieceCount, export: export
      ) { (piece, buffer) throws(RenderFault) in
        try rows.render(piece: piece, into: &buffer)
      }
    }
  }
}
