import Foundation
import Testing

/// Whatever ends a pass, and whenever: every file is in one place, and once a pass has come through
/// every claim is in one batch.
///
/// `CLAIMPIPE_KILLS=all` tries every call (`make test-kills`); else some.
@Suite("Killed passes over an inbox", .onOwnThreads, .enabled(if: FaultyRun.shared != nil))
struct InboxKillTests {
  private typealias Session = LedgerPractice.Session

  private static let isAll = ProcessInfo.processInfo.environment["CLAIMPIPE_KILLS"] == "all"
  private static let step = isAll ? 1 : 37

  /// Three groups: two that are billed, the second of which mends the first, and one that fails.
  private struct Situation {
    let base: Sandbox
    let contents: Set<String>
    let calls: [String]

    init(_ faulty: FaultyRun) throws {
      base = try Sandbox()
      let inbox = InboxPractice()
      try inbox.prepare(base)
      try inbox.drop([Session("S1"), Session("S2") { $0.day = 6 }], as: "1", in: base)
      try inbox.drop(
        [
          Session("S2") {
            $0.minutes = 75
            $0.day = 6
          }, Session("S3") { $0.day = 7 },
        ], as: "2",
        in: base)
      try inbox.drop("nothing,of,ours\n1,2,3\n", as: "sessions-3.csv", in: base)
      contents = Set(try InboxPractice.places(base).keys)
      let copy = try base.copy()
      try copy.claimpipe(
        InboxPractice.once,
        environment: ["LD_PRELOAD": faulty.library.path, "FAULT_COUNT": copy.url("calls").path])
      calls = try copy.text("calls").split(separator: "\n").map(String.init)
      try expectWhole(copy, "undisturbed")
    }

    /// Each file in one place.
    func expectOnce(_ sandbox: Sandbox, _ place: String) throws {
      let places = try InboxPractice.places(sandbox)
      #expect(Set(places.keys) == contents, "\(place): \(places.values)")
      #expect(places.values.allSatisfy { $0.count == 1 }, "\(place): \(places.values)")
    }

    /// Everything in its last place, and every claim in one batch.
    func expectWhole(_ sandbox: Sandbox, _ place: String) throws {
      try expectOnce(sandbox, place)
      #expect(
        try InboxPractice.failures(sandbox) == ["sessions-3.csv": "input"], "\(place)")
      #expect(
        sandbox.names("drop/done/2026-02-01") == ["sessions-1.csv", "sessions-2.csv"], "\(place)")
      #expect(sandbox.names("drop/processing").isEmpty, "\(place)")
      let ledger = try LedgerContent(sandbox)
      #expect(ledger.controlNumbers == [1, 2], "\(place)")
      #expect(
        ledger["source_file"].map { $0["name"] } == ["sessions-1.csv", "sessions-2.csv"], "\(place)"
      )
      #expect(ledger["publication"].isEmpty && ledger["run"].count == 2, "\(place)")
      #expect(ledger["charge"].compactMap { $0["session_id"] } == ["S1", "S2", "S3"], "\(place)")
      // Every claim in one batch, and the batch on disk has the claims that the ledger says.
      for batch in ledger["claims_transaction"] {
        let number = Int(batch["control_number"] ?? "") ?? 0
        let copy = try BatchContent(
          sandbox, "state/ledger.sqlite-batches/" + String(format: "%09d", number))
        #expect(copy.batch.totalClaims == Int(batch["claim_count"] ?? ""), "\(place)")
      }
      let left = try sandbox.files().filter { $0.hasSuffix(".tmp") || $0.hasSuffix(".new") }
      #expect(left.isEmpty, "\(place): \(left)")
    }
  }

  /// Passes until nothing is left to do.
  private func mend(_ sandbox: Sandbox, _ place: String) throws {
    for _ in 0..<4 {
      let ending = try sandbox.claimpipe(InboxPractice.once)
      #expect(!ending.isSignal && [0, 4].contains(ending.status), "\(place): \(ending.messages)")
      if ending.status == 0 { return }
    }
  }

  private func disturb(
    _ situation: Situation, _ fault: [String: String], at call: Int, kills: Bool
  ) throws {
    let sandbox = try situation.base.copy()
    var environment = fault
    environment["LD_PRELOAD"] = FaultyRun.shared?.library.path
    environment["FAULT_AT"] = "\(call)"
    let place = "\(fault) at call \(situation.calls[call - 1])"
    let ending = try sandbox.claimpipe(InboxPractice.once, environment: environment)
    if kills {
      #expect(ending.isSignal && ending.status == SIGKILL, "\(place)")
    } else {
      #expect(!ending.isSignal && [0, 1, 4].contains(ending.status), "\(place): \(ending)")
    }
    try situation.expectOnce(sandbox, place)
    try mend(sandbox, place)
    try situation.expectWhole(sandbox, place)
  }

  @Test("killed at any call")
  func killed() throws {
    let situation = try Situation(try #require(FaultyRun.shared))
    #expect(situation.calls.count > 150)
    for call in stride(from: 1, through: situation.calls.count, by: Self.step) {
      try disturb(situation, ["FAULT": "kill"], at: call, kills: true)
    }
    // A power cut amid what is written.
    for call in stride(from: 8, through: situation.calls.count, by: 3 * Self.step) {
      try disturb(situation, ["FAULT": "torn"], at: call, kills: true)
    }
  }

  @Test("a call that fails, once or from then on")
  func failing() throws {
    let situation = try Situation(try #require(FaultyRun.shared))
    for (turn, number) in [ENOSPC, EACCES, EIO, ESTALE].enumerated() {
      for call in stride(from: 1 + turn * 9, through: situation.calls.count, by: 4 * Self.step) {
        try disturb(situation, ["FAULT": "\(number)"], at: call, kills: false)
        let later = min(call + 2 * Self.step, situation.calls.count)
        try disturb(
          situation, ["FAULT": "\(number)", "FAULT_REPEAT": "1"], at: later, kills: false)
      }
    }
  }

  @Test("asked to stop at any moment: it ends with 0, and goes on the next time")
  func stopped() throws {
    let situation = try Situation(try #require(FaultyRun.shared))
    for turn in 0..<(Self.isAll ? 100 : 5) {
      let sandbox = try situation.base.copy()
      let wait = Self.isAll ? UInt32.random(in: 0..<700_000) : UInt32(turn) * 90_000
      let ending = try sandbox.claimpipe(["watch", "run.yml"]) { process in
        // A signal before the program listens ends it, as any program.
        _ = sandbox.waits { sandbox.exists("drop/.claimpipe-lock") }
        usleep(wait)
        process.terminate()
      }
      let place = "after \(wait) µs"
      #expect(ending.status == 0 && !ending.isSignal, "\(place): \(ending.messages)")
      try situation.expectOnce(sandbox, place)
      try mend(sandbox, place)
      let ledger = try LedgerContent(sandbox)
      #expect(ledger.controlNumbers == [1, 2] && ledger["publication"].isEmpty, "\(place)")
      #expect(ledger["charge"].count == 3 && sandbox.names("drop/processing").isEmpty, "\(place)")
    }
  }
}
