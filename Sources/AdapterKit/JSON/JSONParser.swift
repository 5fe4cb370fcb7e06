/// A document that is not JSON.
public struct JSONSyntaxFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// From 1.
  public let line: Int
  /// From 1, in bytes.
  public let column: Int
  /// What is wrong; none of the document's values.
  public let message: String

  public var description: String { "line \(line), column \(column): \(message)" }
}

extension JSONValue {
  /// Reads a whole small document (RFC 8259): messages, schemas, settings. Sessions are read by an
  /// input adapter.
  public init(parsing bytes: [UInt8]) throws(JSONSyntaxFault) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }
}

/// Strict: no comments, no commas at ends, one value, UTF-8, at most 128 levels.
private struct JSONParser {
  private static let deepest = 128

  let bytes: [UInt8]
  private var place = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONSyntaxFault) -> JSONValue {
    let value = try value(level: 0)
    skipSpace()
    if place < bytes.count { throw fault("text after the document's end") }
    return value
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func fault(_ message: String) -> JSONSyntaxFault {
    let before = bytes[..<min(place, bytes.count)]
    let lines = before.count { $0 == 0x0A }
    let column = before.count - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
    return JSONSyntaxFault(line: lines + 1, column: column + 1, message: message)
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      place += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    place += 1
    return true
  }

  private mutating func value(level: Int) throws(JSONSyntaxFault) -> JSONValue {
    if level > Self.deepest { throw fault("nested deeper than \(Self.deepest) levels") }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(level: level)
    case UInt8(ascii: "["): return try array(level: level)
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw fault("the document ends where a value is due")
    case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): return try number()
    default: throw fault("a value is due here")
    }
  }

  private mutating func object(level: Int) throws(JSONSyntaxFault) -> JSONValue {
    place += 1
    var members: [(String, JSONValue)] = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("a member's name is due, in quotes") }
      let name = try string()
      guard take(UInt8(ascii: ":")) else { throw fault("a colon is due after a member's name") }
      members.append((name, try value(level: level + 1)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fault("a comma or } is due") }
    return .object(members)
  }

  private mutating func array(level: Int) throws(JSONSyntaxFault) -> JSONValue {
    place += 1
    var values: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(values) }
    repeat { values.append(try value(level: level + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fault("a comma or ] is due") }
    return .array(values)
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONSyntaxFault)
    -> JSONValue
  {
    guard bytes[place...].starts(with: word.utf8) else { throw fault("a value is due here") }
    place += word.utf8.count
    return value
  }

  private mutating func number() throws(JSONSyntaxFault) -> JSONValue {
    let start = place
    if next == UInt8(ascii: "-") { place += 1 }
    if next == UInt8(ascii: "0") { place += 1 } else { try digits() }
    var isInteger = true
    if next == UInt8(ascii: ".") {
      place += 1
      isInteger = false
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      place += 1
      isInteger = false
      if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { place += 1 }
      try digits()
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    return isInteger ? Int(text).map { .integer($0) } ?? .number(text) : .number(text)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func digits() throws(JSONSyntaxFault) {
    let start = place
    while let byte = next, Self.isDigit(byte) { place += 1 }
    if place == start { throw fault("a digit is due in a number") }
  }

  private mutating func string() throws(JSONSyntaxFault) -> String {
    place += 1
    var content: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        place += 1
        guard let text = String(validating: content, as: UTF8.self) else {
          throw fault("a string that is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"):
        place += 1
        try escape(into: &content)
      case 0..<0x20:
        throw fault("a control character in a string: write it as \\u00…")
      default:
        content.append(byte)
        place += 1
      }
    }
    throw fault("a string without its closing quote")
  }

  private mutating func escape(into content: inout [UInt8]) throws(JSONSyntaxFault) {
    guard let byte = next else { throw fault("a string without its closing quote") }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"): content += Array(String(try scalar()).utf8)
    default: throw fault("\\ and a character that JSON has no escape for")
    }
  }

  /// What stands behind `\u`, and behind that of the other half of a surrogate pair.
  private mutating func scalar() throws(JSONSyntaxFault) -> Unicode.Scalar {
    let first = try hexadecimals()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), bytes[place...].starts(with: [0x5C, 0x75]) else {
      throw fault("half of a surrogate pair")
    }
    place += 2
    let second = try hexadecimals()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fault("half of a surrogate pair") }
    return scalar
  }

  private mutating func hexadecimals() throws(JSONSyntaxFault) -> UInt32 {
    guard place + 4 <= bytes.count else { throw fault("four hexadecimal digits are due") }
    let digits = bytes[place..<(place + 4)]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits are due") }
    place += 4
    return value
  }
}
