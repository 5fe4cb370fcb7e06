import AdapterKit

extension Check<InputTrial> {
  /// Columns and keys are found by name, not by place.
  static let names = onSample("names", "gives the names that are asked for, in that order") {
    trial in
    let sample = try trial.sample()
    let count = 20
    let source = sample.source(count)
    let straight = try trial.read(source)
    var reasons: [String] = []
    let backwards = try trial.read(source, names: sample.names.reversed())
    if backwards.fault != nil || backwards.records.count != count
      || zip(backwards.records, straight.records).contains(where: {
        $0.values.reversed() != $1.values
      })
    {
      reasons.append("names in another order give other values")
    }
    guard let first = sample.names.first else { return Verdict(reasons) }
    let twice = try trial.read(source, names: [first, first])
    if twice.fault != nil || twice.records.count != count
      || zip(twice.records, straight.records).contains(where: {
        $0.values != [$1.values[0], $1.values[0]]
      })
    {
      reasons.append("a name that is asked for twice does not have its value twice")
    }
    // A fault is as good: nobody can know such a name.
    let unknown = try trial.read(source, names: [first, "no_such_name_here"])
    if unknown.fault == nil {
      if unknown.records.contains(where: { $0.values.last.flatMap(\.self)?.isEmpty == false }) {
        reasons.append("a name that no record has gets a value")
      }
      if unknown.records.count != count {
        reasons.append("a name that no record has changes which records there are")
      }
    }
    return Verdict(reasons)
  }
}
