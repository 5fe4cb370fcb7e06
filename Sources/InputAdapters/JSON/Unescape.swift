/// Escapes of JSON strings that were checked before.
enum Unescape {
  /// The value of a hexadecimal digit, or -1.
  @inline(__always)
  static func digit(_ byte: UInt8) -> Int {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x37
    case 0x61...0x66: Int(byte) - 0x57
    default: -1
    }
  }

  /// The code unit that four hexadecimal digits spell.
  static func unit(_ text: UnsafePointer<UInt8>) -> Int {
    digit(text[0]) << 12 | digit(text[1]) << 8 | digit(text[2]) << 4 | digit(text[3])
  }

  /// Appends a string's characters. Half a surrogate pair becomes U+FFFD; its record is at fault.
  static func append(_ text: UnsafePointer<UInt8>, _ count: Int, to bytes: inout [UInt8]) {
    var at = 0
    var plain = 0
    while at < count {
      if text[at] != 0x5C {
        at += 1
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(start: text + plain, count: at - plain))
      at = append(escape: text, at, count, to: &bytes)
      plain = at
    }
    bytes.append(contentsOf: UnsafeBufferPointer(start: text + plain, count: count - plain))
  }

  /// Appends the character that an escape spells; the offset behind it.
  private static func append(
    escape text: UnsafePointer<UInt8>, _ at: Int, _ count: Int, to bytes: inout [UInt8]
  ) -> Int {
    switch text[at + 1] {
    case 0x62: bytes.append(0x08)
    case 0x66: bytes.append(0x0C)
    case 0x6E: bytes.append(0x0A)
    case 0x72: bytes.append(0x0D)
    case 0x74: bytes.append(0x09)
    case 0x75:
      let unit = unit(text + at + 2)
      if unit & 0xFC00 == 0xD800, at + 12 <= count, text[at + 6] == 0x5C, text[at + 7] == 0x75 {
        let low = Unescape.unit(text + at + 8)
        if low & 0xFC00 == 0xDC00 {
          append(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF, to: &bytes)
          return at + 12
        }
      }
      append(unit, to: &bytes)
      return at + 6
    case let same: bytes.append(same)
    }
    return at + 2
  }

  private static func append(_ character: Int, to bytes: inout [UInt8]) {
    let scalar = Unicode.Scalar(UInt32(character)) ?? "\u{FFFD}"
    bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// A key's characters, with room behind them for searches that overrun.
  static func key(_ text: UnsafePointer<UInt8>, _ count: Int) -> (bytes: [UInt8], count: Int) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + ByteScan.overrun)
    append(text, count, to: &bytes)
    let length = bytes.count
    bytes += [UInt8](repeating: 0, count: ByteScan.overrun)
    return (bytes, length)
  }
}
