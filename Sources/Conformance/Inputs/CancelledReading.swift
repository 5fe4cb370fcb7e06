import AdapterKit

extension Check<InputTrial> {
  /// A run that stops, for whatever reason, drops its readers where they are.
  static let cancellation = onSample(
    "cancellation", "leaves no file, thread or process behind where reading stops half-way"
  ) { trial in
    let sample = try trial.sample()
    let source = sample.source(min(2000, trial.recordCount))
    let reasons = LeakWatch.leaks {
      for step in 0..<4 {
        do throws(InputFault) {
          let reader = try trial.open(
            source, names: sample.names, failingAt: step == 3 ? source.count / 2 : nil)
          try trial.read(reader, upTo: step)
        } catch {
          // The source that fails is one of the ways to stop.
          trial.messages.add(error.description)
        }
      }
    }
    return Verdict(reasons)
  }
}

extension InputTrial {
  /// Nothing, a block that is not read, one that is, or all.
  fileprivate func read(_ reader: any RecordReader, upTo step: Int) throws(InputFault) {
    if step == 0 { return }
    guard let block = try reader.nextBlock(), step > 1 else { return }
    _ = try block.read()
    if step == 2 { return }
    while let block = try reader.nextBlock() { _ = try block.read() }
  }
}
