import CBytes

/// Searches and counts that look at eight or more bytes at a time.
///
/// They may read up to ``overrun`` bytes behind what they are asked about.
enum ByteScan {
  static let overrun = 64

  @usableFromInline static let ones: UInt64 = 0x0101_0101_0101_0101
  @usableFromInline static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Eight bytes, the first one lowest.
  @inline(__always)
  static func word(_ text: UnsafePointer<UInt8>, _ at: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(text + at).loadUnaligned(as: UInt64.self))
  }

  /// Marks quotes and backslashes; only the lowest mark is exact.
  @inline(__always)
  static func quotesAndBackslashes(_ word: UInt64) -> UInt64 {
    let quotes = (word ^ (ones &* 0x22)) &- ones
    let backslashes = (word ^ (ones &* 0x5C)) &- ones
    return (quotes | backslashes) & ~word & highs
  }

  /// Marks quotes, braces and brackets, and `Y`, `y`, `_` and DEL with them; only the lowest mark is
  /// exact in this sense.
  @inline(__always)
  static func quotesAndBrackets(_ word: UInt64) -> UInt64 {
    let quotes = (word ^ (ones &* 0x22)) &- ones
    let brackets = ((word | (ones &* 0x26)) ^ (ones &* 0x7F)) &- ones
    return (quotes | brackets) & ~word & highs
  }

  /// Index of a word's lowest mark.
  @inline(__always)
  static func first(_ marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Line feeds in a range.
  static func lineFeeds(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int {
    claimpipe_count(text + range.lowerBound, range.count, 0x0A)
  }

  /// Characters in a range of UTF-8: bytes that continue none.
  static func characters(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int {
    range.count - count(text, range) { $0 & (~$0 << 1) & highs }
  }

  /// - Parameter marks: sets the high bit of each byte of a word that counts, and no other bit.
  @inline(__always)
  private static func count(
    _ text: UnsafePointer<UInt8>, _ range: Range<Int>, _ marks: (UInt64) -> UInt64
  ) -> Int {
    let (start, end) = (range.lowerBound, range.upperBound)
    var at = start
    var total = 0
    while at + 8 <= end {
      // Each byte of `lanes` counts to 255 at most before they are added up.
      let words = min((end - at) / 8, 255)
      var lanes: UInt64 = 0
      for index in 0..<words { lanes &+= marks(word(text, at + index * 8)) >> 7 }
      let pairs = (lanes & 0x00FF_00FF_00FF_00FF) &+ ((lanes >> 8) & 0x00FF_00FF_00FF_00FF)
      total += Int((pairs &* 0x0001_0001_0001_0001) >> 48)
      at += words * 8
    }
    while at < end {
      total += Int(marks(UInt64(text[at])) >> 7) & 1
      at += 1
    }
    return total
  }
}
