import ClaimCore

/// The ids of a block's sessions, one after the other, until they are kept where the sessions wait.
struct SessionIDBytes: Sendable {
  private var bytes: [UInt8] = []
  /// Where each ends.
  private var ends: [Int] = []

  init(expecting count: Int) {
    bytes.reserveCapacity(count * 16)
    ends.reserveCapacity(count)
  }

  mutating func append(_ id: Bytes) {
    bytes.append(contentsOf: id)
    ends.append(bytes.count)
  }

  mutating func removeLast() {
    ends.removeLast()
    bytes.removeLast(bytes.count - (ends.last ?? 0))
  }

  /// Calls `body` with each in turn.
  func withEach(_ body: (Int, Bytes) throws -> Void) rethrows {
    try bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for (index, end) in ends.enumerated() {
        try body(index, Bytes(rebasing: bytes[start..<end]))
        start = end
      }
    }
  }

  /// Keeps the last one.
  func keepLast(_ writer: inout TextWriter) -> Text {
    let start = ends.dropLast().last ?? 0
    return bytes.withUnsafeBufferPointer {
      writer.keep(Bytes(rebasing: $0[start...]))
    }
  }
}
