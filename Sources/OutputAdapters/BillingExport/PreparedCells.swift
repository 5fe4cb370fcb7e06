import AdapterKit
import ClaimCore

/// Ready-made cells of each record of a table: written once, copied for every row.
///
/// A record's cells stand together, since a row that shows one of them shows the others too.
final class PreparedCells: Sendable {
  /// Appends one cell; says whether it is plain, whatever that is to the column.
  typealias Writing = (_ index: Int, _ buffer: inout ByteBuffer) -> Bool

  private let bytes: ByteBuffer
  private let cells: Table<Cell>
  /// By column.
  let views: [View]

  struct Cell: BitwiseCopyable {
    fileprivate let start: UInt32
    fileprivate let count: UInt32

    fileprivate static let unplain: UInt32 = 1 << 31
  }

  /// - Parameters:
  ///   - count: of the records.
  ///   - columns: what writes a record's cells.
  init(count: Int, columns: [Writing]) {
    var buffer = ByteBuffer()
    var longest = [Int](repeating: 0, count: columns.count)
    let cells = Table<Cell>(count: count * columns.count) { cells in
      for index in 0..<count {
        for (column, write) in columns.enumerated() {
          let start = buffer.count
          let isPlain = write(index, &buffer)
          let length = buffer.count - start
          longest[column] = max(longest[column], length)
          cells.initializeElement(
            at: index * columns.count + column,
            to: Cell(start: UInt32(start), count: UInt32(length) | (isPlain ? 0 : Cell.unplain)))
        }
      }
    }
    let start = buffer.withBytes { $0.baseAddress }
    let first = cells.withRows { $0.baseAddress }
    var views: [View] = []
    if let start, let first {
      for column in columns.indices {
        views.append(
          View(
            bytes: start, cells: first + column, count: UInt32(count),
            stride: UInt32(columns.count), longest: UInt32(longest[column])))
      }
    }
    self.views = views
    bytes = buffer
    self.cells = cells
  }

  /// Plain pointers, for as long as the cells live: threads that only read take no reference.
  struct View: BitwiseCopyable, @unchecked Sendable {
    // @unchecked: what it points to is never written again.
    fileprivate let bytes: UnsafePointer<UInt8>
    fileprivate let cells: UnsafePointer<Cell>
    fileprivate let count: UInt32
    fileprivate let stride: UInt32
    /// The longest cell's bytes.
    let longest: UInt32

    /// One record's cell; nothing where a number leads to no record.
    ///
    /// - Returns: whether it is plain.
    @inline(__always) @discardableResult
    func append(_ record: UInt32, to room: inout ByteRoom) -> Bool {
      if record >= count { return true }
      let cell = cells[Int(record) * Int(stride)]
      // Behind the last cell is the buffer's slack.
      room.append(
        padded: bytes + Int(cell.start), count: Int(cell.count & ~Cell.unplain))
      return cell.count & Cell.unplain == 0
    }

    /// Whether a record's cell is plain.
    @inline(__always)
    func isPlain(_ record: UInt32) -> Bool {
      record >= count || cells[Int(record) * Int(stride)].count & Cell.unplain == 0
    }

    /// Where a record's cell begins, as a number that ``touch(at:)`` takes.
    @inline(__always)
    func place(of record: UInt32) -> UInt32 {
      record < count ? cells[Int(record) * Int(stride)].start : 0
    }

    /// Reads a byte, so that those around it are near when they are copied.
    @inline(__always)
    func touch(at place: UInt32) -> UInt8 { bytes[Int(place)] }
  }
}
