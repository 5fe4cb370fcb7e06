import AdapterKit

extension Check<InputTrial> {
  /// Rejected records come back once they are mended.
  static let quarantine = onSample(
    "quarantine", "reads a file made of some of its records again"
  ) { trial in
    let sample = try trial.sample()
    let count = 9
    let all = try trial.read(sample.source(count))
    if let fault = all.fault { return .fail(["a sound source ends with a fault: \(fault)"]) }
    if !all.frame.ending.isEmpty {
      return .notApplicable("the adapter does not keep records as the source spells them")
    }
    let some = all.records.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    let file =
      all.frame.prefix + some.compactMap(\.raw).joined(separator: all.frame.separator)
      + all.frame.suffix
    let again = try trial.read(file)
    if let fault = again.fault { return .fail(["the file ends with a fault: \(fault)"]) }
    if again.records.map(\.values) == some.map(\.values),
      again.records.allSatisfy({ $0.fault == nil })
    {
      return .pass
    }
    return .fail([
      "\(some.count) records put into the reader's frame are read as \(again.records.count), or with "
        + "other values"
    ])
  }
}
