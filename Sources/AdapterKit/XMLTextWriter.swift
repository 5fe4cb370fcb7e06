public import ClaimCore

/// What XML 1.0 can hold, and where it has to be escaped.
public enum XMLText {
  /// Whether every character can stand in XML: no control character but tab, LF and CR, and neither
  /// U+FFFE nor U+FFFF.
  ///
  /// - Parameter bytes: UTF-8.
  public static func canHold(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = nextSpecial(in: bytes, from: 0)
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x80 || (byte < 0x20 && reference(for: byte) == nil) { return false }
      index = nextSpecial(in: bytes, from: index + 1)
    }
    return true
  }

  /// The place of the next character that can't be written as it is, or the end.
  @usableFromInline static func nextSpecial(in bytes: UnsafeBufferPointer<UInt8>, from start: Int)
    -> Int
  {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index < bytes.count {
      if index + 8 <= bytes.count,
        isPlain(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      {
        index += 8
        continue
      }
      let stop = min(index + 8, bytes.count)
      while index < stop {
        if isSpecial(bytes, at: index) { return index }
        index += 1
      }
    }
    return bytes.count
  }

  /// Whether a word's bytes are ASCII that is written as it is.
  @inlinable @inline(__always)
  static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let controls = word &- ones &* 0x20
    let ampersands = (word ^ ones &* 0x26) &- ones
    let less = (word ^ ones &* 0x3C) &- ones
    let greater = (word ^ ones &* 0x3E) &- ones
    return (controls | ampersands | less | greater | word) & (ones &* 0x80) == 0
  }

  @inline(__always)
  private static func isSpecial(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    switch bytes[index] {
    case 0x00..<0x20, 0x26, 0x3C, 0x3E: true
    // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
    case 0xEF: index + 2 < bytes.count && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
    default: false
    }
  }

  /// How a character is written where it can't be as it is: line ends and tabs too, since readers
  /// would make one of the other, and a claim stays on one line.
  @usableFromInline static func reference(for byte: UInt8) -> StaticString? {
    switch byte {
    case 0x26: "&amp;"
    case 0x3C: "&lt;"
    case 0x3E: "&gt;"
    case 0x09: "&#9;"
    case 0x0A: "&#10;"
    case 0x0D: "&#13;"
    default: nil
    }
  }
}

extension XMLText {
  /// The most bytes that one byte of a text becomes.
  public static var longestEscape: Int { @inlinable get { 5 } }

  /// ``canHold(_:)`` of a text.
  @inlinable @inline(__always)
  public static func canHold(_ text: Text, of pool: TextPool) -> Bool {
    if let word = text.word, isPlain(word.spaced(from: text.count)) { return true }
    return pool.withBytes(text) { canHold($0) }
  }
}

extension ByteSink where Self: ~Copyable {
  /// A text as an element's, as ``append(xmlText:)`` has it.
  @inlinable @inline(__always)
  public mutating func append(xmlText text: Text, of pool: TextPool) {
    if let word = text.word, XMLText.isPlain(word.spaced(from: text.count)) {
      return append(shortWord: word, count: text.count)
    }
    pool.withBytes(text) { append(xmlText: $0) }
  }

  /// UTF-8 bytes as an element's text, at most ``XMLText/longestEscape`` for each of them; what XML
  /// can't hold (``XMLText/canHold(_:)``) as U+FFFD.
  @inlinable public mutating func append(xmlText bytes: UnsafeBufferPointer<UInt8>) {
    let plain = bytes.count < 8 ? 0 : appendPlainPrefix(bytes, XMLText.isPlain)
    if plain < bytes.count { appendEscaped(xmlText: bytes, from: plain) }
  }

  @inlinable @inline(never)
  mutating func appendEscaped(xmlText bytes: UnsafeBufferPointer<UInt8>, from first: Int) {
    var start = first
    while true {
      let special = XMLText.nextSpecial(in: bytes, from: start)
      append(UnsafeBufferPointer(rebasing: bytes[start..<special]))
      if special == bytes.count { return }
      append(XMLText.reference(for: bytes[special]) ?? "\u{FFFD}")
      start = special + (bytes[special] < 0x80 ? 1 : 3)
    }
  }

  /// `<name>`
  @inlinable @inline(__always)
  public mutating func append(xmlTag name: StaticString) {
    let count = name.utf8CodeUnitCount
    let place = room(count + 2)
    place[0] = 0x3C
    (place + 1).initialize(from: name.utf8Start, count: count)
    place[count + 1] = 0x3E
    advance(count + 2)
  }

  /// `</name>`
  @inlinable @inline(__always)
  public mutating func append(xmlEndTag name: StaticString) {
    let count = name.utf8CodeUnitCount
    let place = room(count + 3)
    place[0] = 0x3C
    place[1] = 0x2F
    (place + 2).initialize(from: name.utf8Start, count: count)
    place[count + 2] = 0x3E
    advance(count + 3)
  }
}
