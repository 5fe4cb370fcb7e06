/// The first record of a source (its header, if it has one), found byte by byte; and with it how
/// the source ends its lines.
struct FirstRecord {
  let lineEnd: LineEnd
  /// Its bytes, and where the next record begins.
  let bytes: Range<Int>
  let next: Int
  /// From 1.
  let line: Int
  let columnCount: Int

  enum Search {
    case found(FirstRecord)
    /// Nothing but blank lines and comments up to the end of the source.
    case nothing
    case needsMore
  }

  /// - Parameters:
  ///   - bytes: the source's first bytes, without a byte order mark.
  ///   - isAll: whether nothing follows them.
  static func find(in bytes: [UInt8], _ dialect: Dialect, isAll: Bool) -> Search {
    var search = Scan(dialect: dialect)
    while search.position < bytes.count {
      switch search.step(bytes, isAll: isAll) {
      case .goOn: continue
      case .needsMore: return .needsMore
      case .record(let end):
        return .found(search.record(bytes, end: end, next: search.position))
      }
    }
    if !isAll { return .needsMore }
    let end = search.trimmedEnd(bytes)
    if search.start == end || search.isComment { return .nothing }
    return .found(search.record(bytes, end: end, next: bytes.count))
  }

  private enum Step {
    case goOn
    case needsMore
    case record(end: Int)
  }

  private struct Scan {
    let dialect: Dialect
    var position = 0
    var start = 0
    var fieldStart = 0
    var columnCount = 1
    var isQuoted = false
    var isComment = false
    var lineEnd: LineEnd?

    mutating func step(_ bytes: [UInt8], isAll: Bool) -> Step {
      let byte = bytes[position]
      if position == start && dialect.comment != 0 { isComment = byte == dialect.comment }
      if isQuoted { return stepQuoted(byte, bytes, isAll: isAll) }
      if byte == Ascii.lineFeed || byte == Ascii.carriageReturn {
        if lineEnd == nil {
          guard let found = firstLineEnd(bytes, isAll: isAll) else { return .needsMore }
          lineEnd = found
        }
        if byte == lineEnd?.byte { return endLine(bytes) }
      } else if !isComment && byte == dialect.delimiter {
        columnCount += 1
        fieldStart = position + 1
      } else if !isComment && byte == dialect.quote && position == fieldStart {
        isQuoted = true
      }
      position += 1
      return .goOn
    }

    private mutating func stepQuoted(_ byte: UInt8, _ bytes: [UInt8], isAll: Bool) -> Step {
      position += 1
      guard byte == dialect.quote else { return .goOn }
      if position == bytes.count { return isAll ? .goOn : .needsMore }
      if bytes[position] == dialect.quote {
        position += 1
      } else {
        isQuoted = false
      }
      return .goOn
    }

    /// The first line end outside quotes decides for the whole source. CRs before an LF are LF's.
    private func firstLineEnd(_ bytes: [UInt8], isAll: Bool) -> LineEnd? {
      var behind = position
      while behind < bytes.count && bytes[behind] == Ascii.carriageReturn { behind += 1 }
      if behind == bytes.count { return isAll ? .cr : nil }
      if bytes[behind] != Ascii.lineFeed { return .cr }
      return behind == position ? .lf : .crlf
    }

    private mutating func endLine(_ bytes: [UInt8]) -> Step {
      let end = trimmedEnd(bytes)
      position += 1
      if end > start && !isComment { return .record(end: end) }
      start = position
      fieldStart = position
      columnCount = 1
      isComment = false
      return .goOn
    }

    func trimmedEnd(_ bytes: [UInt8]) -> Int {
      let trims =
        lineEnd != .cr && position > start && bytes[position - 1] == Ascii.carriageReturn
      return trims ? position - 1 : position
    }

    func record(_ bytes: [UInt8], end: Int, next: Int) -> FirstRecord {
      let style = lineEnd ?? .lf
      let line = 1 + bytes[..<start].count { $0 == style.byte }
      return FirstRecord(
        lineEnd: style, bytes: start..<end, next: next, line: line, columnCount: columnCount)
    }
  }
}
