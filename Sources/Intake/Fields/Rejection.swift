import AdapterKit
public import ClaimCore

/// A record that can't be used, with all that is needed to quarantine it.
public struct Rejection: Sendable {
  public let kind: RecordKind
  public internal(set) var position: Position
  /// What is wrong with it; the first one counts as the reason.
  public let reasons: [RejectionReason]
  /// Its first field, which is an id, where it can be read.
  public let recordID: String?
  /// Its bytes as they stand in the source.
  public let raw: [UInt8]

  public var reason: RejectionReason { reasons[0] }

  /// The rejection as a finding (billing.md section 11).
  public func finding(writer: inout TextWriter) -> Finding {
    let code: FindingCode =
      reason.code == FaultCode.duplicateKey.rawValue ? .duplicateKey : .recordRejected
    let session = kind == .sessions ? recordID.map { writer.keep($0) } ?? .missing : .missing
    return Finding(code, at: position, session: session, reason.message)
  }
}

/// What is wrong with one field, or with the record as such.
public struct RejectionReason: Sendable, Equatable {
  /// From 1, in the whole source: where the value begins, or the record.
  public let line: Int
  /// From 1, in characters of the line; 0 where that is not known.
  public let column: Int
  /// What the source calls the field: a column's name or a path; empty where the record is at fault.
  public let source: String
  /// Empty where the record as such is at fault.
  public let field: String
  /// Stable, such as `not_a_date`.
  public let code: String
  /// A sentence: what is wrong and what would be right, without a person's data.
  public let message: String
}

extension FieldReader {
  /// The current record's faults as a rejection.
  @inline(never)
  mutating func rejection(_ record: Int, of block: RecordBlock, at position: Position) -> Rejection
  {
    var reasons: [RejectionReason] = []
    for fault in faults { reasons.append(reason(fault, record, of: block)) }
    return rejection(record, of: block, at: position, reasons)
  }

  @inline(never)
  mutating func rejection(
    _ record: Int, of block: RecordBlock, at position: Position, _ reasons: [RejectionReason]
  ) -> Rejection {
    Rejection(
      kind: mapping.kind, position: position, reasons: reasons, recordID: recordID(record),
      raw: block.raw(record))
  }

  private func reason(_ fault: Fault, _ record: Int, of block: RecordBlock) -> RejectionReason {
    let field = mapping.schema.fields[fault.field]
    let slots = mapping.slots(of: plans[fault.field])
    let names = slots.map { mapping.names[$0] }
    var start = (line: Int(block.records[record].line), column: 0)
    if let first = slots.first {
      start = place(self.slots[record * width + first], record, of: block)
    }
    let sentence = fault.code.sentence(
      for: field.type, format: mapping.formats[fault.field], written: fault.written)
    let subject = fault.written.map { "\(field.name) \"\($0)\"" } ?? field.name
    return RejectionReason(
      line: start.line, column: start.column, source: names.joined(separator: ", "),
      field: field.name, code: fault.code.rawValue, message: "\(subject) \(sentence)")
  }

  /// Where a slot's value begins; the record's line and 0 where its bytes were unescaped elsewhere.
  private func place(
    _ slot: FieldSlot, _ record: Int, of block: RecordBlock
  ) -> (line: Int, column: Int) {
    let extent = block.records[record]
    let (start, end) = (Int(extent.start), Int(extent.end))
    var line = Int(extent.line)
    guard block.hasColumns, slot.kind != .missing, slot.offset >= start, slot.offset < end else {
      return (line, 0)
    }
    let first = block.isGapless ? 0 : start
    var lineStart = start
    while lineStart > first, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
    // A block begins a line, unless its format puts several records on one.
    let sharesLine = record + 1 < block.records.count && block.records[record + 1].line == line
    let isWhole = lineStart > first || (block.isGapless && start == 0 && !sharesLine)
    var column = isWhole ? 1 : 0
    for index in (isWhole ? lineStart : start)..<slot.offset {
      if bytes[index] == 0x0A {
        line += 1
        column = 1
      } else if column > 0, bytes[index] & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }
}

extension RecordBlock {
  func raw(_ record: Int) -> [UInt8] {
    Array(bytes[Int(records[record].start)..<Int(records[record].end)])
  }

  /// The reasons of the records that are broken as such, by record.
  var brokenRecords: [Int: [RejectionReason]] {
    faults.reduce(into: [:]) { broken, fault in
      broken[fault.record, default: []].append(
        RejectionReason(
          line: fault.line, column: fault.column, source: "", field: "", code: fault.code,
          message: fault.message))
    }
  }
}
