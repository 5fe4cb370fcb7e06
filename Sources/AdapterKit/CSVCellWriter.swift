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

  /// Begins the next cell of a row, after its first.
  @inlinable @inline(__always)
  public func separate(_ buffer: inout ByteBuffer) { buffer.append(delimiter) }

  @inlinable public func endRow(_ buffer: inout ByteBuffer) {
    if lineEnding == .crlf { buffer.append(0x0D) }
    buffer.append(0x0A)
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
    if buffer.count == start { return }
    let isQuoted = buffer.needsQuotes(from: start, delimiter: delimiter)
    let isGuarded = guardsFormulas && buffer.beginsFormula(at: start)
    if isQuoted || isGuarded {
      buffer.rewriteCell(from: start, isQuoted: isQuoted, isGuarded: isGuarded)
    }
  }

  /// A text as one cell; nothing where it is missing.
  @inlinable @inline(__always)
  public func append(_ text: Text, of pool: TextPool, to buffer: inout ByteBuffer) {
    pool.withBytes(text) { bytes in
      if bytes.count < 8, !guardsFormulas {
        let word = UnsafeRawBufferPointer(bytes).shortWord
        let padded = ByteBuffer.padded(word, count: bytes.count)
        if !ByteBuffer.mayNeedQuotes(padded, delimiter: delimiter) {
          return buffer.append(shortWord: word, count: bytes.count)
        }
      }
      let start = buffer.count
      buffer.append(bytes)
      closeCell(from: start, in: &buffer)
    }
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
  public func append(_ flag: Bool, to buffer: inout ByteBuffer) {
    if flag { buffer.append("Yes") } else { buffer.append("No") }
  }
}

extension ByteBuffer {
  /// A text's bytes as they are.
  @inlinable @inline(__always)
  public mutating func append(_ text: Text, of pool: TextPool) {
    pool.withBytes(text) { append($0) }
  }

  /// `First Last`, as they are.
  public mutating func append(firstName: Text, lastName: Text, of pool: TextPool) {
    append(firstName, of: pool)
    if !firstName.isMissing && !lastName.isMissing { append(0x20) }
    append(lastName, of: pool)
  }
}
