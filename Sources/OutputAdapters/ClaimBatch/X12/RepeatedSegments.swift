import AdapterKit

/// Segments of records that claims name again and again, as they stand in the file: for one writer, in
/// memory that does not grow with the input.
final class RepeatedSegments {
  private struct Written {
    var key = UInt64.max
    var start = 0
    var count = 0
    var segments = 0
  }

  /// By the key's last digits.
  private var slots = [Written](repeating: Written(), count: 1024)
  private var texts = ByteBuffer(capacity: 1 << 12)
  /// Bytes after which all are forgotten, most of them of keys that lost their place.
  private static let limit = 1 << 19

  private func slot(_ key: UInt64) -> Int { Int(key % UInt64(slots.count)) }

  /// Appends the key's segments, where they are known.
  ///
  /// - Returns: how many; `nil` where they are not.
  func append(_ key: UInt64, to buffer: inout ByteBuffer) -> Int? {
    let known = slots[slot(key)]
    guard known.key == key else { return nil }
    texts.withBytes { bytes in
      buffer.append(UnsafeBufferPointer(rebasing: bytes[known.start..<known.start + known.count]))
    }
    return known.segments
  }

  func keep(_ key: UInt64, _ bytes: UnsafeBufferPointer<UInt8>, segments: Int) {
    if texts.count > Self.limit {
      slots = [Written](repeating: Written(), count: slots.count)
      texts.removeAll()
    }
    slots[slot(key)] = Written(
      key: key, start: texts.count, count: bytes.count, segments: segments)
    texts.append(bytes)
  }
}
