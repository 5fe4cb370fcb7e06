import AdapterKit

extension UnreadBytes {
  /// Makes the block of the records among these lines; all other messages were made blank.
  func block(_ plan: MessagePlan, _ form: MessageForm) throws(InputFault) -> RecordBlock {
    var block = RecordBlock(bytes: take(), width: plan.width)
    // A record's line is of the program's source, or of its output: columns are of neither.
    block.hasColumns = false
    var spare: [UInt8] = []
    try block.bytes.withUnsafeMutableBufferPointer { buffer throws(InputFault) in
      guard let text = buffer.baseAddress else { return }
      try plan.fields.withTables { tables throws(InputFault) in
        var builder = MessageBlockBuilder(text, self, plan: plan, form: form, tables: tables)
        var lines = LineWalk(text, end: end, line: place.line)
        while let range = lines.take() { try builder.add(range, number: lines.number) }
        (block.slots, block.records, block.faults) =
          (builder.slots, builder.records, builder.faults)
        spare = builder.spare
      }
    }
    block.bytes += spare
    return block
  }
}

/// Scans the record messages of one block. A line that is no right message is the program's fault and
/// ends the run; a record with a fault of its own is rejected.
private struct MessageBlockBuilder: ~Copyable {
  private let text: UnsafeMutablePointer<UInt8>
  private let plan: MessagePlan
  private let form: MessageForm
  private let spareOffset: Int
  private var scanner: RecordScanner
  private(set) var slots: [FieldSlot] = []
  private(set) var records: [RecordExtent] = []
  private(set) var faults: [RecordFault] = []

  init(
    _ text: UnsafeMutablePointer<UInt8>, _ unread: UnreadBytes, plan: MessagePlan,
    form: MessageForm, tables: PlanTables
  ) {
    self.text = text
    self.plan = plan
    self.form = form
    spareOffset = unread.end + SourceBuffer.slack
    scanner = RecordScanner(
      text, tables: tables, width: plan.fields.scanWidth, spareOffset: spareOffset)
    let guess = unread.end / 256
    records.reserveCapacity(guess)
    slots.reserveCapacity(guess * plan.width)
  }

  var spare: [UInt8] { scanner.slots.spare }

  mutating func add(_ range: Range<Int>, number: Int) throws(InputFault) {
    try scan(range, number)
    let line = try line(number)
    let isRefused = try isRefused
    let kept = try kept(of: range, isRefused: isRefused, number)
    if isRefused {
      try addRefusal(line, number)
    } else if let defect = scanner.defect {
      addFault(line, defect.code, defect.message)
    } else {
      for slot in 0..<plan.width { slots.append(scanner.slots.slots[slot]) }
      for copy in plan.fields.copies where copy.slot < plan.width {
        slots[slots.count - plan.width + copy.slot] = scanner.slots.slots[copy.from]
      }
    }
    records.append(RecordExtent(start: kept.lowerBound, end: kept.upperBound, line: line))
  }

  /// Puts the zero behind the line that the scanner wants, for as long as it scans.
  private mutating func scan(_ range: Range<Int>, _ number: Int) throws(InputFault) {
    let behind = text[range.upperBound]
    text[range.upperBound] = 0
    defer { text[range.upperBound] = behind }
    do throws(Malformed) {
      _ = try scanner.scan(range)
      if let defect = scanner.defect, defect.kind == .notUTF8 {
        throw Malformed(.utf8, at: defect.offset)
      }
    } catch {
      throw form.fault(number, MessagePlan.nonsense(error, range, text))
    }
  }

  private func slot(_ part: MessagePlan.Part) -> FieldSlot {
    scanner.slots.slots[plan.slot(part)]
  }

  private var isRefused: Bool {
    get throws(InputFault) {
      guard let reject = form.reject else { return false }
      let type = slot(.type)
      return type.count == reject.count && bytes(type) == reject
    }
  }

  /// The line of the record in its source, or of the program's output where it tells none.
  private func line(_ number: Int) throws(InputFault) -> Int {
    let slot = slot(.line)
    // Another protocol's `line` may be anything.
    if slot.kind == .missing || form.reject == nil { return number }
    var line = 0
    let digits = slot.range
    let isNumber =
      slot.kind == .text && (1...10).contains(digits.count) && slot.offset < spareOffset
      && digits.allSatisfy { text[$0] &- 0x30 < 10 } && text[digits.lowerBound - 1] != 0x22
    if isNumber { for at in digits { line = line * 10 + Int(text[at] & 0xF) } }
    if line == 0 || line > Int(UInt32.max) {
      throw form.fault(
        number, "its `line` must be a whole number from 1: the record's in its source")
    }
    return line
  }

  /// What goes to the quarantine of a record: its raw text, its fields, or the whole message.
  private func kept(
    of range: Range<Int>, isRefused: Bool, _ number: Int
  ) throws(InputFault) -> Range<Int> {
    let fields = slot(.fields)
    let isObject = fields.kind == .nested && text[fields.offset] == 0x7B
    if !isObject && !(isRefused && fields.kind == .missing) {
      throw form.fault(
        number, "a message of this type needs `\(form.fields)`, an object with the record's values")
    }
    if form.hasRaw {
      let raw = slot(.raw)
      if raw.kind != .text {
        throw form.fault(
          number, "it needs `raw`, the record's text, as the program's hello says that it has it")
      }
      return raw.range
    }
    return isObject ? fields.range : range
  }

  private mutating func addRefusal(_ line: Int, _ number: Int) throws(InputFault) {
    let (code, message) = (bytes(slot(.code)), bytes(slot(.message)))
    let isWord =
      (1...64).contains(code.count)
      && code.allSatisfy { $0 == 0x5F || $0 &- 0x30 < 10 || $0 &- 0x61 < 26 }
    guard isWord, !message.isEmpty, slot(.message).kind == .text else {
      throw form.fault(
        number,
        "a refused record needs `code`, a word of small letters, digits and _, and `message`, a "
          + "sentence that says what is wrong and what would be right")
    }
    addFault(
      line, String(decoding: code, as: UTF8.self),
      String(String(decoding: message, as: UTF8.self).prefix(500)))
  }

  private mutating func addFault(_ line: Int, _ code: String, _ message: String) {
    faults.append(
      RecordFault(record: records.count, line: line, column: 0, code: code, message: message))
    slots.append(contentsOf: repeatElement(.missing, count: plan.width))
  }

  private func bytes(_ slot: FieldSlot) -> [UInt8] {
    if slot.offset >= spareOffset {
      return Array(scanner.slots.spare[(slot.offset - spareOffset)...].prefix(slot.count))
    }
    return Array(UnsafeBufferPointer(start: text + slot.offset, count: slot.count))
  }
}
