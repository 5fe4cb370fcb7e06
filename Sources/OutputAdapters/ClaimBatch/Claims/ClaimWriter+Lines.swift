import AdapterKit
import ClaimCore

extension ClaimWriter {
  /// One service line (CLM-2).
  @inline(__always)
  mutating func append(_ line: ClaimLine, number: Int, to buffer: inout ByteBuffer) {
    buffer.append(atMost: most(of: line)) { out in
      Notation.startObject(first: "line_number", to: &out)
      Notation.bare(to: &out) { $0.append(decimal: number) }
      Notation.endField("line_number", to: &out)
      Notation.field("procedure_code", line.procedureCode, of: pool, to: &out)
      Notation.startList("modifiers", to: &out)
      appendParts(of: line.modifiers, as: "modifier", to: &out)
      Notation.endList("modifiers", to: &out)
      append("start_date", line.startDate, to: &out)
      append("end_date", line.endDate, to: &out)
      Notation.field("place_of_service", line.placeOfService, of: pool, to: &out)
      Notation.field("units", Int(line.units), to: &out)
      append("unit_price", line.unitPrice, to: &out)
      append("billed", line.billed, to: &out)
      Notation.startList("diagnosis_pointers", to: &out)
      appendPointers(line.diagnosisPointers, to: &out)
      Notation.endList("diagnosis_pointers", to: &out)
      Notation.startList("session_ids", to: &out)
    }
    for (number, row) in line.items.range.enumerated() {
      let id = sessionID(row)
      let most = Notation.mostAroundElement + Notation.longestEscape * id.count
      buffer.append(atMost: most) { out in
        Notation.startElement("session_id", at: number, to: &out)
        Notation.text(id, of: pool, to: &out)
        Notation.endElement("session_id", to: &out)
      }
    }
    Notation.endList("session_ids", to: &buffer)
    if line.showsTimes { appendTimes(of: line, to: &buffer) }
    Notation.endObject(to: &buffer)
  }

  /// Bytes that a line takes before its session ids.
  private func most(of line: ClaimLine) -> Int {
    let texts =
      line.procedureCode.count + line.modifiers.count + line.placeOfService.count
    // A part of the modifiers has a colon before it, but for the first; pointers are four, and eleven
    // fields and lists stand in a line. What is no text: two dates and four numbers of 21 bytes.
    let elements = line.modifiers.count + 1 + 4
    return 12 * Notation.mostAroundField + elements * Notation.mostAroundElement
      + Notation.longestEscape * texts + 2 * 10 + 4 * 21 + 4 * 3
  }

  @inline(__always)
  private mutating func append<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, _ date: CivilDate, to sink: inout Sink
  ) {
    Notation.field(name, to: &sink) { dates.append(date, to: &$0) }
  }

  /// Without a copy of the session's whole row.
  @inline(__always)
  private func sessionID(_ row: Int) -> Text {
    let item = Int(result.lineItems[row])
    return sessionID(ofSession: result.items[item].session)
  }

  @inline(__always)
  func sessionID(ofSession row: UInt32) -> Text { result.sessions.sessions[Int(row)].id }

  private func session(_ row: Int) -> Session {
    result.session(of: result.items[Int(result.lineItems[row])])
  }

  /// `time_on_claim_lines`: such a line is of one session.
  private func appendTimes(of line: ClaimLine, to buffer: inout ByteBuffer) {
    guard let first = line.items.range.first, let last = line.items.range.last else { return }
    Notation.field("start_time", to: &buffer) { $0.append(clock: session(first).start) }
    Notation.field("end_time", to: &buffer) { $0.append(clock: session(last).end) }
  }

  /// The parts of a list joined by `:`.
  @inline(__always)
  private func appendParts<Sink: ByteSink & ~Copyable>(
    of list: Text, as name: StaticString, to sink: inout Sink
  ) {
    if list.isMissing { return }
    pool.withBytes(list) { bytes in
      var start = 0
      var count = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != 0x3A { end += 1 }
        Notation.startElement(name, at: count, to: &sink)
        Notation.text(UnsafeBufferPointer(rebasing: bytes[start..<end]), to: &sink)
        Notation.endElement(name, to: &sink)
        start = end + 1
        count += 1
      }
    }
  }

  @inline(__always)
  private func appendPointers<Sink: ByteSink & ~Copyable>(
    _ pointers: SIMD4<UInt8>, to sink: inout Sink
  ) {
    for index in 0..<4 where pointers[index] != 0 {
      Notation.startElement("diagnosis_pointer", at: index, to: &sink)
      Notation.bare(to: &sink) { $0.append(decimal: Int(pointers[index])) }
      Notation.endElement("diagnosis_pointer", to: &sink)
    }
  }

  @inline(__always)
  private func append<Sink: ByteSink & ~Copyable>(
    _ name: StaticString, _ money: OptionalMoney, to sink: inout Sink
  ) {
    guard let money = money.value else { return Notation.absent(name, to: &sink) }
    Notation.field(name, to: &sink) { $0.append(money) }
  }
}
