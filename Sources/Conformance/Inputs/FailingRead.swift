import AdapterKit

extension Check<InputTrial> {
  static let failingRead = onSample(
    "failing_read", "passes on that a source can't be read on, and takes no part for the whole"
  ) { trial in
    if trial.kind.sources == .path {
      return .notApplicable("the adapter opens its sources itself")
    }
    let sample = try trial.sample()
    let source = sample.source(400)
    var reasons: [String] = []
    for place in [0, 1, sample.head.count, source.count / 2, source.count - 1, source.count] {
      let reading = try trial.read(source, failingAt: place)
      if reading.fault == nil {
        reasons.append(
          "a source that fails behind byte \(place) ends as if it were whole, with "
            + "\(reading.records.count) records")
      } else if reading.fault?.message != FailingSource.fault.message {
        reasons.append(
          "a source that fails behind byte \(place) ends with another fault: "
            + (reading.fault?.message ?? ""))
      }
    }
    return Verdict(reasons)
  }
}
