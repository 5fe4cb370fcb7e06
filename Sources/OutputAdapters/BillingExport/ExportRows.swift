import AdapterKit
import ClaimCore

/// The rows of one export, rendered piece by piece on any thread.
final class ExportRows: Sendable {
  /// Some 200 KiB, which stay in a core's cache until they are hashed and written.
  static let rowsInPiece = 1024
  /// Rows whose records are fetched together, so that the waits for memory overlap.
  private static let batch = 32

  private let result: BillingResult
  private let order: [UInt32]
  private let headers: [String]
  private let writer: CSVCellWriter
  private let columns: ExportCells
  private let patterns: ExportPatterns

  init(
    _ result: BillingResult, order: [UInt32], columns: [ExportColumn], writer: CSVCellWriter,
    patterns: ExportPatterns
  ) {
    self.result = result
    self.order = order
    self.writer = writer
    self.patterns = patterns
    headers = columns.map(\.header)
    self.columns = ExportCells(columns, of: result.practice, writer: writer)
  }

  var count: Int { order.count }
  var pieceCount: Int { max(1, (count + Self.rowsInPiece - 1) / Self.rowsInPiece) }

  func render(piece: Int, into buffer: inout ByteBuffer) {
    if piece == 0 { writer.appendHeader(headers, to: &buffer) }
    let first = piece * Self.rowsInPiece
    let last = min(first + Self.rowsInPiece, count)
    var rows = ExportRowWriter(columns, practice: result.practice, writer, patterns)
    withUnsafeTemporaryAllocation(of: ExportRow.self, capacity: Self.batch) { batch in
      for start in stride(from: first, to: last, by: Self.batch) {
        let end = min(start + Self.batch, last)
        fetch(start..<end, into: batch)
        rows.append(UnsafeBufferPointer(rebasing: batch[..<(end - start)]), to: &buffer)
      }
    }
  }

  /// Items and sessions lie far apart in memory: three short loops wait for many of them at once
  /// where one long loop would wait for each.
  private func fetch(_ range: Range<Int>, into batch: UnsafeMutableBufferPointer<ExportRow>) {
    result.items.withRows { items in
      result.sessions.sessions.withRows { sessions in
        withUnsafeTemporaryAllocation(of: Place.self, capacity: range.count) { places in
          for (slot, index) in range.enumerated() {
            let row = Int(order[index])
            places.initializeElement(
              at: slot, to: Place(item: row, session: Int(items[row].session)))
          }
          for slot in places.indices {
            places[slot].start = sessions[places[slot].session].start
          }
          for (slot, place) in places.enumerated() {
            batch.initializeElement(
              at: slot,
              to: ExportRow(items[place.item], sessions[place.session], start: place.start))
          }
        }
      }
    }
  }

  private struct Place: BitwiseCopyable {
    var item: Int
    var session: Int
    var start = Moment(instant: 0, offset: 0)
  }
}
