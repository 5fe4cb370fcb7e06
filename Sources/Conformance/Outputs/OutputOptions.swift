import AdapterKit

extension Check<OutputTrial> {
  static let options = Check("options", "refuses wrong values of every option") { trial in
    RefusedOptions(
      specification: trial.kind.specification, given: trial.options,
      make: { (values) throws(OptionFault) in _ = try trial.kind.make(values, OutputTrial.path) }
    ).verdict()
  }
}
