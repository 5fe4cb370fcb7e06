import AdapterKit

/// The inside of a JSON string, without going through `String`.
enum JSONStringBytes {
  /// Appends what the bytes between a string's quotes stand for.
  ///
  /// - Returns: false where they are not plainly the inside of one string: another reader then says
  ///   what is wrong with them.
  static func append(
    _ bytes: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer
  ) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    if UTF8Check.check(base, count: bytes.count).valid != bytes.count { return false }
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte < 0x20 { return false }
      if byte != UInt8(ascii: "\\") {
        index += 1
        continue
      }
      buffer.append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
      guard let length = appendEscape(bytes, at: index + 1, to: &buffer) else { return false }
      index += 1 + length
      start = index
    }
    buffer.append(UnsafeBufferPointer(rebasing: bytes[start...]))
    return true
  }

  /// - Returns: how many bytes the escape has behind its backslash.
  private static func appendEscape(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, to buffer: inout ByteBuffer
  ) -> Int? {
    guard index < bytes.count else { return nil }
    switch bytes[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(bytes[index])
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "u"): return appendUnit(bytes, at: index, to: &buffer)
    default: return nil
    }
    return 1
  }

  /// `u0041`, or both halves of a surrogate pair.
  private static func appendUnit(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, to buffer: inout ByteBuffer
  ) -> Int? {
    guard let first = unit(bytes, at: index) else { return nil }
    if let scalar = Unicode.Scalar(first) {
      append(scalar, to: &buffer)
      return 5
    }
    guard (0xD800..<0xDC00).contains(first), index + 5 < bytes.count,
      bytes[index + 5] == UInt8(ascii: "\\"), let second = unit(bytes, at: index + 6),
      (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { return nil }
    append(scalar, to: &buffer)
    return 11
  }

  private static func append(_ scalar: Unicode.Scalar, to buffer: inout ByteBuffer) {
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { buffer.append(byte) }
  }

  /// `u` and four hexadecimal digits.
  private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32? {
    guard index + 4 < bytes.count, bytes[index] == UInt8(ascii: "u") else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[(index + 1)...(index + 4)] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(byte - 0x30)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(byte - 0x37)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(byte - 0x57)
      default: return nil
      }
    }
    return unit
  }
}
