import AdapterKit
import ClaimCore
import Synchronization

/// The report as a workbook, which is made whole when its first piece is asked for: libxlsxwriter
/// can't say in advance what a part of it will be. Until then rows stand in nameless temporary files.
final class DuplicateWorkbook: Sendable {
  private static let pieceSize = 1 << 20
  /// A row comes to about 100 bytes of a workbook; the last piece takes what is left over.
  private static let rowsInPiece = 8192
  /// Groups lie far apart in the tables that they point to.
  private static let groupsBetweenTrims = 128

  let pieceCount: Int
  private let selection: DuplicateSelection
  private let date: CivilDate
  private let limits: SheetLimits
  private let made = Mutex<Result<TemporaryFile, RenderFault>?>(nil)

  /// - Parameter date: when the workbook was made, as it says itself.
  init(_ selection: DuplicateSelection, date: CivilDate, limits: SheetLimits = .excel) {
    self.selection = selection
    self.date = date
    self.limits = limits
    pieceCount = 1 + selection.rowCount / Self.rowsInPiece
  }

  func render(piece: Int, into buffer: inout ByteBuffer) throws(RenderFault) {
    let file = try workbook().get()
    let size = try file.size()
    let start = min(piece * Self.pieceSize, size)
    let end = piece == pieceCount - 1 ? size : min(start + Self.pieceSize, size)
    try file.append(start..<end, to: &buffer)
  }

  /// The same for every piece, whichever comes first.
  private func workbook() -> Result<TemporaryFile, RenderFault> {
    made.withLock { made in
      if let made { return made }
      let result = Result { () throws(RenderFault) in try make() }
      made = result
      return result
    }
  }

  private func make() throws(RenderFault) -> TemporaryFile {
    let file = try TemporaryFile()
    var writer = try WorkbookWriter(
      path: file.path, date: date, limits: limits, pool: selection.result.practice.pool)
    for place in 0..<selection.groupCount {
      if place % Self.groupsBetweenTrims == 0 { selection.result.spill.trim() }
      try writer.makeRoom(rows: selection.rowCount(of: place), group: place + 1)
      for row in selection.rows(of: place) { try writer.append(row) }
    }
    let cells = try writer.finish()
    try WorkbookCheck.check(file, cells: cells)
    return file
  }
}

/// What a sheet holds at the most.
struct SheetLimits: Sendable {
  /// The header row included.
  var rows: Int
  var links: Int

  static let excel = SheetLimits(rows: 1_048_576, links: 65_530)
}
