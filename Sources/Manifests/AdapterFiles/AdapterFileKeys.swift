import AdapterKit

/// A file that installs an adapter.
enum AdapterFileKeys {
  static let version = ManifestKey(
    "version", .integer(1...1), required: "write version: 1",
    summary: "The form of the file; there is one.", example: "1")
  static let name = ManifestKey.text(
    "name", "a name", as: .name, required: "the name that manifests use",
    summary: "What manifests call it; no other adapter's name.", example: "fixed_width")
  static let kind = ManifestKey.needed(
    "kind", "kind", AdapterSpecification.Kind.self, "input or output",
    summary: "Whether it reads or writes.", example: "input")
  static let summary = ManifestKey.text(
    "summary", "a sentence", required: "one sentence that says what it reads or writes",
    summary: "One sentence, for `claimpipe adapters`.",
    example: "Sessions with a bar between the values.")
  static let command = ManifestKey(
    "command", .some(.text), required: "the program and its arguments, as in [python3, read.py]",
    summary: "The program, then its arguments, each handed on as it is: there is no shell.",
    example: "[python3, read.py]"
  ) { $0.texts("a list: the program and its arguments") }
  static let language = ManifestKey.word(
    "protocol", "protocol", default: ProgramLanguage.claimpipe,
    summary: "What the program speaks.", example: .singer)
  static let path = ManifestKey(
    "path", .choice(["required", "optional"]), default: "optional",
    summary: "Of an input: whether a manifest must say which file to read.", example: "required")
  static let receives = ManifestKey(
    "receives", .some(.choice(ReceivedRecords.allCases.map(\.rawValue))),
    summary: "Of an output, which needs it: the records that it is sent, in their order.",
    example: "[claims]")
  static let options = ManifestKey(
    "options", .list(of: .object(option), isEmptyAllowed: true),
    summary: "What a manifest may set under `options`.")
  static let environment = ManifestKey(
    "environment", .list(of: .variableName, isEmptyAllowed: true),
    summary: "Environment variables that the program is given.", example: "[API_TOKEN]")
  static let trial = ManifestKey(
    "test", .object(AdapterTrialKeys.object),
    summary: "What `claimpipe adapters test` tries it with.")
  static let limits = ManifestKey(
    "limits", .object(AdapterLimitKeys.object), summary: "What it is held to.")

  static let option = ObjectSpecification(
    "An adapter's option", summary: "What a manifest may set.",
    keys: [
      AdapterOptionKeys.name.specification, AdapterOptionKeys.type.specification,
      AdapterOptionKeys.summary.specification, AdapterOptionKeys.example.specification,
      AdapterOptionKeys.defaultValue.specification, AdapterOptionKeys.refuses.specification,
    ] + AdapterOptionKeys.ofTypes, rules: AdapterOptionKeys.rules)

  static let object = ObjectSpecification(
    "An adapter's file", summary: "",
    keys: [
      version.specification, name.specification, kind.specification, summary.specification,
      command.specification, language.specification, path.specification,
      receives.specification, options.specification, environment.specification,
      limits.specification, trial.specification,
    ],
    rules: [
      .whereKey(
        "kind", is: ["input"], requires: AdapterTrialKeys.neededByInputs.map { "test.\($0)" },
        refuses: ["receives"] + AdapterLimitKeys.ofOutputs.map { "limits.\($0)" }
          + AdapterTrialKeys.ofOutputs.map { "test.\($0)" }),
      .whereKey(
        "kind", is: ["output"], requires: ["receives"],
        refuses: ["path"] + AdapterTrialKeys.ofInputs.map { "test.\($0)" }),
      .whereKey("protocol", is: ["singer"], refuses: ["options", "path", "receives"]),
    ])
}

enum AdapterOptionKeys {
  static let name = ManifestKey.text(
    "name", "a name", as: .name, required: "the option's name", summary: "The option's name.",
    example: "encoding")
  /// By the names that a file has for them.
  static let typeNames = [
    "text", "path", "character", "boolean", "integer", "choice", "choices", "list", "items",
  ]
  static let type = ManifestKey(
    "type", .choice(typeNames), required: "one of \(typeNames.joined(separator: ", "))",
    summary: "What its values are.", example: "choice")
  static let summary = ManifestKey.text(
    "summary", "a sentence", required: "one sentence that says what it does",
    summary: "One sentence.", example: "How the file spells its characters.")
  static let example = ManifestKey(
    "example", .either(.scalar, .list(of: .scalar, isEmptyAllowed: true)),
    required: "a value, as a manifest would have it",
    summary: "A value, as a manifest would have it; one with objects in quotes.",
    example: "latin1")
  static let defaultValue = ManifestKey(
    "default", .anything, summary: "What holds where a manifest says nothing.", example: "utf-8")

  static let refuses = ManifestKey.texts(
    "refuses", "a list of values that the program refuses",
    summary: "Values that the program itself refuses, for `claimpipe adapters test`.",
    example: "[utf-9]")

  static let values = ManifestKey.texts(
    "values", "a list of texts", summary: "Of `choice` and `choices`: the words.",
    example: "[utf-8, latin1]")
  static let minimum = ManifestKey.bound("minimum", summary: "Of `integer`.", example: "0")
  static let maximum = ManifestKey.bound("maximum", summary: "Of `integer`.", example: "100")
  static let itemKeys = ManifestKey(
    "keys", .some(.object(itemKey)), summary: "Of `items`: the keys of an object.")
  static let isRequired = ManifestKey.boolean(
    "required", default: false, summary: "Whether every item needs the key.")

  /// Keys that come with types.
  static let ofTypes = [
    values.specification, minimum.specification, maximum.specification, itemKeys.specification,
  ]
  private static let range = [minimum.name, maximum.name]
  static let rules: [ObjectRule] =
    [
      .whereKey(
        type.name, is: ["text", "path", "character", "boolean", "list"],
        refuses: range + [values.name, itemKeys.name])
    ] + typed

  private static let typed: [ObjectRule] = [
    .whereKey(type.name, is: ["integer"], refuses: [values.name, itemKeys.name]),
    .whereKey(
      type.name, is: ["choice", "choices"], requires: [values.name],
      refuses: range + [itemKeys.name]),
    .whereKey(
      type.name, is: ["items"], requires: [itemKeys.name], refuses: range + [values.name]),
  ]

  /// The name is any, as it is in the items.
  static let itemName = ManifestKey.text(
    "name", "a name", required: "the key's name", summary: "The key's name.", example: "payer")

  static let itemKey = ObjectSpecification(
    "An item's key", summary: "A key of an object in a list option.",
    keys: [
      itemName.specification, itemType, isRequired.specification, values.specification,
      minimum.specification, maximum.specification,
    ],
    rules: [
      .whereKey(
        type.name, is: ["text", "path", "character", "boolean", "list"],
        refuses: range + [values.name]),
      .whereKey(type.name, is: ["integer"], refuses: [values.name]),
      .whereKey(type.name, is: ["choice", "choices"], requires: [values.name], refuses: range),
    ])

  private static let itemType = KeySpecification(
    type.name, .choice(typeNames.filter { $0 != "items" }), isRequired: true,
    summary: "What its values are; no items of its own.", example: "text")
}

enum AdapterLimitKeys {
  private static let usual = ProgramLimits()
  static let idle = ManifestKey.integer(
    "idle_seconds", ProgramLimits.secondsRange, default: usual.idleSeconds,
    summary: "How long it may say nothing while it is waited for.", example: "600")
  static let total = ManifestKey.integer(
    "total_seconds", ProgramLimits.secondsRange, default: usual.totalSeconds,
    summary: "How long it may run.", example: "86400")
  static let memory = ManifestKey.integer(
    "memory_megabytes", ProgramLimits.memoryRange, default: usual.memoryMegabytes,
    summary: "The address space of each of its processes.", example: "16384")
  static let line = ManifestKey.integer(
    "max_record_bytes", ProgramLimits.lineRange, default: usual.lineBytes,
    summary: "The longest line that it may write.", example: "1048576")
  static let output = ManifestKey.integer(
    "output_megabytes", ProgramLimits.outputRange, default: usual.outputBytes >> 20,
    summary: "Of an output: all that it may put into its files.", example: "100")
  static let files = ManifestKey.integer(
    "output_files", ProgramLimits.filesRange, default: usual.outputFiles,
    summary: "Of an output: how many files it may make.", example: "1000")

  static let ofOutputs = [output.name, files.name]

  static let object = ObjectSpecification(
    "Limits", summary: "What a program is held to.",
    keys: [
      idle.specification, total.specification, memory.specification, line.specification,
      output.specification, files.specification,
    ])
}
