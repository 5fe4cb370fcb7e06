import AdapterKit

/// What is wrong with a record's spelling, before its place is worked out in lines and columns.
struct RecordFlaw {
  enum Kind {
    case bareQuote
    case textAfterQuote
    case unterminatedQuote
    case notUTF8(UInt8)
  }

  private let kind: Kind
  private let offset: Int

  /// - Parameter offset: in the block.
  init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// - Parameters:
  ///   - bytes: the record's.
  ///   - line: the one it begins on.
  func fault(
    record: Int, bytes: UnsafeBufferPointer<UInt8>, recordStart: Int, line: Int, lineEnd: UInt8
  ) -> RecordFault {
    var line = line
    var column = 1
    for byte in bytes.prefix(offset - recordStart) {
      if byte == lineEnd {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return RecordFault(record: record, line: line, column: column, code: code, message: message)
  }

  private var code: String {
    switch kind {
    case .bareQuote: "bare_quote"
    case .textAfterQuote: "text_after_quote"
    case .unterminatedQuote: "unterminated_quote"
    case .notUTF8: "not_utf8"
    }
  }

  private var message: String {
    switch kind {
    case .bareQuote:
      """
      a quote inside an unquoted field; quote the field and double the quotes inside it, or set \
      the option bare_quotes: keep
      """
    case .textAfterQuote:
      "text behind a closing quote; a quote inside a quoted field is written twice"
    case .unterminatedQuote:
      "the quoted field that begins here is not closed before the end of the input"
    case .notUTF8(let byte):
      "the byte 0x\(hexadecimal(byte)) is not UTF-8 here; name the source's encoding with the "
        + "option encoding, such as windows-1252"
    }
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}

/// The words for rows of a wrong length, kept for the next one: there may be millions.
struct ColumnCountMessage {
  private var found = -1
  private var words = ""

  mutating func text(found: Int, layout: RecordLayout) -> String {
    if found == self.found { return words }
    self.found = found
    words =
      "\(found) column\(found == 1 ? "" : "s") where the "
      + "\(layout.dialect.hasHeader ? "header" : "first record") has \(layout.plan.columnCount); "
      + "quote a field that holds the delimiter or a line end"
    return words
  }
}
