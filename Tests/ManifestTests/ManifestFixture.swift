import AdapterKit
import ClaimCore
import Manifests

/// A world for manifests: three adapters in, two out, a few files.
enum Fixture {
  static let specifications = [
    AdapterSpecification(
      name: "csv", kind: .input, summary: "Comma-separated values.",
      options: [
        OptionSpecification(
          "delimiter", .character, default: .text(","), summary: "Between fields.",
          example: "delimiter: \";\""),
        OptionSpecification(
          "header", .boolean, default: .boolean(true), summary: "The first row has names.",
          example: "header: false"),
        OptionSpecification(
          "encoding", .choice(["utf-8", "windows-1252"]), default: .text("utf-8"),
          summary: "The source's encoding.", example: "encoding: windows-1252"),
        OptionSpecification(
          "skip_lines", .integer(0...100), default: .integer(0),
          summary: "Lines before the header.",
          example: "skip_lines: 2"),
        OptionSpecification(
          "columns", .list, summary: "Names, where there is no header.", example: "columns: [a, b]"),
      ]),
    AdapterSpecification(
      name: "json", kind: .input, summary: "One JSON document.",
      options: [
        OptionSpecification(
          "records", .text, summary: "The path of the array; the array at the top without it.",
          example: "records: entry[*].resource")
      ]),
    AdapterSpecification(name: "ndjson", kind: .input, summary: "JSON lines.", options: []),
    AdapterSpecification(
      name: "billing_export", kind: .output, summary: "The 19 columns.",
      options: [
        OptionSpecification(
          "columns",
          .items([
            OptionItemKey("column", .text, isRequired: true), OptionItemKey("as", .text),
            OptionItemKey("width", .integer(1...9)),
          ]), summary: "Which columns; all without it.",
          example: "columns: [Modifiers, { column: Duration, as: Minutes }]"),
        OptionSpecification(
          "statuses", .choices(["new", "on_hold", "ready_to_bill"]),
          default: .list(["ready_to_bill"]), summary: "Which items.", example: "statuses: [new]"),
      ]),
    AdapterSpecification(
      name: "claim_batch", kind: .output, summary: "Claims.",
      options: [
        OptionSpecification(
          "format", .choice(["json", "ndjson"]), default: .text("json"), summary: "The form.",
          example: "format: ndjson"),
        OptionSpecification(
          "drafts", .path, summary: "The file of Draft claims; beside the batch without it.",
          example: "drafts: out/drafts.json"),
      ]),
  ]

  static let fields: [RecordKind: [String]] = [
    .sessions: ["session_id", "status", "start", "modifiers", "telecare", "patient_id"],
    .patients: ["patient_id", "first_name", "last_name", "date_of_birth"],
  ]

  /// Under the manifest's folder, `conf`.
  static let files: Set<String> = [
    "conf/s.csv", "conf/t.csv", "conf/in/sessions-10.csv", "conf/in/sessions-2.csv",
    "conf/p.json", "/data/a.csv", "conf/w.yml",
  ]

  static func lookup() -> FileLookup {
    FileLookup(
      kind: { path in
        files.contains(path.replacing("/./", with: "/"))
          ? .file : ["conf/in", "conf/state"].contains(path) ? .folder : .missing
      },
      matches: { pattern, folder in
        pattern == "in/sessions-*.csv" && folder == "conf"
          ? ["in/sessions-2.csv", "in/sessions-10.csv"] : []
      },
      zoneExists: { ["UTC", "America/New_York", "Europe/London"].contains($0) })
  }

  static let environment = [
    "ROOM": "s.csv", "ODD": "a: [b, {c", "EMPTY": "", "SECRET": "hunter2", "NO": "no", "TEN": "10",
  ]

  static func load(
    _ text: some Sequence<UInt8>, _ overrides: [String] = [],
    further: @escaping @Sendable (Manifest) -> [ManifestFault] = { _ in [] }
  ) throws(ManifestFaults) -> Manifest {
    try ManifestLoader(
      specifications: specifications, recordFields: { fields[$0] ?? [] }, files: lookup(),
      environment: { environment[$0] }, furtherFaults: further
    ).load(text: Array(text), name: "conf/w.yml", overrides: overrides)
  }

  static func load(_ text: String, _ overrides: [String] = []) throws(ManifestFaults) -> Manifest {
    try load(text.utf8, overrides)
  }

  /// A fault a line, without the manifest's name; empty where it is accepted.
  static func faults(
    _ text: some Sequence<UInt8>, _ overrides: [String] = [],
    further: @escaping @Sendable (Manifest) -> [ManifestFault] = { _ in [] }
  ) -> [String] {
    do throws(ManifestFaults) {
      _ = try load(text, overrides, further: further)
      return []
    } catch {
      return error.description.split(separator: "\n").map {
        String($0.dropFirst("conf/w.yml:".count))
      }
    }
  }

  /// The least that is a manifest, four lines; arguments replace a line.
  static func manifest(
    _ more: String = "", version: String = "version: 1", pipeline: String = "pipeline: weekly",
    inputs: String = "inputs: [{ adapter: csv, record: sessions, path: s.csv }]",
    outputs: String = "outputs: [{ adapter: billing_export, path: out/e.csv }]"
  ) -> String {
    [version, pipeline, inputs, outputs, more].joined(separator: "\n")
  }

  /// One input, from line 3.
  static func input(_ text: String) -> String { manifest(inputs: "inputs:\n  - \(text)") }

  /// One input with `options`, from column 13 of line 4.
  static func inputOptions(_ text: String) -> String {
    input("{ adapter: csv, record: sessions, path: s.csv,\n  options: \(text) }")
  }

  /// One input with a `mapping` in flow style, from column 12 of line 5.
  static func mapping(_ text: String) -> String {
    input("{ adapter: csv, record: sessions, path: s.csv,\n  mapping: \(text) }")
  }
}
