import AdapterKit

/// An output's `outbox`.
enum OutboxKeys {
  static let checksum = ManifestKey(
    "checksum", .choice(["sha256"]),
    summary: "Writes `NAME.sha256` after each file, as sha256sum checks it.", example: "sha256"
  ) { $0.word(of: ["sha256"], what: "checksum") }
  static let marker = ManifestKey.text(
    "marker", "what names end in, such as .done", as: .fileEnding,
    summary: "Writes an empty file of this ending last, which says that the file is there in full.",
    example: ".done")
  static let keepDays = ManifestKey.optionalInteger(
    "keep_days", 1...36_500,
    summary: "Removes files of earlier runs that are older, if they are still as they were written "
      + "and no hook waits for them. Without it they stay.", example: "90")
  static let whenEmpty = ManifestKey(
    "when_empty", .choice(OutboxSettings.WhenEmpty.allCases.map(\.rawValue)),
    summary: "Whether a file is written that has no records, or the same content as the last one. "
      + "Without it, `skip` where its name has placeholders and `write` where it has none.",
    example: "write"
  ) { $0.word(as: OutboxSettings.WhenEmpty.self, what: "value") }

  static let object = ObjectSpecification(
    "An outbox",
    summary: "Files that others fetch ([outboxes.md](outboxes.md)). It takes a ledger.",
    keys: [
      checksum.specification, marker.specification, keepDays.specification,
      whenEmpty.specification,
    ])
}

/// An output's `hook`.
enum HookKeys {
  static let command = ManifestKey(
    "command", .some(.text), required: "the program and its arguments, as in [upload, \"{path}\"]",
    summary: "The program, then its arguments, each handed on as it is: there is no shell. "
      + "`{path}`, `{name}`, `{sha256}`, `{control_number}` and `{records}` stand for the file's.",
    example: "[upload, \"{path}\"]")
  static let environment = ManifestKey(
    "environment", .list(of: .variableName, isEmptyAllowed: true),
    summary: "Environment variables that the program is given besides PATH, LANG and TZ.",
    example: "[HOME, API_TOKEN]")
  static let timeout = ManifestKey.integer(
    "timeout_seconds", 1...86_400, default: 60, summary: "How long it may run.", example: "600")
  static let attempts = ManifestKey.integer(
    "attempts", 1...1000, default: 5,
    summary: "How often it is run for a file before it is given up.", example: "20")
  static let backoff = ManifestKey.integer(
    "backoff_seconds", 1...86_400, default: 30,
    summary: "How long to wait after it failed; twice as long each further time, up to an hour.",
    example: "60")

  static let object = ObjectSpecification(
    "A hook",
    summary: "A program that is run for each file once it is there. It takes a ledger.",
    keys: [
      command.specification, environment.specification, timeout.specification,
      attempts.specification, backoff.specification,
    ])
}

/// `limits`
enum LimitKeys {
  private static let megabytes = 1...1_048_576
  private static let counts = 1...Int(Int32.max)

  static let sourceMegabytes = ManifestKey.optionalInteger(
    "source_megabytes", megabytes, summary: "Of one source, unpacked, in units of 1,048,576 bytes.",
    example: "500")
  static let totalMegabytes = ManifestKey.optionalInteger(
    "total_megabytes", megabytes, summary: "Of all sources, unpacked.", example: "2000")
  static let records = ManifestKey.optionalInteger(
    "records", counts, summary: "Records of all sources.", example: "1000000")
  static let findings = ManifestKey.optionalInteger(
    "findings", counts, summary: "Findings, whatever their severity.", example: "10000")
  static let claims = ManifestKey.optionalInteger(
    "claims", counts, summary: "Claims that the run makes, Draft ones included.", example: "5000")
  static let runSeconds = ManifestKey.optionalInteger(
    "run_seconds", 1...604_800, summary: "How long the run may take until it publishes.",
    example: "3600")
  static let outputMegabytes = ManifestKey.optionalInteger(
    "output_megabytes", megabytes, summary: "All files of all outputs.", example: "1000")

  static let object = ObjectSpecification(
    "Limits",
    summary:
      "What a run may take up; one that exceeds a limit ends with status 3 and writes no output.",
    keys: [
      sourceMegabytes.specification, totalMegabytes.specification, records.specification,
      findings.specification, claims.specification, runSeconds.specification,
      outputMegabytes.specification,
    ])
}

extension ManifestKey<Int> {
  /// A number that nothing stands for where it is left out.
  static func optionalInteger(
    _ name: String, _ range: ClosedRange<Int>, summary: String, example: String
  ) -> ManifestKey {
    ManifestKey(name, .integer(range), summary: summary, example: example) {
      $0.integer(in: range)
    }
  }
}
