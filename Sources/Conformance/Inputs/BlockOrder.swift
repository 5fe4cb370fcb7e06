import AdapterKit

extension Check<InputTrial> {
  static let threads = onSample(
    "threads", "reads the same whichever block is read first, on any thread"
  ) { trial in
    let sample = try trial.sample()
    let count = min(20_000, trial.recordCount)
    let source = sample.source(count)
    var reasons: [String] = []
    for (order, name) in [(ReadOrder.backwards, "last block first"), (.threads, "several threads")]
    {
      for difference in try trial.read(source, order: order)
        .differences(from: sample, count: count)
      {
        reasons.append("\(name): \(difference)")
      }
    }
    return Verdict(reasons)
  }
}
