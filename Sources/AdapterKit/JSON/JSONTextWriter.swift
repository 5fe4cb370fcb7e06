public import ClaimCore

extension ByteSink where Self: ~Copyable {
  /// A text as a JSON string, or `null` where it is missing.
  @inlinable public mutating func append(json text: Text, of pool: TextPool) {
    if text.isMissing { return append("null") }
    append(jsonString: text, of: pool)
  }

  /// A text as a JSON string, which may be empty.
  @inlinable @inline(__always)
  public mutating func append(jsonString text: Text, of pool: TextPool) {
    if let word = text.word, JSONText.isPlain(word.spaced(from: text.count)) {
      return append(plainJSON: word, count: text.count)
    }
    pool.withBytes(text) { append(jsonString: $0) }
  }

  /// A JSON string of UTF-8 bytes, at most ``JSONText/longestEscape`` for each of them and two quotes.
  ///
  /// Beside what JSON asks for, U+0085, U+2028 and U+2029 are escaped: many readers take them for
  /// line ends, and a claim must stay on one line.
  @inlinable public mutating func append(jsonString bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.count < 8 {
      let word = UnsafeRawBufferPointer(bytes).shortWord
      if JSONText.isPlain(word.spaced(from: bytes.count)) {
        return append(plainJSON: word, count: bytes.count)
      }
    }
    append(0x22)
    let plain = bytes.count < 8 ? 0 : appendPlainPrefix(bytes, JSONText.isPlain)
    if plain < bytes.count {
      appendEscaped(UnsafeBufferPointer(rebasing: bytes[plain...]))
    }
    append(0x22)
  }

  /// Quotes around a word's first bytes, fewer than eight, that need no escape.
  @inlinable @inline(__always)
  mutating func append(plainJSON word: UInt64, count: Int) {
    let place = UnsafeMutableRawPointer(room(count + 2))
    place.storeBytes(of: (word << 8 | 0x22).littleEndian, as: UInt64.self)
    place.storeBytes(of: 0x22, toByteOffset: count + 1, as: UInt8.self)
    advance(count + 2)
  }

  @_disfavoredOverload
  @inlinable public mutating func append(jsonString string: String) {
    var string = string
    string.withUTF8 { append(jsonString: $0) }
  }

  @inlinable public mutating func append(jsonString literal: StaticString) {
    append(
      jsonString: UnsafeBufferPointer(
        start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// A member's name, which needs no escape, with what stands before it: `{"name":`, `,"name":`.
  @inlinable @inline(__always)
  public mutating func append(jsonKey name: StaticString, after byte: UInt8) {
    put(jsonKey: name, after: byte, at: room(name.utf8CodeUnitCount + 4))
    advance(name.utf8CodeUnitCount + 4)
  }

  /// The same with what its value begins with: `,"name":"`, `,"name":[`.
  @inlinable @inline(__always)
  public mutating func append(jsonKey name: StaticString, after byte: UInt8, opening: UInt8) {
    let count = name.utf8CodeUnitCount + 4
    let place = room(count + 1)
    put(jsonKey: name, after: byte, at: place)
    place[count] = opening
    advance(count + 1)
  }

  @inlinable @inline(__always)
  func put(jsonKey name: StaticString, after byte: UInt8, at place: UnsafeMutablePointer<UInt8>) {
    let count = name.utf8CodeUnitCount
    place[0] = byte
    place[1] = 0x22
    (place + 2).initialize(from: name.utf8Start, count: count)
    place[count + 2] = 0x22
    place[count + 3] = 0x3A
  }

  @inlinable @inline(never)
  mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x22, 0x5C:
        append(0x5C)
        append(byte)
      case 0x0A: append("\\n")
      case 0x0D: append("\\r")
      case 0x09: append("\\t")
      case 0x00..<0x20: appendUnicodeEscape(UInt16(byte))
      case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0x85:
        appendUnicodeEscape(0x85)
        index += 1
      case 0xE2
      where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xFE == 0xA8:
        appendUnicodeEscape(bytes[index + 2] == 0xA8 ? 0x2028 : 0x2029)
        index += 2
      default: append(byte)
      }
      index += 1
    }
  }

  @inlinable mutating func appendUnicodeEscape(_ unit: UInt16) {
    append("\\u")
    for shift in stride(from: 12, through: 0, by: -4) {
      let digit = UInt8((unit >> UInt16(shift)) & 0xF)
      append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }
}

/// What a JSON string takes as it is, and what the rest may come to.
public enum JSONText {
  /// The most bytes that one byte of a text becomes.
  public static var longestEscape: Int { @inlinable get { 6 } }

  /// Whether a word's bytes are ASCII that needs no escape.
  @inlinable @inline(__always)
  static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let controls = word &- ones &* 0x20
    let quotes = (word ^ ones &* 0x22) &- ones
    let backslashes = (word ^ ones &* 0x5C) &- ones
    return (controls | quotes | backslashes | word) & (ones &* 0x80) == 0
  }
}
