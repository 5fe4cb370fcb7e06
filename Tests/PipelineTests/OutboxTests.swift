import Foundation
import Testing

/// Names by template, what stands beside a file, what is left out, and how long files stay.
@Suite("Outboxes", .onOwnThreads)
struct OutboxTests {
  private typealias Session = LedgerPractice.Session

  private static func sandbox(
    _ outputs: String, settings: String = "", sessions: [Session] = [Session("S1")]
  ) throws -> Sandbox {
    let sandbox = try Sandbox()
    try write(outputs, settings: settings, sessions, to: sandbox)
    return sandbox
  }

  private static func write(
    _ outputs: String, settings: String = "", _ sessions: [Session], to sandbox: Sandbox
  ) throws {
    var practice = LedgerPractice()
    practice.outputs = outputs
    practice.settings = settings
    try practice.write(sessions, to: sandbox)
  }

  private static func outputs(_ sandbox: Sandbox) throws -> [String] {
    try sandbox.files(in: "out").filter { !$0.hasPrefix("run-report") }
  }

  @Test("placeholders say which run and which file it is, and a count starts anew each day")
  func names() throws {
    let sandbox = try Self.sandbox(
      """
        - adapter: claim_batch
          path: "out/{pipeline}/{{x}}-{control_number}-{run}.json"
          options: { drafts: "out/{{x}}-drafts.json" }
        - adapter: billing_export
          path: "out/{date}/{time}-{sequence}.csv"
      """)
    func run(_ now: String, _ day: Int) throws {
      try Self.write(
        try sandbox.text("run.yml").components(separatedBy: "outputs:\n")[1]
          .components(separatedBy: "\n\n")[0],
        [Session("S\(day)") { $0.day = day }], to: sandbox)
      let ending = try sandbox.claimpipe("run", "run.yml", "--now", now)
      #expect(ending.status == 0, "\(ending.messages)")
    }
    try run("2026-02-01T07:08:09Z", 5)
    try run("2026-02-01T17:08:09Z", 6)
    try run("2026-02-02", 7)
    #expect(
      try Self.outputs(sandbox) == [
        "2026-02-01/070809-0001.csv", "2026-02-01/170809-0002.csv", "2026-02-02/000000-0001.csv",
        "nightly/{x}-000000001-1.json", "nightly/{x}-000000002-2.json",
        "nightly/{x}-000000003-3.json", "{x}-drafts.json",
      ])
  }

  @Test("per payer, files of one run share its number, and only those with claims are written")
  func perPayer() throws {
    let sandbox = try Self.sandbox(
      """
        - adapter: claim_batch
          path: "out/{sequence}-{control_number}.x12"
          options: { format: x12, files: per_payer, sender_id: SENDER, receiver_id: RECEIVER,
            submitter_name: North, contact_name: Desk, contact_phone: "2125550100",
            receiver_name: Hub, claim_filing_code: CI }
          outbox: { marker: .done }
      """, sessions: [Session("S1"), Session("S2") { $0.patient = "P2" }])
    let first = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    #expect([0, 1].contains(first.status), "\(first.messages)")
    let named = try Self.outputs(sandbox).filter { $0.hasSuffix(".x12") }
    #expect(
      named == ["0001-000000001-payer-Y1.x12", "0001-000000002-payer-Y2.x12"],
      "\(named) \(first.messages)")
    for name in named { #expect(sandbox.exists("out/\(name).done")) }
  }

  @Test("a checksum that sha256sum accepts, then a marker; nothing of them beside Draft claims")
  func beside() throws {
    let sandbox = try Self.sandbox(
      """
        - adapter: claim_batch
          path: "out/claims-{control_number}.json"
          outbox: { checksum: sha256, marker: .done }
      """,
      sessions: [Session("S1"), Session("S2") { $0.patient = "P4" }])
    var practice = LedgerPractice()
    practice.hasBirthDate = false
    practice.outputs = """
        - adapter: claim_batch
          path: "out/claims-{control_number}.json"
          outbox: { checksum: sha256, marker: .done }
      """
    try practice.write([Session("S1"), Session("S2") { $0.patient = "P4" }], to: sandbox)
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01").status == 0)
    #expect(
      try Self.outputs(sandbox) == [
        "claims-000000001-drafts.json", "claims-000000001.json", "claims-000000001.json.done",
        "claims-000000001.json.sha256",
      ])
    #expect(try sandbox.data("out/claims-000000001.json.done").isEmpty)
    let check = try sandbox.tool("sh", "-c", "cd out && sha256sum -c *.sha256")
    #expect(check.status == 0, "\(check.messages)")
  }

  @Test(
    "where nothing is new there is no file and no number; when_empty: write writes all the same")
  func empty() throws {
    func outputs(_ extra: String) -> String {
      """
        - adapter: billing_export
          path: "out/export-{sequence}.csv"
          outbox: { marker: .done\(extra) }
        - adapter: claim_batch
          path: "out/{date}/claims-{sequence}.json"
      """
    }
    let sandbox = try Self.sandbox(outputs(""))
    for _ in 0..<2 {
      #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01").status == 0)
    }
    try FileManager.default.removeItem(at: sandbox.url("out/2026-02-01"))
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-03").status == 0)
    #expect(try Self.outputs(sandbox) == ["export-0001.csv", "export-0001.csv.done"])
    #expect(!sandbox.exists("out/2026-02-03"), "no empty folder")
    try Self.write(outputs(", when_empty: write"), [Session("S1")], to: sandbox)
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01").status == 0)
    #expect(sandbox.exists("out/export-0002.csv.done"))
    // A number whose file is there is passed over: the ledger may be a backup.
    try Self.write(outputs(""), [Session("S2") { $0.day = 8 }], to: sandbox)
    try sandbox.write("x", to: "out/export-0003.csv")
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01").status == 0)
    #expect(try sandbox.text("out/export-0003.csv") == "x" && sandbox.exists("out/export-0004.csv"))
  }

  @Test("rows that read as the last file's, of another charge item, are exported")
  func alike() throws {
    let outputs = """
        - { adapter: billing_export, path: "out/export-{sequence}.csv" }
        - { adapter: claim_batch, path: "out/claims-{sequence}.json" }
      """
    let sandbox = try Self.sandbox(outputs)
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01").status == 0)
    // Of a patient of the same name.
    try Self.write(outputs, [Session("S2") { $0.patient = "P3" }], to: sandbox)
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01").status == 0)
    #expect(try sandbox.data("out/export-0001.csv") == sandbox.data("out/export-0002.csv"))
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01").status == 0)
    #expect(!sandbox.exists("out/export-0003.csv"))
  }

  @Test(
    "what a manifest can't ask for",
    arguments: [
      ("path: \"out/{dat}.csv\"", "", "no placeholder \"{dat}\""),
      ("path: \"out/{date.csv\"", "", "a single {"),
      ("path: \"out/a}.csv\"", "", "a single }"),
      ("path: \"out/{control_number}.csv\"", "", "this output has none"),
      ("path: \"out/{sequence}.csv\"", "none", "{sequence} takes a ledger"),
      ("path: \"out/{run}.csv\"", "none", "{run} takes a ledger"),
      ("path: o.csv, outbox: {}", "none", "outputs[0].outbox: takes a ledger"),
      ("path: o.csv, hook: { command: [true] }", "none", "outputs[0].hook: takes a ledger"),
      ("path: o.csv, outbox: { marker: done }", "", "no ending of a name"),
      ("path: o.csv, outbox: { marker: ./x }", "", "no ending of a name"),
      ("path: o.csv, outbox: { marker: .sha256 }", "", "is taken"),
      ("path: o.csv, outbox: { checksum: md5 }", "", "unknown checksum"),
      ("path: o.csv, outbox: { keep_days: 0 }", "", "from 1"),
      ("path: o.csv, hook: { command: [] }", "", "empty list"),
      ("path: o.csv, hook: { timeout_seconds: 3 }", "", "command: missing"),
      ("path: o.csv, hook: { command: [\"{path}\"] }", "", "only its arguments"),
      ("path: o.csv, hook: { command: [a, \"{patient}\"] }", "", "no placeholder \"{patient}\""),
      ("path: o.csv, hook: { command: [a], environment: [A B] }", "", "no variable's name"),
    ])
  func faults(output: String, ledger: String, message: String) throws {
    let sandbox = try Self.sandbox("  - { adapter: billing_export, \(output) }")
    if ledger == "none" {
      let text = try sandbox.text("run.yml")
      try sandbox.write(text.replacing("ledger: state/ledger.sqlite\n", with: ""), to: "run.yml")
    }
    let ending = try sandbox.claimpipe("check", "run.yml")
    #expect(ending.status == 2 && ending.messages.contains(message), "\(ending.messages)")
  }

  @Test("old files go if they are ours, as they were, and no hook waits; batches' copies stay")
  func retention() throws {
    let names = ["plain", "changed", "gone", "link", "marker", "waiting"]
    let outputs = names.map { name in
      """
        - adapter: billing_export
          path: "out/\(name)/{date}/{sequence}.csv"
          outbox: { checksum: sha256, marker: .done, keep_days: 3 }
      """ + (name == "waiting" ? "\n    hook: { command: [\"false\"] }" : "")
    }
    let sandbox = try Self.sandbox(
      outputs.joined(separator: "\n")
        + "\n  - { adapter: claim_batch, path: \"out/claims/{control_number}.json\", outbox: { keep_days: 1 } }"
    )
    let first = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    #expect(first.status == 1, "\(first.messages)")
    let day = "2026-02-01/0001.csv"
    let content = try sandbox.data("out/plain/\(day)")
    try sandbox.write("changed", to: "out/changed/\(day)")
    try FileManager.default.removeItem(at: sandbox.url("out/gone/\(day)"))
    try FileManager.default.removeItem(at: sandbox.url("out/link/\(day)"))
    try sandbox.write(content, to: "precious.csv")
    try FileManager.default.createSymbolicLink(
      at: sandbox.url("out/link/\(day)"), withDestinationURL: sandbox.url("precious.csv"))
    try sandbox.write("theirs", to: "out/marker/\(day).done")
    try sandbox.write("theirs", to: "out/plain/other.csv")
    _ = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-04")
    #expect(sandbox.exists("out/plain/\(day)"), "three days old")
    let ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-05")
    #expect(ending.messages.contains("out/changed/\(day)"), "\(ending.messages)")
    let kept = [
      "changed/\(day)", "changed/\(day).done", "changed/\(day).sha256",
      "link/\(day)", "link/\(day).done", "link/\(day).sha256",
      "marker/\(day).done", "plain/other.csv",
      "waiting/\(day)", "waiting/\(day).done", "waiting/\(day).sha256",
    ]
    #expect(try Self.outputs(sandbox) == kept)
    #expect(try sandbox.data("precious.csv") == content)
    #expect(!sandbox.exists("out/plain/2026-02-01"), "an empty folder of a date goes")
    #expect(sandbox.exists("state/ledger.sqlite-batches/000000001"))
    let list = try sandbox.claimpipe("outbox", "list", "run.yml", "--all", "--format", "csv")
    for fate in ["removed", "changed", "missing"] { #expect(list.output.contains(",\(fate),")) }
  }

  @Test("an old marker is gone before a new file takes its place")
  func markers() throws {
    // The order of calls, as the system sees them.
    guard let faulty = FaultyRun.shared else { return }
    let sandbox = try Self.sandbox(
      """
        - adapter: billing_export
          path: out/export.csv
          outbox: { checksum: sha256, marker: .done }
      """)
    #expect(try FaultyRun.whole(sandbox).status == 0)
    try Self.write(
      """
        - adapter: billing_export
          path: out/export.csv
          outbox: { checksum: sha256, marker: .done }
      """, [Session("S1"), Session("S2") { $0.day = 9 }], to: sandbox)
    let calls = try faulty.calls(sandbox).filter {
      $0.contains("out/export.csv") && !$0.contains(".tmp")
    }
    #expect(
      calls.map { $0.split(separator: " ").first ?? "" } == [
        "unlink", "rename", "rename", "rename",
      ]
    )
    let ends = calls.map { String($0.split(separator: "export.csv").last ?? "") }
    #expect(ends[0] == ".done" && ends[2] == ".sha256" && ends[3] == ".done", "\(calls)")
  }

  @Test("a test case of a manifest runs no hook")
  func testCases() throws {
    let sandbox = try Self.sandbox(
      """
        - adapter: billing_export
          path: "out/{sequence}.csv"
          hook: { command: [touch, touched] }
      """)
    try sandbox.write(
      """
      manifest: ../../run.yml
      now: 2026-02-01
      """, to: "tests/first/test.yml")
    _ = try sandbox.claimpipe("test", ".", "--update")
    #expect(!sandbox.exists("touched"))
  }
}
