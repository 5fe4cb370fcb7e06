/// Sixty-four bytes looked at together.
enum ByteChunk {
  static let width = 64

  /// What `body` sees in the 64 bytes from `offset` on; zeros stand for those behind `count`, and
  /// zero is no byte that CSV goes by.
  @inline(__always)
  static func bits<Bits>(
    _ bytes: UnsafePointer<UInt8>, from offset: Int, count: Int,
    _ body: (UnsafePointer<UInt8>) -> Bits
  ) -> Bits {
    if offset + width <= count { return body(bytes + offset) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: width) { padded in
      padded.initialize(repeating: 0)
      let start = padded.baseAddress.unsafelyUnwrapped  // `width` bytes
      start.update(from: bytes + offset, count: max(count - offset, 0))
      return body(start)
    }
  }
}
