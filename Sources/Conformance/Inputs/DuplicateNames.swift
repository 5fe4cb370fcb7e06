import AdapterKit

extension Check<InputTrial> {
  static let duplicateNames = onSample(
    "duplicate_names", "refuses a name that stands twice, or gives both values as a list"
  ) { trial in
    let sample = try trial.sample()
    guard let source = sample.nameTwice else {
      return .notApplicable("the sample has no source with a name twice")
    }
    let reading = try trial.read(source)
    if let defect = reading.defects.first { return .fail([defect]) }
    if reading.fault != nil { return .pass }
    let silent = reading.records.contains { record in
      record.fault == nil && record.values.first.map { $0?.contains(0x1F) } != true
    }
    return silent || reading.records.isEmpty
      ? .fail(["one of the two values is dropped, and nothing is said"]) : .pass
  }
}
