/// Where 64 bytes have quotes, brackets and backslashes: a bit a byte, the first byte lowest.
struct MarkBits {
  private(set) var quotes: UInt64 = 0
  /// Braces and brackets, and `Y`, `y`, `_` and DEL with them.
  private(set) var brackets: UInt64 = 0
  private(set) var hasBackslash = false

  @inline(__always)
  init(_ text: UnsafePointer<UInt8>) {
    var backslashes: UInt64 = 0
    for index in 0..<8 {
      let word = ByteScan.word(text, index * 8)
      let shift = UInt64(index * 8)
      quotes |= Self.zeros(word ^ (ByteScan.ones &* 0x22)) &<< shift
      brackets |=
        Self.zeros((word | (ByteScan.ones &* 0x26)) ^ (ByteScan.ones &* 0x7F)) &<< shift
      let other = word ^ (ByteScan.ones &* 0x5C)
      backslashes |= (other &- ByteScan.ones) & ~other & ByteScan.highs
    }
    hasBackslash = backslashes != 0
  }

  /// A bit for each byte of a word that is zero.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    let lows = ByteScan.highs &- ByteScan.ones
    let marks = ~(((word & lows) &+ lows) | word) & ByteScan.highs
    // Multiplying moves the lowest bit of byte i to bit 56 + i.
    return ((marks >> 7) &* 0x0102_0408_1020_4080) >> 56
  }

  /// Bytes from each opening quote to before the closing one, if the first byte is outside.
  @inline(__always)
  var insideStrings: UInt64 {
    var bits = quotes
    bits ^= bits &<< 1
    bits ^= bits &<< 2
    bits ^= bits &<< 4
    bits ^= bits &<< 8
    bits ^= bits &<< 16
    bits ^= bits &<< 32
    return bits
  }
}
