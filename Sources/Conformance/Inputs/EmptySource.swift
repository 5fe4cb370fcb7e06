import AdapterKit

extension Check<InputTrial> {
  static let empty = onSample("empty", "reads no record from a source without any") { trial in
    let sample = try trial.sample()
    var reasons = try trial.read(sample.source(0)).differences(from: sample, count: 0)
    // No bytes at all may be a fault, and are no record.
    let nothing = try trial.read([])
    if !nothing.records.isEmpty || !nothing.defects.isEmpty {
      reasons.append("a source of no bytes has \(nothing.records.count) records")
    }
    return Verdict(reasons)
  }
}
