import AdapterKit

/// The characters and rules of one source's CSV.
struct Dialect: Sendable {
  let delimiter: UInt8
  let quote: UInt8
  /// 0 for none.
  let comment: UInt8
  let hasHeader: Bool
  let keepsBareQuotes: Bool
  /// A record's bytes, without its line end.
  let maxRecordBytes: Int

  /// One of ASCII that ends no line, as a regular expression.
  static let character = #"^[\x01-\x09\x0B\x0C\x0E-\x7F]$"#

  init(_ options: OptionValues) throws(OptionFault) {
    delimiter = try Dialect.character("delimiter", options) ?? Ascii.comma
    quote = try Dialect.character("quote", options) ?? Ascii.quote
    comment = try Dialect.character("comment", options) ?? 0
    hasHeader = options.boolean("header")
    keepsBareQuotes = options.text("bare_quotes") == "keep"
    maxRecordBytes = options.integer("max_record_bytes") ?? 16 << 20
    if quote == delimiter {
      throw OptionFault(option: "quote", message: "is the delimiter too; choose another character")
    }
    if comment != 0 && (comment == delimiter || comment == quote) {
      throw OptionFault(
        option: "comment",
        message: "is the delimiter or the quote too; choose another character, such as #")
    }
  }

  private static func character(
    _ name: String, _ options: OptionValues
  ) throws(OptionFault) -> UInt8? {
    guard let text = options.text(name) else { return nil }
    if text == "\\t" { return Ascii.tab }
    let bytes = Array(text.utf8)
    guard bytes.count == 1, bytes[0] != 0, bytes[0] < 0x80, bytes[0] != Ascii.lineFeed,
      bytes[0] != Ascii.carriageReturn
    else {
      throw OptionFault(
        option: name,
        message: "must be one ASCII character and no line end, such as ; or \\t for a tab")
    }
    return bytes[0]
  }
}

enum Ascii {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let comma: UInt8 = 0x2C
}

/// How a source ends its lines.
enum LineEnd: Sendable {
  case lf
  case crlf
  case cr

  /// The byte that ends a line, and that lines are counted by.
  var byte: UInt8 { self == .cr ? Ascii.carriageReturn : Ascii.lineFeed }

  /// A CR before the LF belongs to the line end.
  var trimsReturn: Bool { self != .cr }

  var bytes: [UInt8] {
    switch self {
    case .lf: [Ascii.lineFeed]
    case .crlf: [Ascii.carriageReturn, Ascii.lineFeed]
    case .cr: [Ascii.carriageReturn]
    }
  }
}
