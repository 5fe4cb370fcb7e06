import AdapterKit

extension Check<InputTrial> {
  static let options = Check("options", "refuses wrong values of every option") { trial in
    RefusedOptions(
      specification: trial.kind.specification, given: trial.options,
      make: { values in
        let adapter = try trial.kind.make(values)
        if !trial.kind.isProgram { return }
        let sample = try trial.sample()
        let reader = try trial.open(sample.source(1), names: sample.names, with: adapter)
        while let block = try reader.nextBlock() { _ = try block.read() }
      }
    ).verdict()
  }
}
