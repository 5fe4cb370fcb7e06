import AdapterKit

/// A record as the sample has it.
struct ExpectedRecord {
  let line: Int
  let raw: [UInt8]
  let values: [String?]
  /// Behind its last byte, in the source.
  let end: Int
}

/// A sample's records in their order, with their places.
struct ExpectedRecords: Sequence, IteratorProtocol {
  private let sample: InputSample
  private let count: Int
  private var number = 0
  private var line: Int
  private var place: Int

  init(_ sample: InputSample, count: Int) {
    self.sample = sample
    self.count = count
    let before = sample.head + (count > 0 ? sample.begin : [])
    line = 1 + before.lineEnds
    place = before.count
  }

  mutating func next() -> ExpectedRecord? {
    guard number < count else { return nil }
    if number > 0 {
      line += sample.separator.lineEnds
      place += sample.separator.count
    }
    let raw = sample.record(number)
    place += raw.count
    let record = ExpectedRecord(
      line: line, raw: raw, values: sample.values(number), end: place)
    line += raw.lineEnds
    number += 1
    return record
  }
}

extension [UInt8] {
  var lineEnds: Int { count { $0 == 0x0A } }
}

extension ExpectedRecord {
  /// Where its first byte that is no blank stands, in the source: a record is there from then on.
  var start: Int {
    let blanks = raw.prefix { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    return end - raw.count + blanks.count
  }

  /// The last line that it is on.
  var lastLine: Int { line + raw.lineEnds }

  /// In what a record that was read is another than this; `nil` where it is the same.
  func difference(from read: ReadRecord, in sample: InputSample) -> String? {
    if let fault = read.fault { return "is rejected: \(fault.code)" }
    for (name, (expected, value)) in zip(sample.names, zip(values, read.values))
    where (value ?? []) != Array((expected ?? "").utf8) {
      return
        "has \(Self.shown(value)) as \(name), not \(Self.shown(expected.map { Array($0.utf8) }))"
    }
    if sample.hasLines && read.line != line {
      return "is said to be on line \(read.line), and is on line \(line)"
    }
    if let kept = read.raw, kept != raw {
      return "is kept as \(Self.shown(kept)), not as it stands in the source"
    }
    return nil
  }

  private static func shown(_ value: [UInt8]?) -> String {
    guard let value else { return "nothing" }
    let text = String(decoding: value.prefix(80), as: UTF8.self)
      .replacing("\u{1F}", with: " | ").replacing("\n", with: "\\n")
    return "\"\(text)\(value.count > 80 ? "…" : "")\""
  }
}

extension Reading {
  /// In what it is another than a sample's first records.
  func differences(from sample: InputSample, count: Int) -> [String] {
    if let fault { return ["a sound source of \(count) records ends with a fault: \(fault)"] }
    var reasons = defects
    if records.count != count {
      reasons.append("\(count) records are read as \(records.count)")
    }
    for (number, (expected, read)) in zip(ExpectedRecords(sample, count: count), records)
      .enumerated()
    {
      guard
        let difference = expected.difference(from: read, in: sample)
      else { continue }
      reasons.append("record \(number + 1) of \(count) \(difference)")
      if reasons.count >= Verdict.mostReasons { break }
    }
    return reasons
  }
}
