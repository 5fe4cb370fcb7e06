import AdapterKit

/// `test` of an adapter file (docs/conformance.md).
enum AdapterTrialKeys {
  static let options = ManifestKey(
    "options", .anyObject, summary: "Options to try it with.", example: "{ skip_lines: 1 }")
  static let head = ManifestKey.text(
    "head", "a text", summary: "Of an input: what stands before the records.",
    example: "\"ID STATUS\\n\"")
  static let record = ManifestKey(
    "record", .text,
    summary: "Of an input, which needs it: a record's text with its line end; `{n}` stands "
      + "for its number.", example: "\"S{n} submitted\\n\"")
  static let tail = ManifestKey.text(
    "tail", "a text", summary: "Of an input: what stands behind the records.", example: "\"END\\n\""
  )
  static let values = ManifestKey(
    "values", .dictionary(of: .scalar),
    summary: "Of an input, which needs it: every name in the record, and its value.",
    example: "{ session_id: \"S{n}\", status: submitted }")
  static let tornRecords = ManifestKey(
    "torn_records", .choice(["told", "last_value"]), default: "told",
    summary:
      "Of an input: whether it tells a record that is cut off, or takes what is there for its "
      + "last value.", example: "last_value")
  static let nameTwice = ManifestKey.text(
    "name_twice", "a text", summary: "Of an input: a whole source that has one name twice.",
    example: "\"ID ID\\nS1 S2\\n\"")
  static let recordMark = ManifestKey.text(
    "record_mark", "a text that every record has once",
    summary: "Of an output: a text that its files hold once for every record.",
    example: "\"claim_number\"")
  static let marksBesides = ManifestKey(
    "marks_besides", .integer(0...1_000_000), default: 0,
    summary: "Of an output: how often the mark stands there besides.", example: "1"
  ) { $0.integer(in: 0...1_000_000) }

  static let ofInputs = [
    head.name, record.name, tail.name, values.name, tornRecords.name, nameTwice.name,
  ]
  static let neededByInputs = [record.name, values.name]
  static let ofOutputs = [recordMark.name, marksBesides.name]

  static let object = ObjectSpecification(
    "A trial", summary: "What an adapter is tried with.",
    keys: [
      options.specification, head.specification, record.specification, tail.specification,
      values.specification, tornRecords.specification, nameTwice.specification,
      recordMark.specification, marksBesides.specification,
    ])
}
