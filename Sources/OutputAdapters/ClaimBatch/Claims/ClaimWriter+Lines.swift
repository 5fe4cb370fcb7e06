import AdapterKit
import ClaimCore

extension ClaimWriter {
  /// One service line (CLM-2).
  mutating func append(_ line: ClaimLine, number: Int, to buffer: inout ByteBuffer) {
    Notation.startObject(first: "line_number", to: &buffer)
    Notation.bare(to: &buffer) { $0.append(decimal: number) }
    Notation.endField("line_number", to: &buffer)
    Notation.field("procedure_code", line.procedureCode, of: pool, to: &buffer)
    Notation.startList("modifiers", to: &buffer)
    appendParts(of: line.modifiers, as: "modifier", to: &buffer)
    Notation.endList("modifiers", to: &buffer)
    append("start_date", line.startDate, to: &buffer)
    append("end_date", line.endDate, to: &buffer)
    Notation.field("place_of_service", line.placeOfService, of: pool, to: &buffer)
    Notation.field("units", Int(line.units), to: &buffer)
    append("unit_price", line.unitPrice, to: &buffer)
    append("billed", line.billed, to: &buffer)
    Notation.startList("diagnosis_pointers", to: &buffer)
    appendPointers(line.diagnosisPointers, to: &buffer)
    Notation.endList("diagnosis_pointers", to: &buffer)
    Notation.startList("session_ids", to: &buffer)
    for (number, row) in line.items.range.enumerated() {
      Notation.startElement("session_id", at: number, to: &buffer)
      Notation.text(session(row).id, of: pool, to: &buffer)
      Notation.endElement("session_id", to: &buffer)
    }
    Notation.endList("session_ids", to: &buffer)
    if line.showsTimes { appendTimes(of: line, to: &buffer) }
    Notation.endObject(to: &buffer)
  }

  private mutating func append(
    _ name: StaticString, _ date: CivilDate, to buffer: inout ByteBuffer
  ) {
    Notation.field(name, to: &buffer) {
      dates.append(date, hash: Int(date.days), to: &$0) { $0.append(date) }
    }
  }

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
  private func appendParts(
    of list: Text, as name: StaticString, to buffer: inout ByteBuffer
  ) {
    pool.withBytes(list) { bytes in
      var start = 0
      var count = 0
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: 0x3A) ?? bytes.count
        Notation.startElement(name, at: count, to: &buffer)
        Notation.text(UnsafeBufferPointer(rebasing: bytes[start..<end]), to: &buffer)
        Notation.endElement(name, to: &buffer)
        start = end + 1
        count += 1
      }
    }
  }

  private func appendPointers(_ pointers: SIMD4<UInt8>, to buffer: inout ByteBuffer) {
    for index in pointers.indices where pointers[index] != 0 {
      Notation.startElement("diagnosis_pointer", at: index, to: &buffer)
      Notation.bare(to: &buffer) { $0.append(decimal: Int(pointers[index])) }
      Notation.endElement("diagnosis_pointer", to: &buffer)
    }
  }

  private func append(
    _ name: StaticString, _ money: OptionalMoney, to buffer: inout ByteBuffer
  ) {
    guard let money = money.value else { return Notation.absent(name, to: &buffer) }
    Notation.field(name, to: &buffer) { $0.append(money) }
  }
}
