/// Sixty-four bytes looked at together.
struct ByteChunk {
  static let width = 64

  let bytes: SIMD64<UInt8>

  /// The bytes from `offset` on; zeros stand for those behind `count`.
  @inline(__always)
  init(_ start: UnsafePointer<UInt8>, from offset: Int, count: Int) {
    if offset + ByteChunk.width <= count {
      bytes = UnsafeRawPointer(start).loadUnaligned(fromByteOffset: offset, as: SIMD64<UInt8>.self)
    } else {
      bytes = ByteChunk.tail(start + offset, count - offset)
    }
  }

  @inline(never)
  private static func tail(_ start: UnsafePointer<UInt8>, _ count: Int) -> SIMD64<UInt8> {
    var bytes = SIMD64<UInt8>()
    for index in 0..<max(count, 0) { bytes[index] = start[index] }
    return bytes
  }

  @inline(__always)
  func equal(_ pattern: SIMD64<UInt8>) -> SIMDMask<SIMD64<Int8>> { bytes .== pattern }

  /// One bit a byte, the first byte's lowest.
  @inline(__always)
  static func bits(_ mask: SIMDMask<SIMD64<Int8>>) -> UInt64 {
    // The product brings the lowest bit of each of a word's eight bytes into its highest byte.
    let gathered =
      (unsafeBitCast(mask, to: SIMD8<UInt64>.self) & 0x0101_0101_0101_0101)
      &* 0x0102_0408_1020_4080
    var bits: UInt64 = 0
    for word in 0..<8 { bits |= (gathered[word] >> 56) << UInt64(8 * word) }
    return bits
  }
}
