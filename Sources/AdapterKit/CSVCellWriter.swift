public import ClaimCore

/// Writes the cells of a delimited text file (RFC 4180).
///
/// A cell is appended to the buffer as it is and then closed, which quotes it where it holds a
/// delimiter, a quote or a line break, and guards it where that is asked for. Cells that need
/// neither, nearly all of them, cost a scan of eight bytes at a time.
public struct CSVCellWriter: Sendable {
  public enum LineEnding: String, CaseIterable, Sendable { case crlf, lf }

  public let delimiter: UInt8
  public let lineEnding: LineEnding
  public let hasByteOrderMark: Bool
  /// Puts `'` before a cell that a spreadsheet would take for a formula (formats.md section 4).
  public let guardsFormulas: Bool

  /// - Parameter delimiter: no letter, digit, quote, line break or NUL, so that numbers and fixed
  ///   words never need quotes.
  public init(
    delimiter: UInt8 = 0x2C, lineEnding: LineEnding = .crlf, hasByteOrderMark: Bool = false,
    guardsFormulas: Bool = false
  ) {
    self.delimiter = delimiter
    self.lineEnding = lineEnding
    self.hasByteOrderMark = hasByteOrderMark
    self.guardsFormulas = guardsFormulas
  }

  /// The most bytes that a cell of a text has beside its own: quotes and a guard.
  ///
  /// Each of its own may be doubled.
  public static var mostAround: Int { @inlinable get { 3 } }

  /// Begins the next cell of a row, after its first.
  @inlinable @inline(__always)
  public func separate<Sink: ByteSink & ~Copyable>(_ sink: inout Sink) { sink.append(delimiter) }

  @inlinable public func endRow<Sink: ByteSink & ~Copyable>(_ sink: inout Sink) {
    if lineEnding == .crlf { sink.append(0x0D) }
    sink.append(0x0A)
  }

  /// The byte-order mark, where there is one, and the header row.
  public func appendHeader(_ names: [String], to buffer: inout ByteBuffer) {
    if hasByteOrderMark { buffer.append([0xEF, 0xBB, 0xBF]) }
    for (index, name) in names.enumerated() {
      if index > 0 { separate(&buffer) }
      let start = buffer.count
      buffer.append(name)
      closeCell(from: start, in: &buffer)
    }
    endRow(&buffer)
  }

  /// Quotes and guards what was appended since `start`, where it needs that.
  @inlinable @inline(__always)
  public func closeCell(from start: Int, in buffer: inout ByteBuffer) {
    close(buffer.count - start, of: &buffer)
  }

  /// Whether what was appended since `start` would not stand in a cell as it is.
  public func changes(from start: Int, in buffer: borrowing ByteBuffer) -> Bool {
    buffer.withBytes { bytes in
      guard start < bytes.count, let cell = bytes.baseAddress.map({ $0 + start }) else {
        return false
      }
      return CSVCellBytes.needQuotes(cell, count: bytes.count - start, delimiter: delimiter)
        || (guardsFormulas && CSVCellBytes.beginFormula(cell.pointee))
    }
  }

  /// Whether a short text asks for no quotes wherever it stands; false where it is not known at once.
  @inlinable @inline(__always)
  public func isPlain(_ text: Text) -> Bool {
    guard let word = text.word else { return false }
    return !CSVCellBytes.mayNeedQuotes(
      CSVCellBytes.padded(word, count: text.count), delimiter: delimiter)
  }

  /// Quotes and guards the last `count` bytes, where they need that.
  @inlinable @inline(__always)
  public func close<Sink: ByteSink & ~Copyable>(_ count: Int, of sink: inout Sink) {
    if count == 0 { return }
    let cell = sink.room(0) - count
    let isQuoted = CSVCellBytes.needQuotes(cell, count: count, delimiter: delimiter)
    let isGuarded = guardsFormulas && CSVCellBytes.beginFormula(cell.pointee)
    if isQuoted || isGuarded {
      rewrite(count, of: &sink, isQuoted: isQuoted, isGuarded: isGuarded)
    }
  }

  @inlinable @inline(never)
  func rewrite<Sink: ByteSink & ~Copyable>(
    _ count: Int, of sink: inout Sink, isQuoted: Bool, isGuarded: Bool
  ) {
    let growth = CSVCellBytes.growth(
      sink.room(0) - count, count: count, isQuoted: isQuoted, isGuarded: isGuarded)
    CSVCellBytes.rewrite(
      sink.room(growth) - count, count: count, growth: growth, isQuoted: isQuoted,
      isGuarded: isGuarded)
    sink.advance(growth)
  }

  /// A text as one cell; nothing where it is missing.
  @inlinable @inline(__always)
  public func append<Sink: ByteSink & ~Copyable>(
    _ text: Text, of pool: TextPool, to sink: inout Sink
  ) {
    if let word = text.word, !guardsFormulas {
      let count = text.count
      if !CSVCellBytes.mayNeedQuotes(
        CSVCellBytes.padded(word, count: count), delimiter: delimiter)
      {
        return sink.append(shortWord: word, count: count)
      }
    }
    let count = sink.append(text, of: pool)
    close(count, of: &sink)
  }

  /// A first and a last name as one cell.
  public func append(
    firstName: Text, lastName: Text, of pool: TextPool, to buffer: inout ByteBuffer
  ) {
    let start = buffer.count
    buffer.append(firstName: firstName, lastName: lastName, of: pool)
    closeCell(from: start, in: &buffer)
  }

  /// `Yes` or `No` (formats.md section 1).
  @inlinable public func append<Sink: ByteSink & ~Copyable>(_ flag: Bool, to sink: inout Sink) {
    if flag { sink.append("Yes") } else { sink.append("No") }
  }
}

extension ByteSink where Self: ~Copyable {
  /// A text's bytes as they are.
  ///
  /// - Returns: how many.
  @inlinable @inline(__always) @discardableResult
  public mutating func append(_ text: Text, of pool: TextPool) -> Int {
    let count = text.count
    if let word = text.word {
      append(shortWord: word, count: count)
    } else {
      pool.withBytes(text) { bytes in
        if bytes.count >= 8 && bytes.count < 32 {
          append(overlapping: bytes)
        } else {
          append(bytes)
        }
      }
    }
    return count
  }

  /// Eight bytes at a time, the last ones overlapping those before them.
  ///
  /// - Precondition: eight bytes or more.
  @inlinable @inline(__always)
  mutating func append(overlapping bytes: UnsafeBufferPointer<UInt8>) {
    let target = UnsafeMutableRawPointer(room(bytes.count))
    let source = UnsafeRawBufferPointer(bytes)
    let last = source.count - 8
    var offset = 0
    while offset < last {
      let word = source.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      target.storeBytes(of: word, toByteOffset: offset, as: UInt64.self)
      offset += 8
    }
    let word = source.loadUnaligned(fromByteOffset: last, as: UInt64.self)
    target.storeBytes(of: word, toByteOffset: last, as: UInt64.self)
    advance(bytes.count)
  }

  /// `First Last`, as they are.
  public mutating func append(firstName: Text, lastName: Text, of pool: TextPool) {
    append(firstName, of: pool)
    if !firstName.isMissing && !lastName.isMissing { append(0x20) }
    append(lastName, of: pool)
  }
}
