import AdapterKit

/// Reads `test` of an adapter file: what `claimpipe adapters test` tries the program with.
enum AdapterFileTrial {
  /// - Parameter options: those that the file gives the adapter.
  static func read(
    _ value: CheckedValue?, of program: ExternalProgram, options: [OptionSpecification]
  ) -> ProgramTrial {
    let keys =
      [AdapterTrialKeys.options.name]
      + (program.kind == .input ? AdapterTrialKeys.ofInputs : AdapterTrialKeys.ofOutputs)
    guard var object = value?.object("an object with \(keys.joined(separator: ", "))") else {
      return ProgramTrial()
    }
    object.known = keys
    object.refuseKeys(notIn: keys)
    let specification = AdapterSpecification(
      name: program.name, kind: program.kind, summary: program.summary, options: options)
    return ProgramTrial(
      options: OptionChecks(specification: specification).read(object[AdapterTrialKeys.options])
        .values,
      input: program.kind == .input ? input(object) : nil,
      output: program.kind == .output ? output(object) : nil)
  }

  private static func input(_ object: CheckedObject) -> InputSample? {
    let record = object.required(
      AdapterTrialKeys.record.name, "a record's text with its line end; {n} stands for its number")?
      .text("a text")
    let values = object.required(
      AdapterTrialKeys.values.name, "an object: every name in the record, and its value")?
      .object("an object: every name in the record, and its value")
    guard let record, let values else { return nil }
    var sample = InputSample(
      head: object.read(AdapterTrialKeys.head) ?? "", record: record,
      tail: object.read(AdapterTrialKeys.tail) ?? "",
      values: values.entries.map { entry in
        (entry.key, values.child(entry).scalar("a value")?.text ?? "")
      },
      nameTwice: object.read(AdapterTrialKeys.nameTwice))
    sample.tellsTornRecords =
      object[AdapterTrialKeys.tornRecords]?.word(of: ["told", "last_value"], what: "value")
      != "last_value"
    return sample
  }

  private static func output(_ object: CheckedObject) -> OutputSample? {
    guard let mark = object.read(AdapterTrialKeys.recordMark)
    else { return nil }
    let besides = object.read(AdapterTrialKeys.marksBesides) ?? 0
    return OutputSample(mark: mark, besides: besides)
  }
}
