import Foundation
import Testing

/// Whatever ends a run, and whenever: a marker speaks of a file that is there in full, the next run
/// finishes what was promised, and every batch is handed on.
///
/// `CLAIMPIPE_KILLS=all` tries every call; else some.
@Suite("Outboxes of killed runs", .onOwnThreads, .enabled(if: FaultyRun.shared != nil))
struct OutboxKillTests {
  private typealias Session = LedgerPractice.Session

  private static let step =
    ProcessInfo.processInfo.environment["CLAIMPIPE_KILLS"] == "all" ? 1 : 83

  private static func practice() -> LedgerPractice {
    var practice = LedgerPractice()
    practice.outputs = """
        - adapter: billing_export
          path: "out/{date}/export-{sequence}.csv"
          outbox: { checksum: sha256, marker: .done }
        - adapter: claim_batch
          path: "out/claims-{control_number}.json"
          outbox: { checksum: sha256, marker: .ready }
          hook: { command: [sh, upload.sh, "{path}", "{sha256}"], attempts: 99, backoff_seconds: 1 }
        - adapter: duplicates_report
          path: out/duplicates.csv
          outbox: { checksum: sha256, marker: .done }
      """
    return practice
  }

  /// Two nights' drops; the second is what is disturbed.
  private static func base() throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write("mkdir -p up && cp \"$1\" up/\"$2\"\n", to: "upload.sh")
    try practice().write([Session("S1")], to: sandbox)
    #expect(try FaultyRun.whole(sandbox).status == 0)
    try practice().write(
      [
        Session("S1"), Session("S2") { $0.patient = "P2" }, Session("S3") { $0.day = 7 },
        Session("S4") {
          $0.day = 7
          $0.practitioner = "PR2"
        },
      ], to: sandbox)
    return sandbox
  }

  /// A marker that is there speaks of a file that is there, as its checksum has it.
  private func expectMarkersAreTrue(_ sandbox: Sandbox, _ place: String) throws {
    for path in try sandbox.files(in: "out")
    where path.hasSuffix(".done") || path.hasSuffix(".ready") {
      let file = URL(filePath: path).deletingPathExtension().lastPathComponent
      let folder = sandbox.url("out/\(path)").deletingLastPathComponent().path
      let check = try sandbox.tool(
        "sh", "-c", "cd \(folder) && sha256sum -c --status \(file).sha256")
      #expect(check.status == 0, "\(path) lies, \(place)")
    }
  }

  private func expectSettled(_ sandbox: Sandbox, _ place: String) throws {
    let ledger = try LedgerContent(sandbox)
    #expect(ledger["publication"].isEmpty, "\(place)")
    #expect(ledger.batchesByClaim.values.allSatisfy { $0 == 1 }, "\(place)")
    #expect(ledger["outbox_hook"].allSatisfy { $0["state"] == "done" }, "\(place)")
    let numbers = ledger["outbox_file"].map {
      "\($0["document"] ?? "") \($0["date"] ?? "") \($0["sequence"] ?? "")"
    }
    #expect(Set(numbers).count == numbers.count, "a number is given once, \(place)")
    for file in ledger["outbox_file"] where file["gone"] == nil {
      // Of the first night, where the sandbox is a copy of.
      let name = (file["path"] ?? "").components(separatedBy: "/work/").last ?? ""
      #expect(sandbox.exists(name), "\(name), \(place)")
      #expect(sandbox.exists(name + ".sha256") || name.contains("-drafts"), "\(name), \(place)")
      guard name.contains("claims-0") else { continue }
      let copy = try sandbox.data("up/\(file["sha256"] ?? "")")
      #expect(try copy == sandbox.data(name), "\(name), \(place)")
    }
    let batches = try sandbox.files(in: "out").filter {
      $0.hasPrefix("claims-0") && $0.hasSuffix(".json") && !$0.contains("drafts")
    }
    let claims = try batches.flatMap { try BatchContent(sandbox, "out/\($0)").sessions }
    #expect(claims.sorted() == ["S1", "S2", "S3", "S4"], "\(place)")
    let leftovers = try sandbox.files().filter { $0.hasSuffix(".tmp") }
    #expect(leftovers.isEmpty, "\(leftovers), \(place)")
  }

  private func disturb(_ fault: FaultyRun.Fault, at call: Int, of base: Sandbox) throws {
    let faulty = try #require(FaultyRun.shared)
    let sandbox = try base.copy()
    let (_, name) = try faulty.run(sandbox, fault, at: call)
    let place = "\(fault) at call \(call), \(name)"
    try expectMarkersAreTrue(sandbox, place)
    let again = try FaultyRun.whole(sandbox)
    #expect(again.status == 0, "\(place): \(again.messages)")
    // A hook whose run was cut short waits a second.
    _ = try sandbox.claimpipe("outbox", "retry", "run.yml")
    try expectMarkersAreTrue(sandbox, place)
    try expectSettled(sandbox, place)
  }

  @Test("every promise is kept", arguments: ["kill", "torn", "full"])
  func kills(what: String) throws {
    let base = try Self.base()
    let whole = try base.copy()
    let calls = try #require(FaultyRun.shared).calls(whole)
    try expectSettled(whole, "undisturbed")
    let fault: FaultyRun.Fault =
      switch what {
      case "kill": .kill
      case "torn": .torn
      default: .error(ENOSPC, isLasting: false)
      }
    let first = ["kill": 1, "torn": 5, "full": 9][what] ?? 1
    // Names are what it is about.
    let names = calls.indices.filter { calls[$0].hasPrefix("rename") }.map { $0 + 1 }
    let some = Set(stride(from: min(first, Self.step), through: calls.count, by: Self.step))
    for call in some.union(what == "kill" ? names : []).sorted() {
      try disturb(fault, at: call, of: base)
    }
  }

  @Test("a killed run's temporary files go, though the next one's files have other names")
  func temporaryFiles() throws {
    let base = try Sandbox()
    var practice = LedgerPractice()
    practice.outputs = """
        - { adapter: billing_export, path: "out/{date}/{time}/export.csv" }
        - { adapter: claim_batch, path: "out/{date}/claims-{time}-{run}.json" }
      """
    try practice.write([Session("S1"), Session("S2") { $0.patient = "P9" }], to: base)
    let faulty = try #require(FaultyRun.shared)
    let calls = try faulty.calls(try base.copy())
    func left(_ sandbox: Sandbox) throws -> [String] {
      try sandbox.files().filter { $0.hasSuffix(".tmp") || $0.hasSuffix("-temporary") }
    }
    var most = 0
    let from = calls.count / 3
    for call in stride(from: from, through: calls.count, by: max(1, Self.step / 3)) {
      let sandbox = try base.copy()
      _ = try faulty.run(sandbox, .kill, at: call)
      most = max(most, try left(sandbox).count)
      let again = try sandbox.claimpipe("run", "run.yml", "--now", "2026-03-04T05:06:07Z")
      #expect([0, 1].contains(again.status), "\(again.messages)")
      let remaining = try left(sandbox)
      #expect(remaining.isEmpty, "\(remaining) at \(calls[call - 1])")
    }
    #expect(most > 2, "no run was killed with temporary files about")
  }

  @Test("a hook that takes the process with it counts as tried, and is given up in the end")
  func hookKills() throws {
    let sandbox = try Sandbox()
    var practice = LedgerPractice()
    practice.outputs = """
        - adapter: billing_export
          path: "out/{sequence}.csv"
          hook: { command: [sh, -c, 'kill -9 $PPID'], attempts: 2, backoff_seconds: 1 }
      """
    try practice.write([Session("S1")], to: sandbox)
    #expect(try FaultyRun.whole(sandbox).isSignal)
    #expect(sandbox.exists("out/0001.csv"))
    var endings: [Sandbox.Ending] = []
    while try LedgerContent(sandbox)["outbox_hook"][0]["state"] == "waiting", endings.count < 20 {
      usleep(300_000)
      endings.append(try FaultyRun.whole(sandbox))
    }
    #expect(endings.filter(\.isSignal).count == 1)
    #expect(endings.last?.messages.contains("claimpipe itself was ended") == true)
    #expect(sandbox.exists("out/0001.csv"))
  }
}
