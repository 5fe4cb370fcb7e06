import AdapterKit
import ClaimCore

/// Ready-made cells, one for each record of a table: written once, copied for every row.
final class PreparedCells: Sendable {
  private let bytes: Table<UInt8>
  /// Where each cell begins, and the end of the last.
  private let bounds: Table<UInt32>
  let view: View

  /// - Parameter write: appends one record's cell.
  init(count: Int, write: (_ index: Int, _ buffer: inout ByteBuffer) -> Void) {
    var buffer = ByteBuffer()
    var bounds: [UInt32] = [0]
    bounds.reserveCapacity(count + 1)
    for index in 0..<count {
      write(index, &buffer)
      bounds.append(UInt32(buffer.count))
    }
    self.bounds = Table(bounds)
    bytes = Table(buffer.bytes)
    view = View(
      bytes: bytes.withRows { $0.baseAddress }, bounds: self.bounds.withRows { $0.baseAddress },
      count: UInt32(count))
  }

  /// Plain pointers, for as long as the cells live: threads that only read take no reference.
  struct View: BitwiseCopyable, @unchecked Sendable {
    // @unchecked: what it points to is never written again.
    fileprivate let bytes: UnsafePointer<UInt8>?
    fileprivate let bounds: UnsafePointer<UInt32>?
    fileprivate let count: UInt32

    /// One record's cell; nothing where a reference leads to no record.
    @inline(__always)
    func append<Record>(_ ref: Ref<Record>, to buffer: inout ByteBuffer) {
      guard ref.index < Int(count), let bytes, let bounds else { return }
      let start = Int(bounds[ref.index])
      let end = Int(bounds[ref.index + 1])
      buffer.append(UnsafeBufferPointer(start: bytes + start, count: end - start))
    }
  }
}
