import Foundation
import GRDBSQLite
import Testing

/// What stands where a ledger is loaded for the first time, and what is left when that is cut short.
@Suite("Accidents of a first load", .onOwnThreads)
struct FirstLoadAccidentTests {
  private typealias Session = LedgerPractice.Session
  private static let ledger = "state/ledger.sqlite"
  private static let run = ["run", "run.yml", "--quiet", "--now", "2026-02-01"]

  /// - Parameter patients: of 520 sessions each, which is more than a part of a run's result has.
  private func sandbox(patients: Int) throws -> (Sandbox, [Session]) {
    let sandbox = try Sandbox()
    let sessions = (0..<patients * 520).map { number in
      Session("S\(number)") {
        $0.patient = "X\(number / 520)"
        $0.day = 1 + number % 28
        $0.start = number % 520 / 28 * 60
      }
    }
    try LedgerPractice().write([], to: sandbox)
    #expect(try sandbox.claimpipe(Self.run).status == 0)
    return (sandbox, sessions)
  }

  @Test("a ledger that fails before the first part ends the run", .timeLimit(.minutes(2)))
  func failsAtOnce() throws {
    let (sandbox, sessions) = try sandbox(patients: 8)
    try LedgerPractice().write(sessions, to: sandbox)
    var database: OpaquePointer?
    try #require(sqlite3_open(sandbox.url(Self.ledger).path, &database) == SQLITE_OK)
    try #require(
      sqlite3_exec(database, "DROP INDEX charge_by_day", nil, nil, nil) == SQLITE_OK)
    sqlite3_close(database)
    let ending = try sandbox.claimpipe(Self.run)
    #expect(ending.status == 4 && !ending.isSignal)
    #expect(ending.messages.contains(Self.ledger), "\(ending.messages)")
  }

  /// A real one: SQLite would play it back, and cut the backup off.
  @Test(
    "a journal of a ledger that stood there before is not played into the one that stands there")
  func foreignJournal() throws {
    let faulty = try #require(FaultyRun.shared)
    let practice = LedgerPractice()
    let sessions = (0..<3).map { number in Session("S\(number)") { $0.day = 3 + number } }
    let whole = try Sandbox()
    try practice.write(sessions, to: whole)
    #expect(try whole.claimpipe(Self.run).status <= 1)
    let backup = try whole.data(Self.ledger)

    let sandbox = try Sandbox()
    try practice.write(sessions, to: sandbox)
    let calls = try faulty.calls(sandbox.copy())
    let last = try #require(calls.lastIndex { $0.hasPrefix("unlink") && $0.hasSuffix("-journal") })
    // Of the run's own commit: that of its promises comes later.
    let commit = try #require(
      calls[..<last].lastIndex { $0.hasPrefix("unlink") && $0.hasSuffix("-journal") })
    _ = try faulty.run(sandbox, .kill, at: commit + 1)
    try #require(sandbox.exists(Self.ledger + "-journal"))

    // As a restored backup is: another file of the same name.
    try backup.write(to: sandbox.url("other"))
    try FileManager.default.removeItem(at: sandbox.url(Self.ledger))
    try FileManager.default.moveItem(at: sandbox.url("other"), to: sandbox.url(Self.ledger))
    for command in [Self.run, ["ledger", "verify", Self.ledger]] {
      let ending = try sandbox.claimpipe(command)
      #expect(ending.status == 4)
      #expect(ending.messages.contains("-journal is of a ledger that stood here before"))
    }
    #expect(try sandbox.data(Self.ledger) == backup)
    try FileManager.default.removeItem(at: sandbox.url(Self.ledger + "-journal"))
    let ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-02")
    #expect(ending.status <= 1 && ending.messages.contains("unchanged"), "\(ending.messages)")
  }

  @Test("what a killed run left goes, whoever has its number by now")
  func numberTaken() throws {
    let (sandbox, _) = try sandbox(patients: 0)
    // The first process of the machine is always there.
    let left = sandbox.url("out/.claims-2026-01-31.json.1.tmp")
    try Data("patients".utf8).write(to: left)
    let other = sandbox.url("out/claims-2026-01-31.json")
    try Data("patients".utf8).write(to: other)
    try Data("\(left.path)\0\(other.path)\0".utf8)
      .write(to: sandbox.url(Self.ledger + "-temporary"))
    #expect(try sandbox.claimpipe(Self.run).status == 0)
    #expect(!FileManager.default.fileExists(atPath: left.path))
    #expect(FileManager.default.fileExists(atPath: other.path))
    #expect(!sandbox.exists(Self.ledger + "-temporary"))
  }

  @Test("a commit that may or may not have been kept leaves its files to the next run")
  func commitInDoubt() throws {
    let faulty = try #require(FaultyRun.shared)
    let sandbox = try Sandbox()
    var practice = LedgerPractice()
    practice.outputs = practice.outputs.replacing(
      "out/claims.json", with: #""out/claims-{date}-{time}.json""#)
    try practice.write(
      (0..<3).map { number in Session("S\(number)") { $0.day = 3 + number } }, to: sandbox)
    let calls = try faulty.calls(sandbox.copy())
    var doubts = 0
    for (index, call) in calls.enumerated() where doubts < 2 && call.hasPrefix("fdatasync") {
      let sandbox = try sandbox.copy()
      let ending = try faulty.run(sandbox, .error(EIO, isLasting: false), at: index + 1).ending
      if ending.status != 4 { continue }
      if sandbox.exists(Self.ledger + "-temporary") { doubts += 1 }
      let next = try sandbox.claimpipe("run", "run.yml", "--quiet", "--now", "2026-02-02")
      #expect(next.status <= 1, "\(call): \(next.messages)")
      let left = try sandbox.files().filter { $0.hasSuffix(".tmp") || $0.hasSuffix("-temporary") }
      #expect(left == [], "\(call)")
    }
    #expect(doubts > 0)
  }
}
