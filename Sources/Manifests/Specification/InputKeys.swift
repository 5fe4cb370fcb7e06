import AdapterKit

enum InputKeys {
  static let adapter = ManifestKey(
    "adapter", .adapter(.input), required: "", summary: "What reads the files.", example: "csv")
  static let record = ManifestKey(
    "record", .record, required: "which record these rows are, as in record: sessions",
    summary: "Which record each row, object or element is.", example: "sessions")
  static let path = ManifestKey(
    "path", .sources, required: "the file to read, a list of them, a pattern, or -",
    summary:
      "The files, relative to the manifest: names, patterns with `*`, `?` and `[…]`, or `-` for "
      + "standard input. Gzip is recognised. Some installed adapters need none.",
    example: "inbox/sessions-*.csv")
  static let options = ManifestKey(
    "options", .options(.input), summary: "The adapter's own options.",
    example: "{ delimiter: \";\" }")
  static let selection = ManifestKey(
    "where", .selection(SelectionKeys.object),
    summary:
      "Which of the source's records are meant: source names as keys, and for each the value that it "
      + "has to have, a list of such values, or what it must `not` have. An empty text stands for a "
      + "missing value.", example: "{ resourceType: Patient }")
  static let distinct = ManifestKey(
    "distinct", .boolean, default: .boolean(false),
    summary:
      "Whether reference records that say the same count once. Repeated ids that differ are "
      + "rejected all the same. Not for sessions, whose repeated records always count once.",
    example: "true")
  static let mapping = ManifestKey(
    "mapping", .mapping(EntryKeys.object),
    summary:
      "Where the source's names or values are not ours: our field's name as key, and as value "
      + "the source's name for it, or an [entry](#a-mappings-entry). Fields that are not here are looked "
      + "up by our own names, in any case.",
    example: "{ patient_id: ClientNo, gender: { from: Sex, map: { Female: F, Male: M } } }")

  static let object = ObjectSpecification(
    "An input", summary: "Records of one type, from one file or many.",
    keys: [
      adapter.specification, record.specification, path.specification, options.specification,
      selection.specification, distinct.specification, mapping.specification,
    ],
    rules: [.whereKey("record", is: ["sessions"], refuses: ["distinct"])])
}

/// What a source name of an input's `where` must not have.
enum SelectionKeys {
  static let not = ManifestKey(
    "not", .either(.scalar, .some(.scalar)), required: "the value or values that it must not have",
    summary: "The value, or values, that it must not have.", example: "\"\"")

  static let object = ObjectSpecification(
    "A refused value", summary: "What a source name must not have.", keys: [not.specification])
}

/// An entry of a mapping that is an object.
enum EntryKeys {
  static let from = ManifestKey(
    "from", .either(.text, .some(.text)),
    summary:
      "The source's name: a column, a path such as `name.first` in JSON, `name/first` or `@id` "
      + "in XML. Several are joined: those of a list field as a list, others by a space.",
    example: "[mod1, mod2]")
  static let value = ManifestKey.scalar(
    "value", summary: "The same value for every record.", example: "submitted")
  static let template = ManifestKey.text(
    "template", "a text with source names in braces", as: .template,
    summary: "Source names in braces with text between them; `{{` and `}}` are braces themselves.",
    example: "\"{ENCOUNTER}-{START}\"")
  static let split = ManifestKey(
    "split", .object(SplitKeys.object), summary: "Takes one part of the value.")
  static let map = ManifestKey(
    "map", .dictionary(of: .scalar),
    summary:
      "The source's values as keys, ours as values; others stay as they are. An empty text makes "
      + "a value missing.", example: "{ finished: submitted, entered-in-error: cancelled }")
  static let defaultValue = ManifestKey.scalar(
    "default", summary: "For a value that is missing.", example: "primary")
  static let format = ManifestKey.text(
    "format", "a date or time pattern", as: .datePattern,
    summary:
      "How the source writes a date or time, as a Unicode pattern (TR35); only for dates and "
      + "times.", example: "\"MM/dd/yyyy h:mm a\"")
  static let decimal = ManifestKey(
    "decimal", .choice([",", "."]), default: .text("."),
    summary: "The decimal sign of amounts; the other one separates thousands.", example: "\",\"")
  static let plusMinutes = ManifestKey.text(
    "plus_minutes", "a source name",
    summary: "The source's name of minutes that are added to a time: an end from a length.",
    example: "DURATION")

  static let overnight = ManifestKey(
    "overnight", .boolean, default: .boolean(false),
    summary:
      "Only for a session's end: where it would lie before the start, it is of the next day, if that "
      + "makes at most 12 hours. For sources with one date for both.", example: "true")

  /// What a value may come from.
  static let origins = ["from", "value", "template"]
  /// What has no effect on a value that is given.
  static let uselessBesideValue = ["split", "map", "default", "plus_minutes", "overnight"]

  private static let keys = [
    from.specification, value.specification, template.specification, split.specification,
    map.specification, defaultValue.specification, format.specification, decimal.specification,
    plusMinutes.specification, overnight.specification,
  ]

  static let object = ObjectSpecification(
    "A mapping's entry",
    summary:
      "Where one field's value comes from: `from`, `value` or `template`, or else the field's own "
      + "name. It is then split, mapped, filled in by the default where it is missing, and read.",
    keys: keys,
    rules: [
      .someOf(keys.map(\.name)), .oneAtMost(origins), .alone("value", without: uselessBesideValue),
    ])
}

enum SplitKeys {
  static let on = ManifestKey.text(
    "on", "a separator", required: "the separator to split at",
    summary: "What stands between the parts; spaces around a part don't count, and several spaces "
      + "separate once.", example: "\",\"")
  static let take = ManifestKey(
    "take", .splitPart, required: takes,
    summary:
      "Which part: `rest` is all behind the first, a number counts from 1; `all` makes a list of "
      + "them; `each` makes a record of each part, in which `place` says which it is, from 1.",
    example: "first")

  static let of = ManifestKey.text(
    "of", "a source name",
    summary:
      "The one source name whose value is split, before it is joined to the others; without it, all "
      + "are split as one. Example: `{ from: [Day, Hours], split: { on: \"-\", take: last, of: Hours } "
      + "}` makes an end of a day and `9:00-9:45`.", example: "Hours")

  /// The greatest number of a part.
  static let mostParts = 999_999_999
  static let takes = "first, last, rest, a number from 1, all, each or place"

  static let object = ObjectSpecification(
    "A split", summary: "One part of a value that holds several.",
    keys: [on.specification, take.specification, of.specification],
    rules: [.whereKey("take", is: ["all", "each", "place"], refuses: ["of"])])
}
