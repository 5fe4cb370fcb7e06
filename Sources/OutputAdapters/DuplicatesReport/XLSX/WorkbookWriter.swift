import AdapterKit
import ClaimCore

/// Writes rows into a workbook, sheet after sheet, and holds no more than one row in memory (beside
/// a sheet's links).
struct WorkbookWriter: ~Copyable {
  private let workbook: WorkbookHandle
  private let formats: CellFormats
  private let limits: SheetLimits
  private let pool: TextPool
  private var sheet: SheetWriter
  private var sheetNumber = 1
  /// Cells of the sheets before this one.
  private var cells: [Int] = []

  /// - Parameters:
  ///   - path: written when the workbook is finished.
  ///   - date: when it was made, as it says itself.
  ///   - pool: holds the rows' texts.
  init(path: String, date: CivilDate, limits: SheetLimits, pool: TextPool) throws(RenderFault) {
    let workbook = try WorkbookHandle(path: path)
    try workbook.setDate(date)
    let formats = try CellFormats(workbook.pointer)
    sheet = try SheetWriter(
      workbook.pointer, number: 1, formats: formats, limits: limits, pool: pool)
    self.formats = formats
    self.workbook = workbook
    self.limits = limits
    self.pool = pool
  }

  /// Begins another sheet where a group would not fit into this one whole.
  mutating func makeRoom(rows: Int, group: Int) throws(RenderFault) {
    if rows <= limits.rows - sheet.rowCount { return }
    if rows > limits.rows - 1 {
      throw RenderFault(
        "group \(group) has \(rows) rows, and a sheet takes \(limits.rows - 1): write this report "
          + "as csv")
    }
    cells.append(try sheet.finish())
    sheetNumber += 1
    sheet = try SheetWriter(
      workbook.pointer, number: sheetNumber, formats: formats, limits: limits, pool: pool)
  }

  mutating func append(_ row: DuplicateRow) throws(RenderFault) { try sheet.append(row) }

  /// Writes the file.
  ///
  /// - Returns: how many cells each sheet was given.
  consuming func finish() throws(RenderFault) -> [Int] {
    let all = cells + [try sheet.finish()]
    try workbook.close()
    return all
  }
}
