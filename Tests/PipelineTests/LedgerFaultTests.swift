import Foundation
import GRDBSQLite
import Testing

@testable import Ledger

/// What is wrong with a ledger is said: which file, what, and what to do. Nothing is written then.
@Suite("Ledgers that can't be used", .onOwnThreads)
struct LedgerFaultTests {
  private typealias Session = LedgerPractice.Session
  private static let path = "state/ledger.sqlite"

  /// After one run, with another drop.
  private func sandbox(sessions: Int = 40) throws -> Sandbox {
    let sandbox = try Sandbox()
    let practice = LedgerPractice()
    let all = (0..<sessions).map { number in
      Session("S\(number)") {
        $0.patient = "P\(1 + number % 3)"
        $0.day = 1 + number / 3
      }
    }
    try practice.write(Array(all.dropLast(3)), to: sandbox)
    #expect(try sandbox.claimpipe("run", "run.yml", "--quiet", "--now", "2026-02-01").status == 0)
    try practice.write(all, to: sandbox)
    return sandbox
  }

  /// The run, and a command that reads, end with a status and some words.
  private func expectRefusal(
    _ sandbox: Sandbox, status: Int32 = 4, _ words: String...,
    commands: [String] = ["charges list"],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try contents(sandbox)
    for command in ["run run.yml"] + commands.map({ "\($0) --ledger \(Self.path)" }) {
      let ending = try sandbox.claimpipe(command.split(separator: " ").map(String.init))
      #expect(
        ending.status == status && !ending.isSignal, "\(command): \(ending)",
        sourceLocation: sourceLocation)
      for word in [Self.path] + words {
        #expect(
          ending.messages.contains(word), "\(command): \(word): \(ending.messages)",
          sourceLocation: sourceLocation)
      }
    }
    #expect(try contents(sandbox) == before, sourceLocation: sourceLocation)
  }

  private func contents(_ sandbox: Sandbox) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for path in try sandbox.files() where !path.hasSuffix("-shm") && !path.hasSuffix("-wal") {
      contents[path] = try sandbox.data(path)
    }
    return contents
  }

  private func execute(_ sandbox: Sandbox, _ sql: String) throws {
    var database: OpaquePointer?
    defer { sqlite3_close(database) }
    try #require(sqlite3_open(sandbox.url(Self.path).path, &database) == SQLITE_OK)
    try #require(sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK)
  }

  @Test("no database, an empty file, one that was cut off, another program's, a folder")
  func wrongFiles() throws {
    let whole = try sandbox()
    let bytes = try whole.data(Self.path)
    for (content, words) in [
      (Data("session_id,status\n".utf8), "damaged"), (Data(), "it is empty"),
      (bytes.prefix(bytes.count / 2), "damaged"), (bytes.prefix(100), "damaged"),
      (Data(repeating: 0, count: bytes.count), "damaged"),
    ] {
      let sandbox = try whole.copy()
      try content.write(to: sandbox.url(Self.path))
      let run = try sandbox.claimpipe("run", "run.yml")
      #expect(run.status == 4, "\(words): \(run.messages)")
      #expect(
        run.messages.contains(
          "\(Self.path): the ledger is \(words == "damaged" ? "damaged" : "damaged: it is empty")"),
        "\(run.messages)")
      #expect(run.messages.contains("restore a backup"))
      #expect(try sandbox.data(Self.path) == content)
      #expect(try sandbox.data("out/claims.json") == whole.data("out/claims.json"))
    }
    let other = try whole.copy()
    try FileManager.default.removeItem(at: other.url(Self.path))
    try execute(other, "CREATE TABLE song (title TEXT)")
    try expectRefusal(other, "another program", commands: [])
    let folder = try whole.copy()
    try FileManager.default.removeItem(at: folder.url(Self.path))
    try FileManager.default.createDirectory(
      at: folder.url(Self.path), withIntermediateDirectories: true)
    #expect(try folder.claimpipe("run", "run.yml").messages.contains("a folder of this name"))
  }

  @Test("a lock is let go though a program that is about to start still holds its descriptor")
  func lockOfAChild() throws {
    let sandbox = try Sandbox()
    let path = sandbox.url("ledger.sqlite").path
    var held: Int32 = -1
    do {
      let lock = try LedgerLock(of: path)
      var wanted = stat()
      #expect(stat(path + "-lock", &wanted) == 0)
      // As a fork leaves it, until the program starts.
      let descriptor = (Int32(3)..<4096).first { descriptor in
        var found = stat()
        return fstat(descriptor, &found) == 0 && found.st_ino == wanted.st_ino
          && found.st_dev == wanted.st_dev
      }
      held = dup(try #require(descriptor))
      #expect(throws: LedgerFault.self) { _ = try LedgerLock(of: path) }
      withExtendedLifetime(lock) {}
    }
    defer { close(held) }
    _ = try LedgerLock(of: path)
  }

  @Test("a lock that is refused closes no file of another thread's")
  func refusedLock() throws {
    let sandbox = try Sandbox()
    let path = sandbox.url("ledger.sqlite").path
    let lock = try LedgerLock(of: path)
    DispatchQueue.concurrentPerform(iterations: 2) { side in
      for _ in 0..<20_000 {
        if side == 0 {
          _ = try? LedgerLock(of: path)
        } else if close(open("/dev/null", O_RDONLY)) != 0 {
          Issue.record("a file was closed by somebody else")
        }
      }
    }
    withExtendedLifetime(lock) {}
  }

  @Test("a ledger of a later version")
  func newer() throws {
    let sandbox = try sandbox()
    try execute(sandbox, "INSERT INTO grdb_migrations VALUES ('later')")
    try expectRefusal(sandbox, "later version of claimpipe")
  }

  /// `CLAIMPIPE_SEEDS=200` looks further.
  private static let seeds =
    ProcessInfo.processInfo.environment["CLAIMPIPE_SEEDS"].flatMap(UInt64.init) ?? 30

  @Test("bytes that were changed: found, or read as something else; never a crash")
  func flipped() throws {
    let whole = try sandbox()
    let bytes = try whole.data(Self.path)
    var found = 0
    for seed in 1...Self.seeds {
      var random = RandomPractice.Random(state: seed)
      let sandbox = try whole.copy()
      var content = bytes
      // A stretch of a page, as disks do.
      let start = Int.random(in: 100..<(bytes.count - 64), using: &random)
      for place in start..<(start + [1, 16, 64][Int(seed % 3)]) {
        content[place] = UInt8.random(in: 0...255, using: &random)
      }
      try content.write(to: sandbox.url(Self.path))
      let outputs = try sandbox.data("out/claims.json")
      let ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
      #expect(!ending.isSignal && [0, 1, 4].contains(ending.status), "seed \(seed): \(ending)")
      if ending.status != 4 { continue }
      found += 1
      #expect(ending.messages.contains("error: \(Self.path): "), "seed \(seed): \(ending.messages)")
      #expect(try sandbox.data("out/claims.json") == outputs, "seed \(seed)")
      #expect(try !sandbox.files().contains { $0.hasSuffix(".tmp") }, "seed \(seed)")
    }
    #expect(found > 0)
  }

  @Test("what contradicts itself: an unknown status, a record that can't be read")
  func contradictions() throws {
    for (sql, words) in [
      ("UPDATE charge SET item_status = 'lost'", "unknown status lost"),
      ("UPDATE charge SET record = x'01ff'", "can't be read"),
      ("UPDATE charge SET record = x'02'", "can't be read"),
      // A year that no calendar has.
      ("UPDATE charge SET record = zeroblob(500)", "can't be read"),
    ] {
      let sandbox = try sandbox(sessions: 5)
      try execute(sandbox, sql + ", session_id = 'X' || session_id")
      let ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
      #expect(ending.status == 4, "\(sql): \(ending.messages)")
      #expect(
        ending.messages.contains(words) && ending.messages.contains(Self.path), "\(ending.messages)"
      )
    }
  }

  @Test("numbers that no run writes: said, and no sum or date breaks on them")
  func extremes() throws {
    let whole = try sandbox(sessions: 5)
    let most = "9223372036854775807"
    for (sql, command, words) in [
      ("claims_transaction SET control_number = \(most)", "run run.yml", "control number"),
      ("claims_transaction SET claim_count = \(most)", "ledger verify", "says \(most) claims"),
      ("claims_transaction SET date = \(most)", "claims batches --ledger", "stands for a date"),
      ("charge SET units = \(most)", "ledger verify", "has \(most) units"),
      ("charge SET date_of_service = 2147483648", "charges periods --ledger", "stands for a date"),
      ("charge SET date_of_service = 1", "ledger verify", "date of service is not"),
      ("claim SET units = \(most)", "ledger verify", "units"),
      ("run SET moment = -\(most)", "claims batches --ledger", "has no time"),
    ] {
      let sandbox = try whole.copy()
      try execute(sandbox, "UPDATE \(sql)")
      let arguments = command.hasPrefix("run") ? command : "\(command) \(Self.path)"
      let ending = try sandbox.claimpipe(arguments.split(separator: " ").map(String.init))
      #expect(!ending.isSignal && ending.status == 4, "\(sql): \(ending.messages)")
      #expect(ending.messages.contains(words), "\(sql): \(ending.messages)")
    }
    // A correction of a version that there can't be, and one that no person asks for.
    for (claim, asked) in [
      ("version = 0", "7"), ("version = \(most)", "8"), ("units = units", "9"),
    ] {
      let sandbox = try whole.copy()
      try execute(
        sandbox,
        "UPDATE claim SET \(claim); INSERT INTO correction SELECT max(id), '\(asked)', 1 FROM claim"
      )
      let ending = try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01")
      #expect(ending.status == 4 && !ending.isSignal, "\(claim): \(ending.messages)")
      #expect(ending.messages.contains("\(Self.path): the ledger is damaged: claim "))
    }
  }

  @Test("whoever reads after a first load holds up no run")
  func reader() throws {
    let sandbox = try sandbox(sessions: 5)
    var database: OpaquePointer?
    defer { sqlite3_close(database) }
    try #require(sqlite3_open(sandbox.url(Self.path).path, &database) == SQLITE_OK)
    try #require(
      sqlite3_exec(database, "BEGIN; SELECT * FROM charge", nil, nil, nil) == SQLITE_OK)
    #expect(try sandbox.claimpipe("run", "run.yml", "--now", "2026-02-01").status == 0)
  }

  @Test("5 while another run holds it: runs and actions end at once, and it goes on")
  func held() throws {
    let sandbox = try sandbox()
    try FileManager.default.removeItem(at: sandbox.url("drop/sessions-0.csv"))
    try sandbox.tool("mkfifo", "drop/sessions-0.csv")
    let ending = try sandbox.claimpipe("run", "run.yml", "--quiet") { process in
      let pipe = try FileHandle(forWritingTo: sandbox.url("drop/sessions-0.csv"))
      for command in [
        "run run.yml", "charges hold S1 --manifest run.yml",
        "charges resolve S1 --ledger \(Self.path)",
        "ledger purge \(Self.path) --before 2020-01-01",
      ] {
        let second = try sandbox.claimpipe(command.split(separator: " ").map(String.init))
        #expect(second.status == 5, "\(command): \(second.messages)")
        #expect(second.messages.contains("\(Self.path): another run holds the ledger"))
      }
      // Reading, and a dry run, wait for nobody.
      let list = try sandbox.claimpipe("charges", "list", "--ledger", Self.path, "--format", "csv")
      #expect(list.status == 0 && list.output.contains("S1,"), "\(list.messages)")
      let header = Session.columns.joined(separator: ",")
      let row = Session("S99") { $0.day = 30 }.values.joined(separator: ",")
      try pipe.write(contentsOf: Data("\(header)\n\(row)\n".utf8))
      try pipe.close()
    }
    #expect(ending.status == 0, "\(ending.messages)")
    #expect(try LedgerContent(sandbox).statuses["S99"] == "claim_line_created")
  }

  @Test("a clock that goes back changes nothing but the dates that are written")
  func clock() throws {
    let sandbox = try sandbox()
    let ending = try sandbox.claimpipe("run", "run.yml", "--quiet", "--now", "2025-01-01")
    #expect(ending.status == 0, "\(ending.messages)")
    let ledger = try LedgerContent(sandbox)
    #expect(ledger.controlNumbers == [1, 2])
    #expect(ledger.batchesByClaim.values.allSatisfy { $0 == 1 })
    #expect(try sandbox.claimpipe("ledger", "verify", Self.path).status == 0)
  }

  @Test("a link to a ledger is that ledger, with its lock")
  func links() throws {
    let sandbox = try sandbox()
    try FileManager.default.createSymbolicLink(
      atPath: sandbox.url("other.sqlite").path, withDestinationPath: Self.path)
    try sandbox.write(
      sandbox.text("run.yml").replacing("ledger: \(Self.path)", with: "ledger: other.sqlite"),
      to: "linked.yml")
    #expect(try sandbox.claimpipe("run", "linked.yml", "--now", "2026-02-01").status == 0)
    #expect(try LedgerContent(sandbox).controlNumbers == [1, 2])
    #expect(!sandbox.exists("other.sqlite-lock"))
    // A second name would be a second journal; a link that leads nowhere is no new ledger.
    try FileManager.default.removeItem(at: sandbox.url("other.sqlite"))
    try FileManager.default.linkItem(
      at: sandbox.url(Self.path), to: sandbox.url("other.sqlite"))
    let second = try sandbox.claimpipe("run", "linked.yml", "--now", "2026-02-01")
    #expect(second.status == 4 && second.messages.contains("a hard link"), "\(second.messages)")
    try FileManager.default.removeItem(at: sandbox.url("other.sqlite"))
    try FileManager.default.createSymbolicLink(
      atPath: sandbox.url("other.sqlite").path, withDestinationPath: "state/gone.sqlite")
    let gone = try sandbox.claimpipe("run", "linked.yml", "--now", "2026-02-01")
    #expect(
      gone.status == 4 && gone.messages.contains("a link to a file that is not there"),
      "\(gone.messages)")
    #expect(!sandbox.exists("state/gone.sqlite") && !sandbox.exists("other.sqlite-new"))
  }
}
