import AdapterKit

/// Reads `test` of an adapter file: what `claimpipe adapters test` tries the program with.
enum AdapterFileTrial {
  private static let inputKeys = [
    "options", "head", "record", "tail", "values", "torn_records", "name_twice",
  ]
  private static let outputKeys = ["options", "record_mark", "marks_besides"]

  /// - Parameter options: those that the file gives the adapter.
  static func read(
    _ value: CheckedValue?, of program: ExternalProgram, options: [OptionSpecification]
  ) -> ProgramTrial {
    let keys = program.kind == .input ? inputKeys : outputKeys
    guard let object = value?.object(keys: keys, "an object with \(keys.joined(separator: ", "))")
    else { return ProgramTrial() }
    let specification = AdapterSpecification(
      name: program.name, kind: program.kind, summary: program.summary, options: options)
    return ProgramTrial(
      options: OptionChecks(specification: specification).read(object.optional("options")).values,
      input: program.kind == .input ? input(object) : nil,
      output: program.kind == .output ? output(object) : nil)
  }

  private static func input(_ object: CheckedObject) -> InputSample? {
    let record = object.required(
      "record", "a record's text with its line end; {n} stands for its number")?.text("a text")
    let values = object.required("values", "an object: every name in the record, and its value")?
      .object("an object: every name in the record, and its value")
    guard let record, let values else { return nil }
    var sample = InputSample(
      head: text(object, "head"), record: record, tail: text(object, "tail"),
      values: values.entries.map { entry in
        (entry.key, values.child(entry).scalar("a value")?.text ?? "")
      },
      nameTwice: object.optional("name_twice")?.text("a text"))
    sample.tellsTornRecords =
      object.optional("torn_records")?.word(of: ["told", "last_value"], what: "value")
      != "last_value"
    return sample
  }

  private static func text(_ object: CheckedObject, _ key: String) -> String {
    object.optional(key)?.text("a text") ?? ""
  }

  private static func output(_ object: CheckedObject) -> OutputSample? {
    guard let mark = object.optional("record_mark")?.text("a text that every record has once")
    else { return nil }
    let besides = object.optional("marks_besides")?.integer(in: 0...1_000_000) ?? 0
    return OutputSample(mark: mark, besides: besides)
  }
}
