import AdapterKit

extension Check<InputTrial> {
  static let one = onSample("one", "reads one record, value for value") { trial in
    let sample = try trial.sample()
    return Verdict(try trial.read(sample.source(1)).differences(from: sample, count: 1))
  }

  static let many = onSample("many", "reads {records} records, value for value") { trial in
    let sample = try trial.sample()
    let count = trial.recordCount
    return Verdict(try trial.read(sample.source(count)).differences(from: sample, count: count))
  }
}
