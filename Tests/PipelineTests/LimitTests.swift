import Foundation
import Testing

/// `limits`: a run that takes up more ends with status 3 and emits nothing.
@Suite("Limits", .onOwnThreads)
struct LimitTests {
  private typealias Session = LedgerPractice.Session

  private static func write(_ limits: String, _ sessions: [Session], to sandbox: Sandbox) throws {
    var practice = LedgerPractice()
    practice.settings = "limits: { \(limits) }"
    try practice.write(sessions, to: sandbox)
  }

  private static let many = (0..<6500).map { number in
    Session("S\(number)") {
      $0.day = 1 + number % 28
      $0.start = number / 28
      $0.patient = "P\(1 + number % 3)"
    }
  }

  private func expectNothing(
    _ sandbox: Sandbox, _ ending: Sandbox.Ending, _ message: String
  ) throws {
    #expect(ending.status == 3, "\(ending.messages)")
    #expect(ending.messages.contains("error: limits.\(message)"), "\(ending.messages)")
    let report = try sandbox.report()
    #expect(report.outcome == "limit_exceeded" && report.outputs.isEmpty)
    for counts in report.records.values {
      #expect(
        counts.read == counts.used + counts.rejected + counts.unchanged + counts.replaced)
    }
    #expect(
      try sandbox.files(in: "out").allSatisfy {
        $0.hasPrefix("run-report") || $0.hasPrefix("quarantine")
      })
    let ledger = try LedgerContent(sandbox)
    #expect(ledger["run"].isEmpty && ledger["charge"].isEmpty)
  }

  @Test(
    "each says which, the figure and the place",
    arguments: [
      ("records: 40", "records is 40: drop/sessions-0.csv brings record 41 of the run"),
      ("findings: 1", "findings is 1: the run has "),
      ("claims: 1", "claims is 1: the run makes 4 claims"),
    ])
  func counts(limit: String, message: String) throws {
    let sandbox = try Sandbox()
    let sessions = (0..<40).map { number in
      Session("S\(number)") {
        $0.day = 1 + number % 20
        $0.patient = number % 2 == 0 ? "P1" : "P2"
        // Two at a time: possible duplicates.
        $0.start = 600
        if number == 3 { $0.status = "wrong" }
        if number > 35 { $0.authorization = "A9" }
      }
    }
    try Self.write(limit, sessions, to: sandbox)
    let ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01", "--jobs", "2")
    try expectNothing(sandbox, ending, message)
    // What was rejected is not lost.
    #expect(sandbox.exists("out/quarantine/sessions-0.csv"))
  }

  @Test("past the limit of claims a document that grows is not begun, nor its folder made")
  func growingDocument() throws {
    let sandbox = try Sandbox()
    let rows = ["P1", "P2"].map {
      "S-\($0),submitted,\($0),PR1,A,2026-01-05T09:00,2026-01-05T10:00\n"
    }
    try sandbox.write(
      "session_id,status,patient_id,practitioner_id,service_code,start,end\n" + rows.joined(),
      to: "in.csv")
    func run(_ limit: Int) throws -> Sandbox.Ending {
      try sandbox.write(
        """
        version: 1
        pipeline: growing
        inputs: [{ adapter: csv, record: sessions, path: in.csv }]
        outputs: [{ adapter: claim_batch, path: new/deep/claims.ndjson, options: { format: ndjson } }]
        limits: { claims: \(limit) }
        rejects: { max: "100%", quarantine: out/q }
        report: out/run-report.json
        """, to: "run.yml")
      return try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    }
    let ending = try run(1)
    #expect(ending.status == 3, "\(ending.messages)")
    #expect(ending.messages.contains("limits.claims is 1: the run makes 2 claims"))
    #expect(!sandbox.exists("new"))
    #expect(try run(2).status == 0)
    #expect(try sandbox.text("new/deep/claims-drafts.ndjson").split(separator: "\n").count == 2)
  }

  @Test("a batch that grows past the limit leaves nothing, nor the folder of a ledger's copies")
  func growingBatch() throws {
    let sandbox = try Sandbox()
    var practice = LedgerPractice()
    practice.outputs =
      "  - { adapter: claim_batch, path: out/claims.ndjson, options: { format: ndjson } }"
    // The first patient's is within the limit.
    practice.settings = "limits: { claims: 1 }"
    try practice.write(Self.many, to: sandbox)
    let ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    try expectNothing(sandbox, ending, "claims is 1: the run makes 3 claims")
    #expect(!sandbox.exists("state/ledger.sqlite-batches"))
  }

  @Test("sizes count what gzip held, of one source and of all, and what outputs write")
  func sizes() throws {
    let sandbox = try Sandbox()
    try Self.write("source_megabytes: 1", [Session("S1")], to: sandbox)
    let filler = String(repeating: "# ", count: 1 << 20)
    let text = try sandbox.text("drop/sessions-0.csv")
    try sandbox.write(
      text.split(separator: "\n").map { $0 + (($0.hasPrefix("session_id")) ? ",x" : ",\(filler)") }
        .joined(separator: "\n"), to: "drop/sessions-0.csv")
    try sandbox.tool(
      "sh", "-c", "gzip -n drop/sessions-0.csv && mv drop/sessions-0.csv.gz drop/sessions-0.csv")
    var ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    try expectNothing(sandbox, ending, "source_megabytes is 1: drop/sessions-0.csv has more")
    try sandbox.write(
      try sandbox.text("run.yml").replacing("source_megabytes", with: "total_megabytes"),
      to: "run.yml")
    ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    try expectNothing(
      sandbox, ending, "total_megabytes is 1: all sources up to drop/sessions-0.csv")
    try Self.write("output_megabytes: 1", Self.many, to: sandbox)
    ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    try expectNothing(sandbox, ending, "output_megabytes is 1: the outputs up to out/")
    try Self.write(
      "output_megabytes: 100, records: 100000, run_seconds: 600", Self.many, to: sandbox)
    ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    #expect([0, 1].contains(ending.status), "\(ending.messages)")
  }

  @Test(
    "a run that takes too long ends between two blocks, and programs that it waits for are ended",
    arguments: ["1.2", "600"])
  func time(seconds: String) throws {
    let sandbox = try Sandbox()
    try Self.write("run_seconds: 1", [Session("S1")], to: sandbox)
    let text = try sandbox.text("run.yml")
    try sandbox.write(
      text.replacing(
        "  - { adapter: csv, record: sessions, path: \"drop/*.csv\" }",
        with: "  - { adapter: exec, record: sessions, options: { command: [python3, slow.py] } }"),
      to: "run.yml")
    try sandbox.write(
      """
      import sys, time
      print('{"type":"hello","protocol":"claimpipe","version":1}', flush=True)
      sys.stdin.read()
      time.sleep(\(seconds))
      print('{"type":"end","records":0,"rejected":0}')
      """, to: "slow.py")
    let ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
    try expectNothing(sandbox, ending, "run_seconds is 1: the run has taken longer")
  }
}
