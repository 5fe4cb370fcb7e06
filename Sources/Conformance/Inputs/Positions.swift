import AdapterKit

extension Check<InputTrial> {
  static let positions = onSample(
    "positions", "knows every record's line, and keeps its bytes as they are"
  ) { trial in
    let sample = try trial.sample()
    // More than a block of most adapters, so that lines are counted across blocks.
    let count = min(10_000, trial.recordCount)
    let reading = try trial.read(sample.source(count))
    if !sample.hasLines && !reading.frame.ending.isEmpty {
      return .notApplicable("the adapter's records do not stand in a text")
    }
    if let fault = reading.fault { return .fail(["a sound source ends with a fault: \(fault)"]) }
    var reasons: [String] = []
    for (number, (expected, read)) in zip(ExpectedRecords(sample, count: count), reading.records)
      .enumerated()
    {
      if sample.hasLines && read.line != expected.line {
        reasons.append(
          "record \(number + 1) is said to be on line \(read.line), and is on line \(expected.line)"
        )
      } else if let kept = read.raw, kept != expected.raw {
        reasons.append("record \(number + 1) is not kept as it stands in the source")
      }
      if reasons.count == Verdict.mostReasons { break }
    }
    return Verdict(reasons)
  }
}
