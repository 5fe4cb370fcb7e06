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

extension UInt64 {
  /// The word with spaces for what is behind its first bytes, fewer than eight.
  @inlinable @inline(__always)
  func spaced(from count: Int) -> UInt64 {
    self | (UInt64.max << UInt64(8 * count)) & 0x2020_2020_2020_2020
  }
}

extension ByteSink where Self: ~Copyable {
  /// Copies eight bytes at a time up to the first that is not plain; the last eight may overlap those
  /// before them.
  ///
  /// - Parameters:
  ///   - bytes: eight or more.
  ///   - isPlain: whether each byte of a word stands for itself.
  /// - Returns: how many bytes were copied.
  @inlinable @inline(__always)
  mutating func appendPlainPrefix(
    _ bytes: UnsafeBufferPointer<UInt8>, _ isPlain: (UInt64) -> Bool
  ) -> Int {
    let target = UnsafeMutableRawPointer(room(bytes.count))
    let source = UnsafeRawBufferPointer(bytes)
    var copied = 0
    while copied + 8 <= source.count {
      let word = source.loadUnaligned(fromByteOffset: copied, as: UInt64.self)
      if !isPlain(UInt64(littleEndian: word)) { break }
      target.storeBytes(of: word, toByteOffset: copied, as: UInt64.self)
      copied += 8
    }
    if copied < source.count && copied + 8 > source.count {
      let last = source.count - 8
      let word = source.loadUnaligned(fromByteOffset: last, as: UInt64.self)
      if isPlain(UInt64(littleEndian: word)) {
        target.storeBytes(of: word, toByteOffset: last, as: UInt64.self)
        copied = source.count
      }
    }
    advance(copied)
    return copied
  }
}
