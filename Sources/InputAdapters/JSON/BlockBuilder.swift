import AdapterKit

/// Scans the records of one block and collects their slots, extents and faults.
struct BlockBuilder: ~Copyable {
  private let text: UnsafeMutablePointer<UInt8>
  private let unread: UnreadBytes
  private var scanner: RecordScanner
  private(set) var slots: [FieldSlot] = []
  private(set) var records: [RecordExtent] = []
  private(set) var faults: [RecordFault] = []
  /// The place of the last fault, from which the next one's is counted.
  private var mark: (offset: Int, place: Place)

  init(_ text: UnsafeMutablePointer<UInt8>, _ unread: UnreadBytes, tables: PlanTables) {
    self.text = text
    self.unread = unread
    mark = (0, unread.place)
    scanner = RecordScanner(
      text, tables: tables, width: unread.plan.scanWidth,
      spareOffset: unread.end + SourceBuffer.slack)
    let guess = unread.end / 256
    records.reserveCapacity(guess)
    slots.reserveCapacity(guess * unread.plan.width)
  }

  var spare: [UInt8] { scanner.slots.spare }
  /// Those of the record that was added last.
  var lineFeeds: Int { scanner.lineFeeds }

  /// Adds the record that stands in `range` and begins on `line`. A record that is JSON and not
  /// right becomes a fault.
  mutating func add(_ range: Range<Int>, line: Int) throws(Malformed) {
    if try scan(range) == .other {
      addFault(
        range, line, at: range.lowerBound, code: "not_an_object",
        message: "a record must be an object in braces")
    } else if let defect = scanner.defect {
      addFault(range, line, at: defect.offset, code: defect.code, message: defect.message)
    } else {
      addExtent(range, line)
      slots.append(
        contentsOf: UnsafeBufferPointer(rebasing: scanner.slots.slots[..<unread.plan.width]))
      for copy in unread.plan.copies {
        slots[slots.count - unread.plan.width + copy.slot] = scanner.slots.slots[copy.from]
      }
    }
  }

  /// Keeps what stands around some records, for ``fill(_:_:)``.
  mutating func keep(_ found: ParentPlan.Found) -> ParentPlan.Found {
    var kept = found
    for index in kept.slots.indices {
      let (field, bytes) = (kept.slots[index].field, kept.slots[index].bytes)
      kept.slots[index].field = FieldSlot(
        offset: scanner.slots.keep(bytes[...]), count: bytes.count, kind: field.kind)
    }
    return kept
  }

  /// Puts what stands around the last record into its slots.
  mutating func fill(_ around: ParentPlan.Found, _ range: Range<Int>) {
    if let fault = faults.last, fault.record == records.count - 1 { return }
    if let defect = around.defect {
      let place = unread.place.advanced(over: text, to: range.lowerBound)
      faults.append(
        RecordFault(
          record: records.count - 1, line: place.line, column: place.column, code: defect.code,
          message: "in an object around this record: \(defect.message)"))
      return
    }
    let row = slots.count - unread.plan.width
    for found in around.slots { slots[row + found.slot] = found.field }
  }

  /// Adds a record that can't be read.
  mutating func addFault(
    _ range: Range<Int>, _ line: Int, at offset: Int, code: String, message: String
  ) {
    let place = mark.place.advanced(over: text + mark.offset, to: offset - mark.offset)
    mark = (offset, place)
    faults.append(
      RecordFault(
        record: records.count, line: place.line, column: place.column, code: code,
        message: message))
    addExtent(range, line)
    slots.append(contentsOf: repeatElement(.missing, count: unread.plan.width))
  }

  private mutating func addExtent(_ range: Range<Int>, _ line: Int) {
    records.append(RecordExtent(start: range.lowerBound, end: range.upperBound, line: line))
  }

  /// Puts the zero behind the record that the scanner wants, for as long as it scans.
  private mutating func scan(_ range: Range<Int>) throws(Malformed) -> RecordScanner.Outcome {
    let behind = text[range.upperBound]
    text[range.upperBound] = 0
    defer { text[range.upperBound] = behind }
    return try scanner.scan(range)
  }
}

extension UnreadBytes {
  /// Makes the block: `addRecords` adds every record.
  func block(
    _ addRecords: (UnsafePointer<UInt8>, inout BlockBuilder) throws(InputFault) -> Void
  ) throws(InputFault) -> RecordBlock {
    var block = RecordBlock(bytes: take(), width: plan.width)
    var spare: [UInt8] = []
    try block.bytes.withUnsafeMutableBufferPointer { buffer throws(InputFault) in
      guard let text = buffer.baseAddress else { return }
      try plan.withTables { tables throws(InputFault) in
        var builder = BlockBuilder(text, self, tables: tables)
        try addRecords(text, &builder)
        (block.slots, block.records, block.faults) =
          (builder.slots, builder.records, builder.faults)
        spare = builder.spare
      }
    }
    block.bytes += spare
    return block
  }

  /// A fault of the whole source at an offset of these bytes.
  func fault(
    _ text: UnsafePointer<UInt8>, at offset: Int, path: String = "", _ message: String
  ) -> InputFault {
    let place = place.advanced(over: text, to: offset)
    return InputFault(
      source: source, line: place.line, column: place.column, path: path, message: message)
  }
}
