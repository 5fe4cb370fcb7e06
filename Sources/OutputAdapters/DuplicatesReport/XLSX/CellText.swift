import AdapterKit
import ClaimCore

/// A cell's text as libxlsxwriter takes it: NUL at the end, and escaped as ECMA-376 (ST_Xstring) has
/// it, `_xHHHH_`, where XML has no such character or the text itself looks like such an escape.
struct CellText {
  /// What a cell holds, in UTF-16 units.
  static let lengthLimit = 32_767

  /// NUL at the end.
  private(set) var bytes: [UInt8] = [0]
  private(set) var isEscaped = false
  /// In UTF-16 units, escapes as they are written.
  private(set) var length = 0

  var isEmpty: Bool { length == 0 }

  /// What a cell has, in place of the text before.
  mutating func set(_ cell: DuplicateCell, of pool: TextPool) {
    bytes.removeAll(keepingCapacity: true)
    isEscaped = false
    switch cell {
    case .text(let text), .link(let text): append(text, of: pool)
    case .name(let first, let last):
      append(first, of: pool)
      if !first.isMissing && !last.isMissing { bytes.append(0x20) }
      append(last, of: pool)
    case .word(let word): word.withUTF8Buffer { append($0) }
    case .code(let code): append(code)
    case .flag(let flag): append(flag ? "Yes" : "No")
    case .number(let number): append(String(number))
    case .date(let date): append { $0.append(date) }
    case .moment(let moment): append { $0.append(moment) }
    }
    length = 0
    for byte in bytes where byte & 0xC0 != 0x80 { length += byte >= 0xF0 ? 2 : 1 }
    bytes.append(0)
  }

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    bytes.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // Never empty: NUL is always there.
        body(characters.baseAddress.unsafelyUnwrapped)
      }
    }
  }

  private mutating func append(_ text: Text, of pool: TextPool) {
    pool.withBytes(text) { append($0) }
  }

  private mutating func append(_ string: String) {
    var string = string
    string.withUTF8 { append($0) }
  }

  private mutating func append(_ write: (inout ByteBuffer) -> Void) {
    var buffer = ByteBuffer(capacity: 64)
    write(&buffer)
    buffer.withBytes { append($0) }
  }

  private mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: "_"), Self.looksEscaped(source, at: index) {
        escape(UInt16(byte))
      } else if Self.needsEscape(source, at: index) {
        let isLong = byte == 0xEF
        escape(isLong ? 0xFFFE + UInt16(source[index + 2] & 1) : UInt16(byte))
        if isLong { index += 2 }
      } else {
        bytes.append(byte)
      }
      index += 1
    }
  }

  /// What XML has no way to say, and the carriage return, which it would make a line feed: U+0000 to
  /// U+001F without tab and line feed; U+FFFE and U+FFFF.
  private static func needsEscape(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    switch source[index] {
    case 0x09, 0x0A: false
    case 0..<0x20: true
    case 0xEF:
      index + 2 < source.count && source[index + 1] == 0xBF && source[index + 2] >= 0xBE
    default: false
    }
  }

  /// Whether `_x`, four hexadecimal digits and `_` stand there, or will once the next character is
  /// escaped.
  private static func looksEscaped(_ source: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    index + 6 < source.count && source[index + 1] == UInt8(ascii: "x")
      && source[(index + 2)..<(index + 6)].allSatisfy(isHex)
      && (source[index + 6] == UInt8(ascii: "_") || needsEscape(source, at: index + 6))
  }

  static func isHex(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  private mutating func escape(_ unit: UInt16) {
    isEscaped = true
    let digits = Array("0123456789ABCDEF".utf8)
    bytes += [UInt8(ascii: "_"), UInt8(ascii: "x")]
    for shift in [12, 8, 4, 0] { bytes.append(digits[Int(unit >> UInt16(shift)) & 15]) }
    bytes.append(UInt8(ascii: "_"))
  }
}
