import CBytes

/// Walks the text of plain elements, and notes what has to be looked at once more.
struct PlainText {
  /// Of the texts since ``begin()``.
  private(set) var lineFeeds = 0
  /// Since the last ``settle()``.
  private(set) var hasReference = false
  private(set) var hasReturn = false
  /// There is one of them.
  private(set) var isMarked = false

  mutating func begin() {
    lineFeeds = 0
    settle()
  }

  mutating func settle() { (hasReference, hasReturn, isMarked) = (false, false, false) }

  mutating func add(lineFeeds more: Int32) { lineFeeds &+= Int(more) }

  /// The `<` behind a text.
  @inline(__always)
  mutating func end(
    _ start: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>
  ) throws(PlainRecords.Stop) -> UnsafePointer<UInt8> {
    var at = start
    while at < limit {
      var stops = claimpipe_xml_stops16(at)
      while stops != 0 {
        let mark = at + stops.trailingZeroBitCount
        if mark[0] == 0x3C { return mark }
        if !isHarmless(mark) { throw .notPlain }
        stops &= stops - 1
      }
      at += 16
    }
    throw .needsMore
  }

  /// Whether plain text may hold what begins here.
  @inline(never)
  private mutating func isHarmless(_ text: UnsafePointer<UInt8>) -> Bool {
    switch text[0] {
    case 0x0A: lineFeeds += 1
    case 0x09: return true
    case 0x0D: (hasReturn, isMarked) = (true, true)
    case 0x5D: return text[1] != 0x5D || text[2] != 0x3E
    // U+FFFE and U+FFFF are no characters of XML.
    case 0xEF: return text[1] != 0xBF || text[2] < 0xBE
    case 0x26:
      (hasReference, isMarked) = (true, true)
      return Self.reference(text) != nil
    default: return false
    }
    return true
  }

  /// The character that a reference stands for, and the reference's length; `nil` for any but the five
  /// that XML declares.
  static func reference(_ text: UnsafePointer<UInt8>) -> (character: UInt8, length: Int)? {
    switch (text[1], text[2], text[3]) {
    case (0x6C, 0x74, 0x3B): return (0x3C, 4)  // lt
    case (0x67, 0x74, 0x3B): return (0x3E, 4)  // gt
    case (0x61, 0x6D, 0x70): return text[4] == 0x3B ? (0x26, 5) : nil  // amp
    case (0x71, 0x75, 0x6F): return text[4] == 0x74 && text[5] == 0x3B ? (0x22, 6) : nil  // quot
    case (0x61, 0x70, 0x6F): return text[4] == 0x73 && text[5] == 0x3B ? (0x27, 6) : nil  // apos
    default: return nil
    }
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// The bytes of a name, and of the tag up to its bracket; 0 where there is no plain tag.
  static func measureTag(_ text: UnsafePointer<UInt8>) -> (name: Int, tag: Int) {
    var count = 0
    while count < PlainTags.mostBytes - 2, isName(text[count], isFirst: count == 0) { count += 1 }
    if text[count] == 0x3E { return (count, count + 1) }
    if text[count] == 0x2F, text[count + 1] == 0x3E { return (count, count + 2) }
    return (0, 0)
  }

  private static func isName(_ byte: UInt8, isFirst: Bool) -> Bool {
    if (byte | 0x20) &- 0x61 < 26 || byte == 0x5F { return true }
    return !isFirst && (byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E)
  }
}
