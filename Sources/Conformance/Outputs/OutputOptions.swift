import AdapterKit

extension Check<OutputTrial> {
  static let options = Check("options", "refuses wrong values of every option") { trial in
    let result = try trial.result(sessions: 20)
    return RefusedOptions(
      specification: trial.kind.specification, given: trial.options,
      make: { values in
        let adapter = try trial.kind.make(values, OutputTrial.path)
        if trial.kind.isProgram { _ = try trial.files(result, of: adapter) }
      }
    ).verdict()
  }
}
