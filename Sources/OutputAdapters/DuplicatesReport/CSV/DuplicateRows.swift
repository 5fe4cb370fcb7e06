import AdapterKit
import ClaimCore

/// The report's CSV rows, rendered piece by piece; a group is never cut.
final class DuplicateRows: Sendable {
  private static let rowsInPiece = 4096
  private static let groupsBetweenTrims = 16

  private let selection: DuplicateSelection
  private let pool: TextPool
  private let writer: CSVCellWriter
  /// The groups of each piece, by place in the selection.
  private let pieces: [Range<Int>]

  init(_ selection: DuplicateSelection, writer: CSVCellWriter) {
    self.selection = selection
    pool = selection.result.practice.pool
    self.writer = writer
    var pieces: [Range<Int>] = []
    var (first, rows) = (0, 0)
    for place in 0..<selection.groupCount {
      rows += selection.rowCount(of: place)
      if rows >= Self.rowsInPiece {
        pieces.append(first..<place + 1)
        (first, rows) = (place + 1, 0)
      }
    }
    if rows > 0 || pieces.isEmpty { pieces.append(first..<selection.groupCount) }
    self.pieces = pieces
  }

  var pieceCount: Int { pieces.count }

  func render(piece: Int, into buffer: inout ByteBuffer) {
    if piece == 0 { writer.appendHeader(DuplicateColumn.all.map(\.header), to: &buffer) }
    for place in pieces[piece] {
      for row in selection.rows(of: place) { append(row, to: &buffer) }
      // Groups lie far apart in the tables that they point to.
      if place % Self.groupsBetweenTrims == 0 { selection.result.spill.trim() }
    }
  }

  private func append(_ row: DuplicateRow, to buffer: inout ByteBuffer) {
    var isFirst = true
    for column in DuplicateColumn.all {
      if !isFirst { writer.separate(&buffer) }
      isFirst = false
      append(column.cell(of: row), to: &buffer)
    }
    writer.endRow(&buffer)
  }

  private func append(_ cell: DuplicateCell, to buffer: inout ByteBuffer) {
    let start = buffer.count
    switch cell {
    // Texts close their cells themselves.
    case .text(let text), .link(let text): return writer.append(text, of: pool, to: &buffer)
    case .name(let first, let last):
      return writer.append(firstName: first, lastName: last, of: pool, to: &buffer)
    case .number(let number): buffer.append(decimal: number)
    case .date(let date): buffer.append(date)
    case .moment(let moment): buffer.append(moment)
    case .word(let word): buffer.append(word)
    case .code(let code): buffer.append(code)
    case .flag(let flag): writer.append(flag, to: &buffer)
    }
    writer.closeCell(from: start, in: &buffer)
  }
}
