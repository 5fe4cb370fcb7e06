import AdapterKit
import ClaimCore

/// Remembers where in a piece the object of a record was written last, and copies it from there the
/// next time: most claims repeat the objects of the claims before them.
///
/// A small direct-mapped table for each kind of record: no work up front, nothing shared between
/// threads, and memory that does not grow with the practice.
struct RepeatedObjects<Record> {
  private struct Written {
    var index: UInt32
    var start: Int
    var end: Int
  }

  private static var slotCount: Int { 256 }
  private var slots = [Written](
    repeating: Written(index: .max, start: 0, end: 0), count: slotCount)

  /// The record's object, or `null` where there is no record.
  mutating func append(
    _ ref: Ref<Record>, to buffer: inout ByteBuffer, write: (inout ByteBuffer) -> Void
  ) {
    if ref.isNone { return buffer.append("null") }
    let slot = ref.index & (Self.slotCount - 1)
    if slots[slot].index == UInt32(ref.index) {
      return buffer.append(copyOf: slots[slot].start..<slots[slot].end)
    }
    let start = buffer.count
    write(&buffer)
    slots[slot] = Written(index: UInt32(ref.index), start: start, end: buffer.count)
  }
}
