/// The grammar of JSON as a machine that takes one byte at a time and so can stop anywhere. For what
/// stands around the records.
struct DocumentGrammar {
  /// What may come next.
  enum State: Sendable {
    case value, valueOrEnd, key, keyOrEnd, colon, afterValue, finished
    case string, escape, hex
    case minus, zero, digits, point, fraction, exponent, sign, exponentDigits
    case literal
  }

  /// What became of a byte inside a scalar.
  enum Event {
    case more
    /// It ended the scalar.
    case last
    /// The scalar, a number, ended before it.
    case notTaken
  }

  var state = State.value
  /// The string under way is a key.
  var isKey = false
  private var hexLeft = 0
  /// Bytes of the literal that are still to come, the first one lowest.
  private var rest: UInt64 = 0
  /// Continuation bytes to come in a character, and the bounds of the next one.
  private var continuations = 0
  private var bounds: ClosedRange<UInt8> = 0x80...0xBF

  /// Begins a scalar value.
  mutating func begin(_ byte: UInt8) throws(DocumentFlaw) {
    isKey = false
    switch byte {
    case 0x22: beginString(isKey: false)
    case 0x2D: state = .minus
    case 0x30: state = .zero
    case 0x31...0x39: state = .digits
    case 0x74: beginLiteral(0x65_7572)
    case 0x66: beginLiteral(0x6573_6C61)
    case 0x6E: beginLiteral(0x6C_6C75)
    default:
      throw .syntax((0x61...0x7A).contains(byte | 0x20) ? .literal : .value)
    }
  }

  mutating func beginString(isKey: Bool) {
    self.isKey = isKey
    state = .string
  }

  private mutating func beginLiteral(_ rest: UInt64) {
    self.rest = rest
    state = .literal
  }

  /// Takes a byte inside a scalar.
  mutating func take(_ byte: UInt8) throws(DocumentFlaw) -> Event {
    switch state {
    case .string: return try takeInString(byte)
    case .escape:
      guard "\"\\/bfnrtu".utf8.contains(byte) else { throw .syntax(.escape) }
      hexLeft = 4
      state = byte == 0x75 ? .hex : .string
    case .hex:
      guard Unescape.digit(byte) >= 0 else { throw .syntax(.hex) }
      hexLeft -= 1
      if hexLeft == 0 { state = .string }
    case .literal:
      guard byte == UInt8(rest & 0xFF) else { throw .syntax(.literal) }
      rest >>= 8
      if rest == 0 { return .last }
    default: return try takeInNumber(byte)
    }
    return .more
  }

  private mutating func takeInString(_ byte: UInt8) throws(DocumentFlaw) -> Event {
    if continuations > 0 {
      guard bounds.contains(byte) else { throw .syntax(.utf8) }
      continuations -= 1
      bounds = 0x80...0xBF
      return .more
    }
    switch byte {
    case 0x22:
      return .last
    case 0x5C: state = .escape
    case 0..<0x20: throw .syntax(.control)
    case 0..<0x80: break
    default: try beginCharacter(byte)
    }
    return .more
  }

  /// Table 3-7 of the Unicode Standard: which bytes may follow the first one of a character.
  private mutating func beginCharacter(_ byte: UInt8) throws(DocumentFlaw) {
    switch byte {
    case 0xC2...0xDF: continuations = 1
    case 0xE0...0xEF:
      continuations = 2
      if byte == 0xE0 { bounds = 0xA0...0xBF }
      if byte == 0xED { bounds = 0x80...0x9F }
    case 0xF0...0xF4:
      continuations = 3
      if byte == 0xF0 { bounds = 0x90...0xBF }
      if byte == 0xF4 { bounds = 0x80...0x8F }
    default: throw .syntax(.utf8)
    }
  }

  private mutating func takeInNumber(_ byte: UInt8) throws(DocumentFlaw) -> Event {
    let isDigit = (0x30...0x39).contains(byte)
    switch (state, byte) {
    case (.minus, 0x30): state = .zero
    case (.minus, _) where isDigit: state = .digits
    case (.zero, _) where isDigit: throw .syntax(.number)
    case (.zero, 0x2E), (.digits, 0x2E): state = .point
    case (.point, _) where isDigit: state = .fraction
    case (.zero, 0x65), (.zero, 0x45), (.digits, 0x65), (.digits, 0x45), (.fraction, 0x65),
      (.fraction, 0x45):
      state = .exponent
    case (.exponent, 0x2B), (.exponent, 0x2D): state = .sign
    case (.exponent, _) where isDigit, (.sign, _) where isDigit: state = .exponentDigits
    case (.digits, _) where isDigit, (.fraction, _) where isDigit,
      (.exponentDigits, _) where isDigit:
      break
    case (.zero, _), (.digits, _), (.fraction, _), (.exponentDigits, _):
      return .notTaken
    default: throw .syntax(.number)
    }
    return .more
  }
}

/// What is wrong with a document at the byte that was just looked at.
enum DocumentFlaw: Error {
  case syntax(Flaw)
  /// The path ends at something that neither is an array nor stands in one.
  case notAnArray
  /// A key of the path stands twice in one object.
  case duplicateKey
  /// A key of an object around the records comes too late for them.
  case behindRecords(String)
}
