import AdapterKit
import ClaimCore

extension ClaimWriter {
  /// One service line (CLM-2).
  mutating func append(_ line: ClaimLine, number: Int, to buffer: inout ByteBuffer) {
    buffer.append("{\"line_number\":")
    buffer.append(decimal: number)
    buffer.append(",\"procedure_code\":")
    buffer.append(json: line.procedureCode, of: pool)
    buffer.append(",\"modifiers\":[")
    appendParts(of: line.modifiers, to: &buffer)
    buffer.append("],\"start_date\":\"")
    append(line.startDate, to: &buffer)
    buffer.append("\",\"end_date\":\"")
    append(line.endDate, to: &buffer)
    buffer.append("\",\"place_of_service\":")
    buffer.append(json: line.placeOfService, of: pool)
    buffer.append(",\"units\":")
    buffer.append(decimal: Int(line.units))
    buffer.append(",\"unit_price\":")
    append(line.unitPrice, to: &buffer)
    buffer.append(",\"billed\":")
    append(line.billed, to: &buffer)
    buffer.append(",\"diagnosis_pointers\":[")
    appendPointers(line.diagnosisPointers, to: &buffer)
    buffer.append("],\"session_ids\":[")
    for (number, row) in line.items.range.enumerated() {
      if number > 0 { buffer.append(0x2C) }
      buffer.append(json: session(row).id, of: pool)
    }
    buffer.append(0x5D)
    if line.showsTimes { appendTimes(of: line, to: &buffer) }
    buffer.append(0x7D)
  }

  private mutating func append(_ date: CivilDate, to buffer: inout ByteBuffer) {
    dates.append(date, hash: Int(date.days), to: &buffer) { $0.append(date) }
  }

  private func session(_ row: Int) -> Session {
    result.session(of: result.items[Int(result.lineItems[row])])
  }

  /// `time_on_claim_lines`: such a line is of one session.
  private func appendTimes(of line: ClaimLine, to buffer: inout ByteBuffer) {
    guard let first = line.items.range.first, let last = line.items.range.last else { return }
    buffer.append(",\"start_time\":\"")
    buffer.append(clock: session(first).start)
    buffer.append("\",\"end_time\":\"")
    buffer.append(clock: session(last).end)
    buffer.append(0x22)
  }

  /// The parts of a list joined by `:`.
  private func appendParts(of list: Text, to buffer: inout ByteBuffer) {
    pool.withBytes(list) { bytes in
      var start = 0
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: 0x3A) ?? bytes.count
        if start > 0 { buffer.append(0x2C) }
        buffer.append(jsonString: UnsafeBufferPointer(rebasing: bytes[start..<end]))
        start = end + 1
      }
    }
  }

  private func appendPointers(_ pointers: SIMD4<UInt8>, to buffer: inout ByteBuffer) {
    for index in pointers.indices where pointers[index] != 0 {
      if index > 0 { buffer.append(0x2C) }
      buffer.append(decimal: Int(pointers[index]))
    }
  }

  private func append(_ money: OptionalMoney, to buffer: inout ByteBuffer) {
    guard let money = money.value else { return buffer.append("null") }
    buffer.append(0x22)
    buffer.append(money)
    buffer.append(0x22)
  }
}
