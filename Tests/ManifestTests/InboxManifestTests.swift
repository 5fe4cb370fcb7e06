import AdapterKit
import ClaimCore
import Manifests
import Testing

@Suite("A manifest's inbox")
struct InboxManifestTests {
  /// - Parameter path: the sessions', in quotes.
  static func manifest(
    _ inbox: String, path: String = "drop/incoming/*.csv", ledger: String = "ledger: l.sqlite",
    outputs: String = "out/e.csv"
  ) -> String {
    Fixture.manifest(
      "inbox: \(inbox)\n\(ledger)",
      inputs: "inputs: [{ adapter: csv, record: sessions, path: \"\(path)\" }]",
      outputs: "outputs: [{ adapter: billing_export, path: \(outputs) }]")
  }

  static let cases: [(text: String, fault: String?)] = [
    (manifest("{ folder: drop }"), nil),
    (manifest("{ folder: ./drop/ }"), nil),
    (manifest("{ folder: drop, group: \"*-{key}.*\", ready: { marker: .done } }"), nil),
    (
      manifest(
        "{ folder: drop, ready: { seconds: 0 }, wait_minutes: 5, poll_seconds: 1, attempts: 2, keep_days: 90 }"
      ), nil
    ),
    (manifest("{ folder: drop }", path: "drop/incoming/s.csv"), nil),
    (manifest("{ folder: drop }", ledger: ""), "inbox: needs a ledger"),
    (manifest("{ group: \"{key}\" }"), "inbox.folder: missing"),
    (manifest("drop"), "inbox: an object with keys is wanted"),
    (manifest("{ folder: drop, group: \"*\" }"), "inbox.group: \"*\" is no pattern"),
    (manifest("{ folder: drop, group: \"{key}{key}\" }"), "inbox.group: "),
    (manifest("{ folder: drop, group: \"a/{key}\" }"), "inbox.group: "),
    (
      manifest("{ folder: drop, ready: { seconds: 1, marker: .ok } }"), "inbox.ready.marker: stands"
    ),
    (manifest("{ folder: drop, ready: { marker: a/b } }"), "inbox.ready.marker: \"a/b\""),
    (manifest("{ folder: drop, ready: { seconds: -1 } }"), "inbox.ready.seconds: "),
    (manifest("{ folder: drop, keep_days: 0 }"), "inbox.keep_days: "),
    (manifest("{ folder: drop, attempts: 0 }"), "inbox.attempts: "),
    (manifest("{ folder: drop }", path: "s.csv"), "inbox: no input has its path in"),
    (
      manifest("{ folder: drop }", path: "drop/incoming/a/*.csv"), "inputs[0].path: files are taken"
    ),
    (manifest("{ folder: drop }", path: "drop/done/x.csv"), "inputs[0].path: files are taken"),
    (
      manifest("{ folder: drop }", outputs: "drop/done/e.csv"),
      "outputs[0].path: lies in a folder of the inbox"
    ),
    (
      manifest("{ folder: drop }", outputs: "drop/incoming/x/e.csv"),
      "outputs[0].path: lies in a folder of the inbox"
    ),
    (manifest("{ folder: drop }", outputs: "drop/e.csv"), nil),
    (
      manifest("{ folder: drop }") + "\nrejects: { quarantine: drop/failed }",
      "rejects.quarantine: "
    ),
  ]

  /// What hangs on where inputs and outputs lie, no schema can see.
  static let schemaCases = cases.filter { $0.fault?.contains("].path: ") != true }.map(\.text)
    .filter { !$0.contains("path: \"s.csv\"") && !$0.contains("quarantine") }

  @Test("what is right and what is not", arguments: cases)
  func faults(text: String, fault: String?) {
    let faults = Fixture.faults(text.utf8)
    guard let fault else { return #expect(faults == []) }
    #expect(faults.contains { $0.contains(fault) }, "\(faults)")
  }

  @Test("inputs have what was taken, by their patterns, under the names that it came with")
  func arrived() throws {
    let inputs = """
      inputs:
        - { adapter: csv, record: sessions, path: ["drop/incoming/s-*.csv", drop/incoming/t.csv] }
        - { adapter: csv, record: patients, path: "drop/incoming/p-*.csv" }
        - { adapter: json, record: patients, path: p.json }
      """
    let text = Fixture.manifest("inbox: { folder: drop }\nledger: l.sqlite", inputs: inputs)
    var loader = ManifestLoader(
      specifications: Fixture.specifications, recordFields: { Fixture.fields[$0] ?? [] },
      files: Fixture.lookup(), environment: { _ in nil })
    loader.arrived = ArrivedFiles(
      folder: "conf/drop/processing/R",
      names: ["s-*.csv": ["s-1.csv", "s-2.csv"], "t.csv": ["t.csv"]])
    let manifest = try loader.load(text: Array(text.utf8), name: "conf/w.yml")
    #expect(
      manifest.inputs.map(\.sources) == [
        ["drop/incoming/s-1.csv", "drop/incoming/s-2.csv", "drop/incoming/t.csv"], [], ["p.json"],
      ])
    #expect(manifest.arrivingPatterns == [["s-*.csv", "t.csv"], ["p-*.csv"]])
    #expect(
      manifest.path(ofSource: "drop/incoming/s-2.csv") == "conf/drop/processing/R/s-2.csv")
    #expect(manifest.path(ofSource: "p.json") == "conf/p.json")
    loader.ignoresInbox = true
    let overrides = ["inputs[0].path=s.csv", "inputs[1].path=t.csv"]
    let plain = try loader.load(text: Array(text.utf8), name: "conf/w.yml", overrides: overrides)
    #expect(
      plain.inbox == nil && plain.inputs.map(\.sources) == [["s.csv"], ["t.csv"], ["p.json"]])
  }
}
