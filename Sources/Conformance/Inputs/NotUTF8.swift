import AdapterKit
import ByteIO

extension Check<InputTrial> {
  static let notUTF8 = onSample(
    "not_utf8", "rejects a record that is not UTF-8, or the source, and no other record"
  ) { trial in
    if let encoding = trial.encoding, encoding != .utf8 {
      return .notApplicable("the option encoding is \(encoding.rawValue)")
    }
    let sample = try trial.sample()
    let bad = NotUTF8(sample: sample)
    guard let place = bad.place else {
      return .notApplicable("no value of the sample stands in its record as it is")
    }
    var reasons: [String] = []
    for bytes in NotUTF8.sequences {
      let reading = try trial.read(bad.source(with: bytes, at: place))
      if let reason = bad.flaw(in: reading) {
        let name = bytes.map { String($0, radix: 16, uppercase: true) }.joined(separator: " ")
        reasons.append("with the bytes \(name) in a value: \(reason)")
      }
    }
    return Verdict(reasons)
  }
}

private struct NotUTF8 {
  /// A byte that is never one, one that lacks its next, a spelling that is too long, half a character
  /// beyond Unicode's plane 0.
  static let sequences: [[UInt8]] = [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80]]
  private static let recordCount = 5
  private static let bad = 2

  let sample: InputSample

  /// Where, in the bad record's bytes, a value stands as it is.
  var place: Int? {
    let record = sample.record(Self.bad)
    for value in sample.values(Self.bad) {
      let bytes = Array((value ?? "").utf8)
      guard bytes.count > 2 else { continue }
      let starts = record.indices.dropLast(bytes.count - 1)
      if let start = starts.first(where: { record[$0...].starts(with: bytes) }) { return start + 1 }
    }
    return nil
  }

  /// The sample, with bytes put into the bad record.
  func source(with bytes: [UInt8], at place: Int) -> [UInt8] {
    var source = sample.head + sample.begin
    for number in 0..<Self.recordCount {
      if number > 0 { source += sample.separator }
      var record = sample.record(number)
      if number == Self.bad { record.insert(contentsOf: bytes, at: place) }
      source += record
    }
    return source + sample.end + sample.tail
  }

  func flaw(in reading: Reading) -> String? {
    if let defect = reading.defects.first { return defect }
    let expected = Array(ExpectedRecords(sample, count: Self.recordCount))
    let lines = expected[Self.bad].line...expected[Self.bad].lastLine
    if let fault = reading.fault {
      return fault.line == 0 || lines.contains(fault.line) || !sample.hasLines
        ? nil : "the fault is said to be on line \(fault.line), and is on line \(lines.lowerBound)"
    }
    guard reading.records.count == expected.count else {
      return "\(expected.count) records are read as \(reading.records.count)"
    }
    for (number, read) in reading.records.enumerated() where number != Self.bad {
      // Bytes and lines of those behind have moved on alike.
      if let difference = expected[number].difference(from: read, in: sample) {
        return "record \(number + 1), which is sound, \(difference)"
      }
    }
    guard let fault = reading.records[Self.bad].fault else { return "the record is taken" }
    return lines.contains(fault.line) || !sample.hasLines
      ? nil : "the fault is said to be on line \(fault.line), and is on line \(lines.lowerBound)"
  }
}
