import AdapterKit
import ClaimCore

/// The rows of one export, rendered piece by piece on any thread.
final class ExportRows: Sendable {
  static let rowsInPiece = 4096

  private let practice: Practice
  private let rows: OrderedBuckets<ExportRow>
  private let headers: [String]
  private let writer: CSVCellWriter
  private let columns: ExportCells
  private let patterns: ExportPatterns
  let count: Int

  init(
    _ rows: OrderedBuckets<ExportRow>, of practice: Practice, columns: [ExportColumn],
    writer: CSVCellWriter, patterns: ExportPatterns
  ) {
    self.practice = practice
    self.rows = rows
    self.writer = writer
    self.patterns = patterns
    headers = columns.map(\.header)
    self.columns = ExportCells(columns, of: practice, writer: writer)
    count = (0..<rows.count).reduce(0) { $0 + rows.rowCount(of: $1) }
  }

  var pieceCount: Int { rows.count }

  func render(piece: Int, into buffer: inout ByteBuffer) throws(RenderFault) {
    if piece == 0 { writer.appendHeader(headers, to: &buffer) }
    var written = ExportRowWriter(columns, practice: practice, writer, patterns)
    for row in try RenderFault.catching({
      try rows.rows(of: piece) { ExportSelection.key($0.start) }
    }) {
      written.append(row, to: &buffer)
    }
  }
}
