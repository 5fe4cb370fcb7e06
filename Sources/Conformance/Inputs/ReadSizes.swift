import AdapterKit

extension Check<InputTrial> {
  static let pieces = onSample(
    "pieces", "reads the same however few bytes the source gives at a time"
  ) { trial in
    if trial.kind.sources == .path {
      return .notApplicable("the adapter opens its sources itself")
    }
    let sample = try trial.sample()
    let count = 300
    let source = sample.source(count)
    var reasons: [String] = []
    for size in [1, 2, 3, 7, 61, 64, 4096, 65_537] {
      let differences = try trial.read(source, atMost: size)
        .differences(from: sample, count: count)
      if let difference = differences.first {
        reasons.append("by \(size) bytes at a time: \(difference)")
      }
    }
    return Verdict(reasons)
  }
}
