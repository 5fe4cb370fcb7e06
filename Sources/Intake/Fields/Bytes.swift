/// A value's bytes where they stand: in a block, in a mapping's constants or in a reader's scratch.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
  static var none: Bytes { Bytes(start: nil, count: 0) }

  @inline(__always)
  func part(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }

  /// Without the spaces around (formats.md section 1): ASCII's and Unicode's, as spreadsheets leave
  /// no-break spaces behind.
  @inline(__always)
  var trimmed: Bytes {
    if count == 0 { return self }
    if self[0] &- 0x21 < 0x5F && self[count - 1] &- 0x21 < 0x5F { return self }
    return slowlyTrimmed
  }

  @inline(never)
  private var slowlyTrimmed: Bytes {
    var low = 0
    var high = count
    while low < high {
      let length = spaceLength(at: low, before: high)
      if length == 0 { break }
      low += length
    }
    while high > low {
      var length = 0
      for size in 1...3 where high - size >= low {
        if spaceLength(at: high - size, before: high) == size { length = size }
      }
      if length == 0 { break }
      high -= length
    }
    return part(low..<high)
  }

  /// The length of the space that begins here, or 0.
  private func spaceLength(at index: Int, before end: Int) -> Int {
    switch self[index] {
    case 0x09...0x0D, 0x20: return 1
    case 0xC2 where index + 1 < end:
      return self[index + 1] == 0xA0 || self[index + 1] == 0x85 ? 2 : 0
    case 0xE1, 0xE2, 0xE3:
      guard index + 2 < end else { return 0 }
      switch (self[index], self[index + 1], self[index + 2]) {
      case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF),
        (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xE1, 0x9A, 0x80):
        return 3
      default: return 0
      }
    default: return 0
    }
  }

  /// Up to eight bytes from `start` on as one number, the first lowest; nothing beyond is read.
  @inline(__always)
  func word(from start: Int) -> UInt64 {
    let left = count - start
    guard left > 0, let base = UnsafeRawPointer(baseAddress).map({ $0 + start }) else { return 0 }
    if left >= 8 { return UInt64(littleEndian: base.loadUnaligned(as: UInt64.self)) }
    if left >= 4 {
      let low = UInt64(UInt32(littleEndian: base.loadUnaligned(as: UInt32.self)))
      let high = (base + (left - 4)).loadUnaligned(as: UInt32.self)
      return low | UInt64(UInt32(littleEndian: high)) << UInt64((left - 4) * 8)
    }
    // First, middle and last, which may be the same byte.
    let middle = left >> 1
    return UInt64(self[start]) | UInt64(self[start + middle]) << UInt64(middle * 8)
      | UInt64(self[start + left - 1]) << UInt64((left - 1) * 8)
  }

  @inline(__always)
  func equals(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    var index = 0
    while index < count {
      if self[index] != other[index] { return false }
      index += 1
    }
    return true
  }

  /// ASCII letters in any case; others as they are.
  func equalsIgnoringCase(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] {
      let folded = self[index] | 0x20
      if folded != other[index] | 0x20 || folded &- 0x61 >= 26 { return false }
    }
    return true
  }

  /// Where `other` first stands at or after `start`.
  func firstRange(of other: Bytes, from start: Int = 0) -> Range<Int>? {
    guard other.count > 0, count >= other.count else { return nil }
    var index = start
    while index + other.count <= count {
      if part(index..<(index + other.count)).equals(other) { return index..<(index + other.count) }
      index += 1
    }
    return nil
  }

  var string: String { String(decoding: self, as: UTF8.self) }
}
