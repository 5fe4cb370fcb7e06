import AdapterKit
import ClaimCore

/// Ready-made cells, one for each record of a table: written once, copied for every row.
final class PreparedCells: Sendable {
  private let bytes: ByteBuffer
  private let cells: Table<Cell>
  /// The longest cell's.
  let longest: Int
  let view: View

  struct Cell: BitwiseCopyable {
    fileprivate let start: UInt32
    fileprivate let count: UInt32

    fileprivate static let unplain: UInt32 = 1 << 31
  }

  /// - Parameter write: appends one record's cell; says whether it is plain, whatever that is to the
  ///   column.
  init(count: Int, write: (_ index: Int, _ buffer: inout ByteBuffer) -> Bool) {
    var buffer = ByteBuffer()
    var longest = 0
    let cells = Table<Cell>(count: count) { cells in
      for index in 0..<count {
        let start = buffer.count
        let isPlain = write(index, &buffer)
        let length = buffer.count - start
        longest = max(longest, length)
        cells.initializeElement(
          at: index,
          to: Cell(start: UInt32(start), count: UInt32(length) | (isPlain ? 0 : Cell.unplain)))
      }
    }
    view = View(
      bytes: buffer.withBytes { $0.baseAddress }, cells: cells.withRows { $0.baseAddress },
      count: UInt32(count))
    bytes = buffer
    self.cells = cells
    self.longest = longest
  }

  /// Plain pointers, for as long as the cells live: threads that only read take no reference.
  struct View: BitwiseCopyable, @unchecked Sendable {
    // @unchecked: what it points to is never written again.
    fileprivate let bytes: UnsafePointer<UInt8>?
    fileprivate let cells: UnsafePointer<Cell>?
    fileprivate let count: UInt32

    /// One record's cell; nothing where a reference leads to no record.
    ///
    /// - Returns: whether it is plain.
    @inline(__always) @discardableResult
    func append<Record>(_ ref: Ref<Record>, to room: inout ByteRoom) -> Bool {
      guard ref.index < Int(count), let bytes, let cells else { return true }
      let cell = cells[ref.index]
      // Behind the last cell is the buffer's slack.
      room.append(
        padded: bytes + Int(cell.start), count: Int(cell.count & ~Cell.unplain))
      return cell.count & Cell.unplain == 0
    }

    /// Whether a record's cell is plain.
    @inline(__always)
    func isPlain<Record>(_ ref: Ref<Record>) -> Bool {
      guard ref.index < Int(count), let cells else { return true }
      return cells[ref.index].count & Cell.unplain == 0
    }
  }
}
