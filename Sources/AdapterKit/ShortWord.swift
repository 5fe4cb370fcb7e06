/// Texts of less than eight bytes, handled as one number: most codes are that short.
extension UnsafeRawBufferPointer {
  /// The bytes, the first one lowest, and zeros above them.
  ///
  /// - Precondition: less than eight bytes.
  @inlinable @inline(__always)
  var shortWord: UInt64 {
    if count >= 4 {
      let low = loadUnaligned(as: UInt32.self)
      let high = loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      // The two overlap, in bytes that are the same.
      return UInt64(UInt32(littleEndian: low))
        | UInt64(UInt32(littleEndian: high)) << UInt64(8 * (count - 4))
    }
    var word: UInt64 = 0
    if count > 0 { word |= UInt64(self[0]) }
    if count > 1 { word |= UInt64(self[1]) << 8 }
    if count > 2 { word |= UInt64(self[2]) << 16 }
    return word
  }
}

extension ByteBuffer {
  /// Appends a word's first bytes.
  @inlinable @inline(__always)
  mutating func append(shortWord word: UInt64, count: Int) {
    UnsafeMutableRawPointer(room(8)).storeBytes(of: word.littleEndian, as: UInt64.self)
    advance(count)
  }
}
