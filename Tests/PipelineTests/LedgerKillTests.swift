import Foundation
import Testing

/// One transaction joins what a run decided with the files that it published: whatever ends it, and
/// whenever, the next run ends as if nothing had happened.
///
/// `CLAIMPIPE_KILLS=all` tries every call (`make test-kills`); else some.
@Suite("Killed runs and failing disks", .onOwnThreads, .enabled(if: FaultyRun.shared != nil))
struct LedgerKillTests {
  private typealias Session = LedgerPractice.Session

  private static let step =
    ProcessInfo.processInfo.environment["CLAIMPIPE_KILLS"] == "all" ? 1 : 61

  /// All that a run leaves: the ledger's content, and every file but the ledger's own.
  private struct State: Equatable {
    var ledger: LedgerContent?
    var files: [String: Data] = [:]

    init(_ sandbox: Sandbox) throws {
      if sandbox.exists("state/ledger.sqlite") { ledger = try LedgerContent(sandbox) }
      for path in try sandbox.files() where !path.hasPrefix("state/ledger.sqlite") {
        files[path] = try sandbox.data(path)
      }
      let kept = (try? sandbox.files(in: "state")) ?? []
      for path in kept where path != "ledger.sqlite" {
        // Which file was loaded first: another one in each sandbox.
        let isLock = path == "ledger.sqlite-lock"
        files["state/\(path)"] = isLock ? Data() : try sandbox.data("state/\(path)")
      }
    }

    var runs: Int { ledger?["run"].count ?? 0 }
    var isSettled: Bool { ledger?["publication"].isEmpty ?? true }
    /// Files apart, that SQLite keeps while someone is at the ledger.
    var settledFiles: [String: Data] {
      files.filter { path, _ in
        !["-wal", "-shm", "-journal", "-new", "-new-journal", "-lock", "-temporary"].contains {
          path.hasSuffix("sqlite" + $0)
        }
      }
    }
    var temporary: [String] { files.keys.filter { $0.hasSuffix(".tmp") || $0.contains("-new") } }
  }

  /// A run to be disturbed, and what it leads to.
  private struct Situation {
    let base: Sandbox
    let before: State
    /// After the run, and after another one.
    let once: State
    let twice: State
    let calls: [String]

    /// - Parameters:
    ///   - nights: drops before this one.
    ///   - claims: the batch's format; as NDJSON it grows while the run bills.
    init(_ faulty: FaultyRun, nights: Int, claims: String = "json") throws {
      base = try Sandbox()
      var practice = LedgerPractice()
      practice.outputs = practice.outputs.replacing(
        "claims.json", with: "claims.\(claims), options: { format: \(claims) }")
      practice.hasBirthDate = false
      practice.settings = "findings: out/findings.ndjson"
      for night in 0...nights {
        var sessions = [
          Session("S1"), Session("S2") { $0.patient = "P4" },
          Session("S3") {
            $0.status = "scheduled"
            $0.day = 6
          },
          // Rejected, so that there is a quarantine.
          Session("S4") { $0.status = "wrong" },
        ]
        if night > 0 {
          sessions[0].minutes = 75
          sessions[2] = Session("S3") { $0.code = "B" }
          sessions.append(Session("S5") { $0.patient = "P2" })
        }
        try practice.write(sessions, to: base)
        if night < nights { _ = try FaultyRun.whole(base) }
      }
      before = try State(base)
      let copy = try base.copy()
      calls = try faulty.calls(copy)
      once = try State(copy)
      let ending = try FaultyRun.whole(copy)
      #expect(ending.status == 1, "\(ending.messages)")
      twice = try State(copy)
      #expect(once.runs == nights + 1 && twice.runs == nights + 2)
      #expect(once.temporary.isEmpty && once.isSettled)
    }

    /// What another run has to lead to.
    func expected(after disturbed: State) -> State {
      disturbed.runs == once.runs && disturbed.isSettled ? twice : once
    }
  }

  /// Calls of a run, others each turn.
  private static func some(of situation: Situation, _ turn: Int) -> some Sequence<Int> {
    stride(from: 1 + turn * 11 % step, through: situation.calls.count, by: step)
  }

  /// A temporary file can't be removed, or SQLite can't tell whether it has committed: files that may
  /// be promised stay for the next run.
  private static func isDoubtful(_ call: String) -> Bool {
    ["unlink", "pwrite64", "fdatasync", "ftruncate64"].contains { call.hasPrefix($0) }
  }

  /// Disturbs a run, and runs again.
  private func disturb(
    _ situation: Situation, _ faulty: FaultyRun, _ fault: FaultyRun.Fault, at call: Int
  ) throws {
    let sandbox = try situation.base.copy()
    let (ending, name) = try faulty.run(sandbox, fault, at: call)
    let place = "\(fault) at call \(call), \(name)"
    let disturbed = try State(sandbox)
    switch fault {
    case .kill, .torn: #expect(ending.isSignal && ending.status == SIGKILL, "\(place)")
    case .error:
      #expect(!ending.isSignal && [1, 4].contains(ending.status), "\(place): \(ending)")
      let said = ending.messages.split(separator: "\n").last { $0.hasPrefix("error: ") }
      if ending.status == 4 {
        let isNamed = ["out", "state"].contains { said?.contains($0) == true }
        #expect(isNamed, "names a file, \(place): \(ending.messages)")
      } else {
        #expect(disturbed.runs == situation.once.runs, "\(place)")
      }
    }
    if disturbed.runs != situation.once.runs {
      // It has not happened: no file has come to be or changed.
      let names = disturbed.settledFiles.filter { !$0.key.hasSuffix(".tmp") }
      #expect(names == situation.before.settledFiles, "\(place)")
      if situation.before.ledger != nil {
        #expect(disturbed.ledger == situation.before.ledger, "\(place)")
      }
      if fault.isOver, !Self.isDoubtful(name) {
        #expect(disturbed.temporary.isEmpty, "\(place)")
      }
    } else if disturbed.isSettled {
      #expect(disturbed.settledFiles == situation.once.settledFiles, "\(place)")
    }
    let again = try FaultyRun.whole(sandbox)
    #expect(again.status == 1, "\(place): \(again.messages)")
    let after = try State(sandbox)
    let expected = situation.expected(after: disturbed)
    #expect(after.ledger == expected.ledger, "\(place)")
    #expect(after.files.keys.sorted() == expected.files.keys.sorted(), "\(place)")
    for (path, data) in expected.files where after.files[path] != data {
      Issue.record(
        "\(path), \(place): \(String(decoding: after.files[path] ?? Data(), as: UTF8.self))")
    }
  }

  @Test(
    "killed at any call, or amid what it writes, and run again: as if it had never been killed",
    arguments: [0, 1])
  func killed(nights: Int) throws {
    let faulty = try #require(FaultyRun.shared)
    let situation = try Situation(faulty, nights: nights, claims: "ndjson")
    #expect(situation.calls.count > 60)
    for (turn, fault) in [FaultyRun.Fault.kill, .torn].enumerated() {
      for call in Self.some(of: situation, 2 * turn + nights) {
        try disturb(situation, faulty, fault, at: call)
      }
    }
  }

  @Test(
    "a call that fails: exit 4 naming the file, nothing half-written; then as if it had not failed",
    arguments: [(0, "ndjson"), (0, "json"), (1, "ndjson")])
  func failing(nights: Int, claims: String) throws {
    let faulty = try #require(FaultyRun.shared)
    let situation = try Situation(faulty, nights: nights, claims: claims)
    for (turn, number) in [ENOSPC, EIO, EACCES, EROFS].enumerated() {
      for isLasting in [false, true] {
        for call in Self.some(of: situation, 4 * turn + (isLasting ? 2 : 0) + nights) {
          try disturb(situation, faulty, .error(number, isLasting: isLasting), at: call)
        }
      }
    }
  }

  // MARK: Between the commit and the last name

  /// Killed when the ledger has the run and its files have no names yet.
  private func cutShort(_ faulty: FaultyRun) throws -> (sandbox: Sandbox, situation: Situation) {
    let situation = try Situation(faulty, nights: 1)
    let call = try #require(situation.calls.firstIndex { $0.hasPrefix("rename") }) + 1
    let sandbox = try situation.base.copy()
    _ = try faulty.run(sandbox, .kill, at: call)
    let state = try State(sandbox)
    #expect(state.runs == situation.once.runs && !state.isSettled)
    return (sandbox, situation)
  }

  @Test("the files of a run that was cut short find their names from any working folder")
  func elsewhere() throws {
    let (sandbox, situation) = try cutShort(try #require(FaultyRun.shared))
    let ending = try sandbox.tool(
      "sh", "-c", "cd in && exec \"$0\" run ../run.yml --now 2026-02-01", Sandbox.program.path)
    #expect(ending.status == 1, "\(ending.messages)")
    #expect(ending.messages.contains("cut short"))
    #expect(try State(sandbox) == situation.once)
  }

  @Test("a dry run leaves them to the next run")
  func dryRun() throws {
    let (sandbox, situation) = try cutShort(try #require(FaultyRun.shared))
    let before = try State(sandbox)
    _ = try sandbox.claimpipe("run", "run.yml", "--dry-run", "--now", "2026-02-01")
    let after = try State(sandbox)
    #expect(after.ledger == before.ledger && after.settledFiles == before.settledFiles)
    _ = try FaultyRun.whole(sandbox)
    #expect(try State(sandbox) == situation.once)
  }

  @Test("a batch that was just named is not replaced before anybody can have fetched it")
  func unfetched() throws {
    let (sandbox, situation) = try cutShort(try #require(FaultyRun.shared))
    let practice = LedgerPractice()
    try practice.write([Session("S8") { $0.day = 15 }], to: sandbox)
    let refused = try FaultyRun.whole(sandbox)
    #expect(refused.status == 4)
    #expect(refused.messages.contains("out/claims.json: it is batch 2"), "\(refused.messages)")
    #expect(try BatchContent(sandbox).batch.controlNumber == "000000002")
    #expect(try LedgerContent(sandbox) == situation.once.ledger)
    #expect(try FaultyRun.whole(sandbox).status == 0)
    let batch = try BatchContent(sandbox)
    #expect(batch.batch.controlNumber == "000000003" && batch.sessions.contains("S8"))
  }

  @Test("EXP-3: an export whose items are marked comes once, and is not replaced unfetched either")
  func marked() throws {
    let faulty = try #require(FaultyRun.shared)
    let base = try Sandbox()
    var practice = LedgerPractice()
    practice.settings = "approve: { policy: manual }"
    practice.outputs = """
        - adapter: billing_export
          path: out/export.csv
          options: { statuses: [new], mark_billed_externally: true }
      """
    try practice.write([Session("S0") { $0.day = 3 }], to: base)
    #expect(try FaultyRun.whole(base).status == 0)
    try practice.write([Session("S1")], to: base)
    let call = try #require(
      try faulty.calls(base.copy()).firstIndex {
        $0.hasPrefix("rename") && $0.hasSuffix("export.csv")
      })
    func cutShort() throws -> Sandbox {
      let sandbox = try base.copy()
      _ = try faulty.run(sandbox, .kill, at: call + 1)
      return sandbox
    }
    // The same drop: the export that was promised stays.
    let same = try cutShort()
    #expect(try FaultyRun.whole(same).status == 0)
    #expect(try same.text("out/export.csv").split(separator: "\r\n").count == 2)
    // Another one would replace it.
    let other = try cutShort()
    try practice.write([Session("S2") { $0.day = 7 }], to: other)
    let refused = try FaultyRun.whole(other)
    #expect(refused.status == 4)
    #expect(refused.messages.contains("are billed externally now"), "\(refused.messages)")
    #expect(try FaultyRun.whole(other).status == 0)
    // Gone.
    let lost = try cutShort()
    for name in try lost.files(in: "out") where name.hasPrefix(".export.csv") {
      try FileManager.default.removeItem(at: lost.url("out/\(name)"))
    }
    let said = try FaultyRun.whole(lost)
    #expect(said.status == 4 && said.messages.contains("include_billed_externally"), "\(said)")
    #expect(try FaultyRun.whole(lost).status == 0)
  }

  @Test(
    "a finished file that someone removed: said, once, with what to do",
    arguments: ["file", "folder"])
  func lost(what: String) throws {
    let (sandbox, _) = try cutShort(try #require(FaultyRun.shared))
    if what == "folder" {
      try FileManager.default.removeItem(at: sandbox.url("out"))
    } else {
      let name = try #require(
        try sandbox.files(in: "out").first { $0.hasPrefix(".claims.json.") && $0.hasSuffix(".tmp") }
      )
      try FileManager.default.removeItem(at: sandbox.url("out/\(name)"))
    }
    let ending = try FaultyRun.whole(sandbox)
    #expect(ending.status == 4)
    #expect(
      ending.messages.contains("out/claims.json: ") && ending.messages.contains("batch 2")
        && ending.messages.contains("claimpipe claims emit"), "\(ending.messages)")
    // The copy that is kept beside the ledger is there to be emitted.
    #expect(sandbox.exists("state/ledger.sqlite-batches/000000002"))
    #expect(try FaultyRun.whole(sandbox).status == 1)
    let after = try LedgerContent(sandbox)
    #expect(after["publication"].isEmpty && after.controlNumbers == [1, 2])
    #expect(try State(sandbox).temporary.isEmpty)
  }
}

extension Sandbox {
  /// Files keep their times: an inbox goes by them.
  func copy() throws -> Sandbox {
    let copy = try Sandbox()
    let manager = FileManager.default
    for name in try manager.contentsOfDirectory(atPath: root.path) {
      try manager.copyItem(at: url(name), to: copy.url(name))
    }
    for path in try files() {
      let date = try manager.attributesOfItem(atPath: url(path).path)[.modificationDate]
      try manager.setAttributes([.modificationDate: date as Any], ofItemAtPath: copy.url(path).path)
    }
    return copy
  }
}
