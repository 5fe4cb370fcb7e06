import AdapterKit

/// A source's beginning: byte order mark, leading comments, header.
struct Opening {
  struct Head {
    let layout: RecordLayout
    let names: [String]
    let frame: RecordFrame
    /// The line behind the header.
    let line: Int
  }

  private let source: any ByteSource
  private let dialect: Dialect
  private let blockBytes: Int
  /// Read already; behind the header once ``head(_:)`` has returned.
  private(set) var rest: [UInt8] = []
  private(set) var isAtEnd = false

  init(_ source: any ByteSource, _ dialect: Dialect, _ blockBytes: Int) {
    self.source = source
    self.dialect = dialect
    self.blockBytes = blockBytes
  }

  mutating func head(_ asked: [String]) throws(InputFault) -> Head {
    try skipByteOrderMark()
    guard let first = try firstRecord() else { return try headOfNothing(asked) }
    var names = (1...first.columnCount).map(String.init)
    var prefix: [UInt8] = []
    var line = 1
    if dialect.hasHeader {
      prefix = rest[first.bytes] + first.lineEnd.bytes
      names = try self.names(of: first)
      line = 1 + rest[..<first.next].count { $0 == first.lineEnd.byte }
      rest.removeFirst(first.next)
    }
    let plan = try ColumnPlan(
      header: names, line: first.line, asked: asked, source: source.name)
    return Head(
      layout: RecordLayout(dialect: dialect, lineEnd: first.lineEnd, plan: plan), names: names,
      frame: RecordFrame(
        prefix: prefix, separator: first.lineEnd.bytes, suffix: first.lineEnd.bytes),
      line: line)
  }

  private mutating func skipByteOrderMark() throws(InputFault) {
    isAtEnd = try source.fill(&rest, upTo: 3, isAtEnd: false)
    if rest == [0xEF, 0xBB, 0xBF] { rest = [] }
  }

  /// `nil` where the source holds no record at all.
  private mutating func firstRecord() throws(InputFault) -> FirstRecord? {
    var target = min(blockBytes, 1 << 16)
    while true {
      isAtEnd = try source.fill(&rest, upTo: target, isAtEnd: isAtEnd)
      switch FirstRecord.find(in: rest, dialect, isAll: isAtEnd) {
      case .found(let first): return first
      case .nothing: return nil
      case .needsMore: break
      }
      if rest.count > dialect.maxRecordBytes + 2 {
        throw InputFault(
          source: source.name, line: 1,
          message: "no record ends within \(dialect.maxRecordBytes) bytes; if no closing quote is "
            + "missing, raise the option max_record_bytes")
      }
      target = max(2 * target, 64)
    }
  }

  private mutating func headOfNothing(_ asked: [String]) throws(InputFault) -> Head {
    if dialect.hasHeader {
      throw InputFault(
        source: source.name,
        message: "is empty; a header row with the columns' names was expected (or the option "
          + "header: false)")
    }
    rest = []
    let plan = ColumnPlan(ofNothing: asked.count)
    return Head(
      layout: RecordLayout(dialect: dialect, lineEnd: .lf, plan: plan), names: [],
      frame: RecordFrame(prefix: [], separator: LineEnd.lf.bytes, suffix: LineEnd.lf.bytes),
      line: 1)
  }

  /// The header's names, trimmed.
  private func names(of first: FirstRecord) throws(InputFault) -> [String] {
    if rest[first.bytes].contains(0) {
      throw InputFault(
        source: source.name, line: first.line,
        message: "the header row holds zero bytes; if the source is UTF-16, name its encoding with "
          + "the option encoding, utf-16le or utf-16be")
    }
    let layout = RecordLayout(
      dialect: dialect, lineEnd: first.lineEnd, plan: ColumnPlan(allOf: first.columnCount))
    let block = try RecordSplitter.split(
      Array(rest[first.bytes]), layout, firstLine: first.line, lines: 0, source: source.name)
    if let fault = block.faults.first {
      throw InputFault(
        source: source.name, line: fault.line, column: fault.column,
        message: "in the header row: \(fault.message)")
    }
    return block.slots.map { trimmed(String(decoding: block.bytes[$0.range], as: UTF8.self)) }
  }
}
