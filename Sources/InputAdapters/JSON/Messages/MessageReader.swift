package import AdapterKit
import Glibc

/// Reads the records among a program's messages. The thread that cuts the blocks counts the records
/// and hands out the other messages; any thread reads the records.
package final class MessageReader: RecordReader {
  package let absentNames: [String] = []
  package let knownNames: [String] = []
  package let frame: RecordFrame

  private var pieces: LinePieces
  private let form: MessageForm
  private let plan: MessagePlan
  private let limits: ReadingLimits
  private let taker: any MessageTaking
  private let recordStarts: [[UInt8]]
  private let headPlan: FieldPlan
  private var records = 0
  private var refused = 0
  private var isOver = false
  private var isFinished = false

  /// - Parameters:
  ///   - names: paths inside a record's fields, as the adapter `json` has them.
  ///   - firstLine: the number of the first line that the source gives.
  ///   - lineBytes: the longest line.
  ///   - frame: what stands around rejected records in their file.
  package init(
    _ source: any ByteSource, names: [String], form: MessageForm, taker: any MessageTaking,
    firstLine: Int, lineBytes: Int, blockBytes: Int = 1 << 20, frame: RecordFrame
  ) throws(InputFault) {
    let limits = ReadingLimits(recordBytes: lineBytes, blockBytes: blockBytes)
    self.limits = limits
    pieces = LinePieces(source, limits: limits, line: firstLine) { line in
      form.fault(line, limits.tooLong)
    }
    self.form = form
    plan = try MessagePlan(names: names, form: form, source: source.name)
    self.taker = taker
    self.frame = frame
    recordStarts = form.recordStarts
    headPlan = try FieldPlan(FieldPlan.paths(["type", "stream"], source: source.name))
  }

  package func nextBlock() throws(InputFault) -> UnreadBlock? {
    while let piece = try pieces.next() {
      var bytes = piece.bytes
      let hasRecords: Bool
      do throws(InputFault) {
        hasRecords = try sort(&bytes, line: piece.place.line)
      } catch {
        // That the program died says more than half a line that it left.
        if pieces.isAtEnd { try taker.outputEnded() }
        throw error
      }
      if pieces.isAtEnd { try taker.outputEnded() }
      if !hasRecords { continue }
      let unread = UnreadBytes(
        bytes, source: pieces.name, place: piece.place, plan: plan.fields, limits: limits)
      let (plan, form) = (plan, form)
      return UnreadBlock { () throws(InputFault) in try unread.block(plan, form) }
    }
    if !isFinished {
      isFinished = true
      try taker.outputEnded()
      try taker.finish(records: records, refused: refused)
    }
    return nil
  }

  /// Counts the records in a piece and makes the lines of other messages blank.
  ///
  /// - Returns: whether there are any records.
  private func sort(_ bytes: inout [UInt8], line: Int) throws(InputFault) -> Bool {
    let end = bytes.count - SourceBuffer.slack
    let before = records
    try bytes.withUnsafeMutableBufferPointer { buffer throws(InputFault) in
      guard let text = buffer.baseAddress else { return }
      var lines = LineWalk(text, end: end, line: line)
      try headPlan.withTables { tables throws(InputFault) in
        var heads = MessageHeads(text, tables: tables, spareOffset: end + SourceBuffer.slack)
        while let range = lines.take() {
          if isOver {
            throw form.fault(lines.number, "a line after the end; nothing may follow it")
          }
          if range.count > limits.recordBytes { throw form.fault(lines.number, limits.tooLong) }
          if isRecord(text + range.lowerBound, range.count) {
            try count(line: lines.number)
          } else {
            try sort(range, text, &heads, number: lines.number)
          }
        }
      }
    }
    return records > before
  }

  @inline(__always)
  private func isRecord(_ line: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    for start in recordStarts where count > start.count {
      if memcmp(line, start, start.count) == 0 { return true }
    }
    return false
  }

  private func count(line: Int) throws(InputFault) {
    if records == 0 { try taker.recordsBegin(line: line) }
    records += 1
  }

  private func sort(
    _ range: Range<Int>, _ text: UnsafeMutablePointer<UInt8>, _ heads: inout MessageHeads,
    number: Int
  ) throws(InputFault) {
    let head: MessageHeads.Head
    do throws(Malformed) {
      head = try heads.head(of: range, in: text)
    } catch {
      throw form.fault(number, MessagePlan.nonsense(error, range, text))
    }
    if head.type == form.record && (form.stream == nil || head.stream == form.stream) {
      return try count(line: number)
    }
    if let reject = form.reject, head.type == reject {
      refused += 1
      return try count(line: number)
    }
    isOver = try taker.take(
      type: String(decoding: head.type, as: UTF8.self),
      stream: String(decoding: head.stream, as: UTF8.self),
      line: UnsafeBufferPointer(start: text + range.lowerBound, count: range.count),
      number: number)
    memset(text + range.lowerBound, 0x20, range.count)
  }
}

/// Reads what a message is, of lines in any spelling.
struct MessageHeads: ~Copyable {
  struct Head {
    var type: [UInt8] = []
    var stream: [UInt8] = []
  }

  private var scanner: RecordScanner
  private let spareOffset: Int

  /// - Parameter tables: of a plan for `type` and `stream`.
  init(_ text: UnsafePointer<UInt8>, tables: PlanTables, spareOffset: Int) {
    scanner = RecordScanner(text, tables: tables, width: 2, spareOffset: spareOffset)
    self.spareOffset = spareOffset
  }

  mutating func head(
    of range: Range<Int>, in text: UnsafeMutablePointer<UInt8>
  ) throws(Malformed) -> Head {
    let behind = text[range.upperBound]
    text[range.upperBound] = 0
    defer { text[range.upperBound] = behind }
    guard try scanner.scan(range) == .object else { return Head() }
    if let defect = scanner.defect, defect.kind == .notUTF8 {
      throw Malformed(.utf8, at: defect.offset)
    }
    return Head(type: bytes(of: 0, in: text), stream: bytes(of: 1, in: text))
  }

  private func bytes(of slot: Int, in text: UnsafePointer<UInt8>) -> [UInt8] {
    let slot = scanner.slots.slots[slot]
    guard slot.kind == .text else { return [] }
    if slot.offset >= spareOffset {
      return Array(scanner.slots.spare[(slot.offset - spareOffset)...].prefix(slot.count))
    }
    return Array(UnsafeBufferPointer(start: text + slot.offset, count: slot.count))
  }
}
