import AdapterKit
import ByteIO

extension Check<InputTrial> {
  /// A source that ends anywhere: a copy that was cut off, a disk that was full.
  static let torn = onSample(
    "torn", "loses and invents nothing where a source is cut off, at any byte"
  ) { trial in
    let sample = try trial.sample()
    let whole = sample.source(TornSource.recordCount)
    var reasons: [String] = []
    let form = sample.firstRecordIsForm ? sample.source(1).count - sample.end.count : 0
    for place in TornSource.places(in: whole.count) where place >= form {
      // Half a character has no spelling in another encoding.
      if trial.encoding != nil && whole[place] & 0xC0 == 0x80 { continue }
      let torn = TornSource(sample: sample, whole: whole, place: place)
      if let reason = torn.flaw(in: try trial.read(torn.bytes)) {
        reasons.append("cut behind byte \(place): \(reason)")
        if reasons.count == Verdict.mostReasons { break }
      }
      if TornSource.isTimeUp(since: trial.began) { break }
    }
    return Verdict(reasons)
  }
}

private struct TornSource {
  static let recordCount = 3

  let sample: InputSample
  let whole: [UInt8]
  let place: Int

  var bytes: [UInt8] { Array(whole[..<place]) }

  /// Every byte, from coarse steps to fine ones: an adapter that starts a process for each source may run
  /// out of time.
  static func places(in count: Int) -> [Int] {
    let coarse = Array(stride(from: 0, to: count, by: 16))
    return coarse + (0..<count).filter { $0 % 16 != 0 }
  }

  static func isTimeUp(since began: Int64) -> Bool { Clock.nowUTC() - began > 30_000_000 }

  /// What is wrong with what was read, if anything is.
  func flaw(in reading: Reading) -> String? {
    if let defect = reading.defects.first { return defect }
    let expected = Array(ExpectedRecords(sample, count: Self.recordCount))
    let complete = expected.count { $0.end <= place }
    if reading.fault == nil && reading.records.count < complete {
      return "\(complete) whole records are read as \(reading.records.count), and nothing is said"
    }
    if reading.records.count > min(complete + 1, Self.recordCount) {
      return "\(complete) whole records are read as \(reading.records.count)"
    }
    if reading.fault == nil, reading.records.count == complete, complete < expected.count,
      expected[complete].start < place
    {
      return "record \(complete + 1), which is cut short, is dropped, and nothing is said"
    }
    for (number, read) in reading.records.enumerated() {
      let difference = expected[number].difference(from: read, in: sample)
      guard let difference else { continue }
      // Without its line end, a record may be whole or not: to refuse it is right too.
      if read.fault != nil && expected[number].end == place { continue }
      if number < complete { return "record \(number + 1), which is whole, \(difference)" }
      if read.fault == nil && !isShortenedLast(read, of: expected[number]) {
        return
          "record \(number + 1), which is cut short, is taken for a whole one and \(difference)"
      }
    }
    return nil
  }

  /// Whether only the last value is short, and the format can't tell.
  private func isShortenedLast(_ read: ReadRecord, of expected: ExpectedRecord) -> Bool {
    if sample.tellsTornRecords { return false }
    let values = expected.values.map { Array(($0 ?? "").utf8) }
    guard let last = values.indices.last, read.line == expected.line || !sample.hasLines else {
      return false
    }
    return zip(values.dropLast(), read.values).allSatisfy { $0 == $1 ?? [] }
      && values[last].starts(with: read.values[last] ?? [])
  }
}
