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
  /// Whether there are slots that no column fills.
  private let hasAbsent: Bool
  let layout: RecordLayout
  private let delimiter: UInt8
  private let quote: UInt8
  private let lineEnd: UInt8
  private let comment: UInt8
  private let trimsReturn: Bool
  private let maxRecordBytes: Int
  private let columnCount: Int
  private let width: Int
  /// Whether there are slots to fill from others.
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

  private let records: UnsafeMutablePointer<RecordExtent>
  private var recordCount = 0
  private(set) var faults: [RecordFault] = []
  /// Goes behind the block's own bytes.
  private var unescaped: [UInt8] = []
  /// Where the first record that is too long begins.
  private var tooLongLine: Int?

  /// - Parameters:
  ///   - bytes: whole records; only the last may lack its line end.
  ///   - lines: the line ends among them.
  static func split(
    _ bytes: consuming [UInt8], _ layout: RecordLayout, firstLine: Int, lines: Int, source: String
  ) throws(InputFault) -> RecordBlock {
    // The block's alone, so that what is unescaped goes behind them without a copy.
    var block = RecordBlock(bytes: bytes, width: layout.plan.width)
    let mostRecords = min(lines + 1, block.bytes.count / 2 + 1)
    // What is unescaped is no longer, so that the places of all fit a slot.
    precondition(block.bytes.count < 1 << 30, "a block is shorter than a slot can say")
    var faults: [RecordFault] = []
    var tooLong: Int?
    var unescaped: [UInt8] = []
    (block.slots, block.records) = filled(
      slots: mostRecords * layout.plan.width + 1, records: mostRecords
    ) { slots, records in
      block.bytes.withUnsafeBufferPointer { bytes in
        layout.plan.slots.withUnsafeBufferPointer { columnSlots in
          guard let start = bytes.baseAddress, let columnSlots = columnSlots.baseAddress else {
            return (0, 0)
          }
          var splitter = RecordSplitter(
            start, bytes.count, slots, records, columnSlots, layout, firstLine: firstLine)
          splitter.run()
          faults = splitter.faults
          unescaped = splitter.unescaped
          tooLong = splitter.tooLongLine
          return (splitter.row, splitter.recordCount)
        }
      }
    }
    block.faults = faults
    if let tooLong { throw layout.tooLong(source, line: tooLong) }
    checkUTF8(&block, lineEnd: layout.lineEnd.byte)
    if !unescaped.isEmpty { block.bytes += unescaped }
    return block
  }

  /// A block's slots and its records.
  ///
  /// - Parameter fill: sets the first of both; returns how many.
  private static func filled(
    slots mostSlots: Int, records mostRecords: Int,
    _ fill: (UnsafeMutablePointer<FieldSlot>, UnsafeMutablePointer<RecordExtent>) -> (Int, Int)
  ) -> ([FieldSlot], [RecordExtent]) {
    var records: [RecordExtent] = []
    let slots = [FieldSlot](unsafeUninitializedCapacity: mostSlots) { slots, slotCount in
      records = [RecordExtent](unsafeUninitializedCapacity: mostRecords) { records, count in
        // At least one of each.
        guard let slots = slots.baseAddress, let records = records.baseAddress else { return }
        (slotCount, count) = fill(slots, records)
      }
    }
    return (slots, records)
  }

  private init(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, _ slots: UnsafeMutablePointer<FieldSlot>,
    _ records: UnsafeMutablePointer<RecordExtent>, _ columnSlots: UnsafePointer<Int32>,
    _ layout: RecordLayout, firstLine: Int
  ) {
    self.bytes = bytes
    self.count = count
    self.slots = slots
    self.records = records
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
    hasAbsent = !layout.plan.absent.isEmpty
    completes = !layout.plan.copies.isEmpty
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

  @inline(__always)
  private mutating func take(_ marks: UInt64, from offset: Int) {
    var marks = marks
    while marks != 0 {
      if place == .plain {
        marks = takeFields(marks, from: offset)
        if marks == 0 { return }
      }
      let mark = offset &+ marks.trailingZeroBitCount
      marks &= marks &- 1
      if place == .plain && mark == fieldStart && bytes[mark] == quote,
        let (closing, behind) = simpleQuotedField(marks, from: offset)
      {
        endField(mark &+ 1, closing)
        fieldStart = closing &+ 2
        marks = behind
      } else {
        step(mark, bytes[mark])
      }
    }
  }

  /// Ends unquoted fields, in registers, up to the first mark that is no delimiter; the marks from
  /// there on.
  @inline(__always)
  private mutating func takeFields(_ marks: UInt64, from offset: Int) -> UInt64 {
    let (chunk, record) = (bytes + offset, slots + row)
    let (columnSlots, columnCount, delimiter) = (columnSlots, columnCount, delimiter)
    var (marks, column, start) = (marks, column, fieldStart)
    while marks != 0 {
      let place = marks.trailingZeroBitCount
      if chunk[place] != delimiter { break }
      marks &= marks &- 1
      let end = offset &+ place
      record[Int(columnSlots[min(column, columnCount)])] =
        FieldSlot(unchecked: start, count: end &- start)
      column &+= 1
      start = end &+ 1
    }
    (self.column, fieldStart) = (column, start)
    return marks
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
        line += 1
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
    recordStart = start
    recordLine = line
    fieldStart = start
    column = 0
    if hasAbsent && start < count { (slots + row).update(repeating: .missing, count: width) }
    place = .plain
    if comment != 0 && start < count && bytes[start] == comment { place = .comment }
  }
}

// MARK: - Fields and records

extension RecordSplitter {
  @inline(__always)
  private mutating func endField(_ start: Int, _ end: Int) {
    let slot = Int(columnSlots[min(column, columnCount)])
    slots[row &+ slot] = FieldSlot(unchecked: start, count: end &- start)
    column &+= 1
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
    if next > mark { line &+= 1 }
    begin(at: next)
  }

  @inline(never)
  private mutating func endLastQuoted(_ end: Int) {
    if place == .closed { endQuotedField(end) } else { endField(fieldStart, end) }
  }

  @inline(__always)
  private mutating func keep(_ end: Int) {
    if completes { copyFields() }
    if column != columnCount || flaw != nil { reject(end) }
    checkLength(end)
    (records + recordCount).initialize(
      to: RecordExtent(start: recordStart, end: end, line: recordLine))
    recordCount += 1
    row += width
  }

  @inline(never)
  private mutating func copyFields() {
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
          record: recordCount, bytes: record, recordStart: recordStart, line: recordLine,
          lineEnd: lineEnd))
    } else {
      faults.append(
        RecordFault(
          record: recordCount, line: recordLine, column: 0, code: "wrong_number_of_columns",
          message: columnCountMessage.text(found: column, layout: layout)))
    }
    flaw = nil
    for slot in 0..<width { slots[row + slot] = .missing }
  }
}
