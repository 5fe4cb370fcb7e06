import AdapterKit
import ClaimCore

/// The rows of one export, rendered piece by piece on any thread.
final class ExportRows: Sendable {
  /// Large enough for the rows of a piece to be read and written in few calls.
  static let rowsInPiece = 4096
  /// Rows whose records are fetched together, so that the waits for memory overlap.
  private static let batch = 32

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
    let sorted: [ExportRow] = try RenderFault.catching {
      try rows.rows(of: piece) { ExportSelection.key($0.start) }
    }
    sorted.withUnsafeBufferPointer { rows in
      for start in stride(from: 0, to: rows.count, by: Self.batch) {
        let end = min(start + Self.batch, rows.count)
        written.append(UnsafeBufferPointer(rebasing: rows[start..<end]), to: &buffer)
      }
    }
  }
}
