import AdapterKit

/// Which lines make a visit, and what is in one. ``LineRecordReader`` does the rest.
struct VisitLogFormat: LineFormat {
  let separator: UInt8
  let comment: UInt8

  private static let opening = Array("visit".utf8)
  private static let closing = Array("end".utf8)

  func part(of line: ArraySlice<UInt8>) -> LinePart {
    let text = line.trimmed
    if text.isEmpty || text.first == comment { return .none }
    if text.elementsEqual(Self.closing) { return .end }
    return Self.id(in: text) == nil ? .more : .begin
  }

  /// What stands behind the word that opens a visit.
  private static func id(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard text.starts(with: opening) else { return nil }
    let rest = text.dropFirst(opening.count)
    return rest.isEmpty || rest.first == 0x20 || rest.first == 0x09 ? rest.trimmed : nil
  }

  func read(_ record: RecordLines, into values: inout RecordValues) throws(LineFlaw) {
    var isOpen = false
    var isClosed = false
    for line in record {
      let text = line.bytes.trimmed
      if !isOpen {
        guard let id = Self.id(in: text), !id.isEmpty else {
          throw line.flaw("no_visit", "a visit begins with `visit` and its id")
        }
        try values.set("visit", id, of: line)
        isOpen = true
      } else if text.elementsEqual(Self.closing) {
        isClosed = true
      } else if !text.isEmpty {
        try readField(line, into: &values)
      }
    }
    // The file ends here, or another visit begins: some of this one's lines may be lost.
    if !isClosed {
      throw LineFlaw(
        line: record.firstLine, code: "no_end", message: "the visit that begins here has no `end`")
    }
  }

  private func readField(
    _ line: RecordLine, into values: inout RecordValues
  ) throws(LineFlaw) {
    guard let mark = line.bytes.firstIndex(of: separator) else {
      throw line.flaw("no_separator", "a line of a visit is a name, the separator and a value")
    }
    let name = line.bytes[..<mark].trimmed
    if name.isEmpty {
      throw line.flaw("no_name", at: mark, "a name is missing before the separator")
    }
    try values.set(name, line.bytes[(mark + 1)...].trimmed, of: line)
  }
}
