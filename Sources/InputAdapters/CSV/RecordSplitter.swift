import AdapterKit
import CBytes
import Glibc

/// Reads a block's records into slots, in one pass over the bytes that matter: delimiters, quotes
/// and line ends, found sixty-four bytes at a time.
struct RecordSplitter {
  enum Place {
    /// In a field that did not begin with a quote, or at its beginning.
    case plain
    case quoted
    /// Behind a quote that closes its field, unless another follows at once.
    case closed
    case comment
  }

  let bytes: UnsafePointer<UInt8>
  let count: Int
  private let slots: UnsafeMutablePointer<FieldSlot>
  private let columnSlots: UnsafePointer<Int32>
  let layout: RecordLayout
  private let delimiter: UInt8
  private let quote: UInt8
  private let lineEnd: UInt8
  private let comment: UInt8
  private let trimsReturn: Bool
  private let maxRecordBytes: Int
  private let columnCount: Int
  private let width: Int
  /// Whether there are slots that no column fills by itself.
  private let completes: Bool

  private var place = Place.plain
  private(set) var recordStart = 0
  private var fieldStart = 0
  private var closingQuote = 0
  private var hasEscapes = false
  private var column = 0
  /// The record under way begins here in `slots`.
  private var row = 0
  /// The line under way, and the one that the record began on.
  private var line: Int
  private(set) var recordLine: Int
  private var flaw: RecordFlaw?
  private var columnCountMessage = ColumnCountMessage()

  private(set) var records: [RecordExtent] = []
  private(set) var faults: [RecordFault] = []
  /// Goes behind the block's own bytes.
  private var unescaped: [UInt8] = []
  /// Where the first record that is too long begins.
  private var tooLongLine: Int?

  /// - Parameters:
  ///   - bytes: whole records; only the last may lack its line end.
  ///   - lines: the line ends among them.
  static func split(
    _ bytes: [UInt8], _ layout: RecordLayout, firstLine: Int, lines: Int, source: String
  ) throws(InputFault) -> RecordBlock {
    var block = RecordBlock(bytes: bytes, width: layout.plan.width)
    let mostRecords = min(lines + 1, bytes.count / 2 + 1)
    var tooLong: Int?
    var unescaped: [UInt8] = []
    block.slots = [FieldSlot](
      unsafeUninitializedCapacity: mostRecords * layout.plan.width + 1
    ) { slots, filled in
      bytes.withUnsafeBufferPointer { bytes in
        layout.plan.slots.withUnsafeBufferPointer { columnSlots in
          guard let start = bytes.baseAddress, let slots = slots.baseAddress,
            let columnSlots = columnSlots.baseAddress
          else { return }
          var splitter = RecordSplitter(
            start, bytes.count, slots, columnSlots, layout, firstLine: firstLine)
          splitter.records.reserveCapacity(mostRecords)
          splitter.run()
          filled = splitter.row
          block.records = splitter.records
          block.faults = splitter.faults
          unescaped = splitter.unescaped
          tooLong = splitter.tooLongLine
        }
      }
    }
    if let tooLong { throw layout.tooLong(source, line: tooLong) }
    checkUTF8(&block, lineEnd: layout.lineEnd.byte)
    block.bytes += unescaped
    return block
  }

  private init(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ slots: UnsafeMutablePointer<FieldSlot>,
    _ columnSlots: UnsafePointer<Int32>, _ layout: RecordLayout, firstLine: Int
  ) {
    self.bytes = bytes
    self.count = count
    self.slots = slots
    self.columnSlots = columnSlots
    self.layout = layout
    delimiter = layout.dialect.delimiter
    quote = layout.dialect.quote
    lineEnd = layout.lineEnd.byte
    comment = layout.dialect.comment
    trimsReturn = layout.lineEnd.trimsReturn
    maxRecordBytes = layout.dialect.maxRecordBytes
    columnCount = layout.plan.columnCount
    width = layout.plan.width
    completes = !layout.plan.absent.isEmpty || !layout.plan.copies.isEmpty
    line = firstLine
    recordLine = firstLine
  }

  private mutating func run() {
    let (delimiter, quote, lineEnd) = (delimiter, quote, lineEnd)
    begin(at: 0)
    var offset = 0
    while offset < count && tooLongLine == nil {
      let marks = ByteChunk.bits(bytes, from: offset, count: count) {
        claimpipe_any64($0, delimiter, quote, lineEnd)
      }
      if marks != 0 { take(marks, from: offset) }
      offset += ByteChunk.width
    }
    if recordStart < count && tooLongLine == nil { finish() }
  }

  /// Unquoted fields end here, and quoted ones that need no second look, in registers; all else
  /// goes to ``step(_:_:)``.
  @inline(__always)
  private mutating func take(_ marks: UInt64, from offset: Int) {
    let (bytes, columnSlots, columnCount) = (bytes, columnSlots, columnCount)
    let delimiter = delimiter
    var marks = marks
    var isPlain = place == .plain
    var fieldStart = fieldStart
    var column = column
    var record = slots + row
    while marks != 0 {
      let mark = offset &+ marks.trailingZeroBitCount
      marks &= marks &- 1
      let byte = bytes[mark]
      if isPlain && byte == delimiter {
        record[Int(columnSlots[min(column, columnCount)])] =
          FieldSlot(offset: fieldStart, count: mark &- fieldStart)
        column &+= 1
        fieldStart = mark &+ 1
        continue
      }
      if isPlain && mark == fieldStart && byte == quote,
        let (closing, behind) = simpleQuotedField(marks, from: offset)
      {
        record[Int(columnSlots[min(column, columnCount)])] =
          FieldSlot(offset: mark &+ 1, count: closing &- mark &- 1)
        column &+= 1
        fieldStart = closing &+ 2
        marks = behind
        continue
      }
      self.fieldStart = fieldStart
      self.column = column
      step(mark, byte)
      isPlain = place == .plain
      fieldStart = self.fieldStart
      column = self.column
      record = slots + row
    }
    self.fieldStart = fieldStart
    self.column = column
  }

  /// Where a quoted field closes, if its next quote stands in the same chunk right before a
  /// delimiter; and the marks behind that delimiter.
  ///
  /// - Parameter marks: those behind the opening quote.
  @inline(__always)
  private func simpleQuotedField(
    _ marks: UInt64, from offset: Int
  ) -> (closing: Int, marks: UInt64)? {
    var marks = marks
    while marks != 0 {
      let mark = offset &+ marks.trailingZeroBitCount
      marks &= marks &- 1
      if bytes[mark] == quote {
        let behind = offset &+ marks.trailingZeroBitCount
        if marks == 0 || behind != mark &+ 1 || bytes[behind] != delimiter { return nil }
        return (mark, marks & (marks &- 1))
      }
      if bytes[mark] == lineEnd { return nil }
    }
    return nil
  }

  @inline(__always)
  private mutating func step(_ mark: Int, _ byte: UInt8) {
    if place == .plain {
      if byte == lineEnd {
        endRecord(mark, next: mark + 1)
      } else if mark == fieldStart {
        place = .quoted
        hasEscapes = false
      } else if !layout.dialect.keepsBareQuotes {
        note(.bareQuote, at: mark)
      }
    } else {
      stepQuoted(mark, byte)
    }
  }

  private mutating func stepQuoted(_ mark: Int, _ byte: UInt8) {
    switch place {
    case .quoted:
      if byte == quote {
        place = .closed
        closingQuote = mark
      } else if byte == lineEnd {
        line += 1
      }
    case .closed:
      if byte == quote && mark == closingQuote + 1 {
        hasEscapes = true
        place = .quoted
      } else if byte == delimiter {
        endQuotedField(mark)
        fieldStart = mark + 1
      } else if byte == lineEnd {
        endRecord(mark, next: mark + 1)
      } else {
        note(.textAfterQuote, at: closingQuote + 1)
      }
    case .comment:
      if byte == lineEnd {
        checkLength(mark)
        begin(at: mark + 1)
      }
    case .plain: break
    }
  }

  /// The last record has no line end.
  private mutating func finish() {
    switch place {
    case .comment: checkLength(count)
    case .quoted:
      note(.unterminatedQuote, at: fieldStart)
      endRecord(count, next: count)
    case .plain, .closed: endRecord(count, next: count)
    }
  }

  @inline(__always)
  private mutating func begin(at start: Int) {
    if start > 0 && start <= count && bytes[start - 1] == lineEnd { line += 1 }
    recordStart = start
    recordLine = line
    fieldStart = start
    column = 0
    place = .plain
    if comment != 0 && start < count && bytes[start] == comment { place = .comment }
  }
}

// MARK: - Fields and records

extension RecordSplitter {
  @inline(__always)
  private mutating func endField(_ start: Int, _ end: Int) {
    let slot = Int(columnSlots[min(column, columnCount)])
    slots[row + slot] = FieldSlot(offset: start, count: end - start)
    column += 1
  }

  /// - Parameter end: where the delimiter or the line end stands.
  private mutating func endQuotedField(_ end: Int) {
    if end != closingQuote + 1 { note(.textAfterQuote, at: closingQuote + 1) }
    place = .plain
    // Nobody reads a column that nobody asked for.
    if !hasEscapes || Int(columnSlots[min(column, columnCount)]) == width {
      return endField(fieldStart + 1, closingQuote)
    }
    let start = unescaped.count
    var index = fieldStart + 1
    while index < closingQuote,
      let found = memchr(bytes + index, Int32(quote), closingQuote - index)
    {
      // Up to the first of two quotes, that one included.
      let behind = UnsafeRawPointer(found) - UnsafeRawPointer(bytes) + 1
      unescaped.append(contentsOf: UnsafeBufferPointer(start: bytes + index, count: behind - index))
      index = behind + 1
    }
    if index < closingQuote {
      unescaped.append(
        contentsOf: UnsafeBufferPointer(start: bytes + index, count: closingQuote - index))
    }
    endField(count + start, count + unescaped.count)
  }

  @inline(__always)
  private mutating func endRecord(_ mark: Int, next: Int) {
    var end = mark
    if end > recordStart && trimsReturn && bytes[end - 1] == Ascii.carriageReturn {
      end -= 1
    }
    if end > recordStart {
      if place == .plain { endField(fieldStart, end) } else { endLastQuoted(end) }
      keep(end)
    }
    begin(at: next)
  }

  @inline(never)
  private mutating func endLastQuoted(_ end: Int) {
    if place == .closed { endQuotedField(end) } else { endField(fieldStart, end) }
  }

  @inline(__always)
  private mutating func keep(_ end: Int) {
    if completes { complete() }
    if column != columnCount || flaw != nil { reject(end) }
    checkLength(end)
    records.append(RecordExtent(start: recordStart, end: end, line: recordLine))
    row += width
  }

  @inline(never)
  private mutating func complete() {
    for slot in layout.plan.absent { slots[row + slot] = .missing }
    for copy in layout.plan.copies { slots[row + copy.to] = slots[row + copy.from] }
  }

  @inline(__always)
  private mutating func checkLength(_ end: Int) {
    if end - recordStart > maxRecordBytes && tooLongLine == nil { tooLongLine = recordLine }
  }
}

// MARK: - Broken records

extension RecordSplitter {
  /// Only a record's first flaw is told.
  @inline(never)
  private mutating func note(_ kind: RecordFlaw.Kind, at offset: Int) {
    if place == .closed { place = .plain }
    if flaw == nil { flaw = RecordFlaw(kind, at: offset) }
  }

  @inline(never)
  private mutating func reject(_ end: Int) {
    let record = UnsafeBufferPointer(start: bytes + recordStart, count: end - recordStart)
    if let flaw {
      faults.append(
        flaw.fault(
          record: records.count, bytes: record, recordStart: recordStart, line: recordLine,
          lineEnd: lineEnd))
    } else {
      faults.append(
        RecordFault(
          record: records.count, line: recordLine, column: 0, code: "wrong_number_of_columns",
          message: columnCountMessage.text(found: column, layout: layout)))
    }
    flaw = nil
    for slot in 0..<width { slots[row + slot] = .missing }
  }
}
