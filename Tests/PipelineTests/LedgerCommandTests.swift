import Foundation
import GRDBSQLite
import Testing

/// A biller's commands on a ledger: `charges`, `claims` and `ledger`.
@Suite("The biller's commands", .onOwnThreads)
struct LedgerCommandTests {
  private static let ledger = "state/ledger.sqlite"
  private static let manifest = "plugins-config/samples-csv.yml"
  private static let sessions = "samples/csv/sessions.csv"

  /// The sample practice after its first run: 20 claims in one batch, 12 Draft ones.
  private func practice(runs: Bool = true) throws -> Sandbox {
    let sandbox = try Sandbox.ofSamples()
    // With a ledger a claim goes out once: the same claims as X12 are left out.
    let manifest = try sandbox.text(Self.manifest)
    let x12 = try #require(
      manifest.range(of: "  - adapter: claim_batch\n    path: ../out/csv/claims.x12"))
    let next = try #require(manifest.range(of: "  - { adapter: duplicates_report"))
    try sandbox.write(
      manifest[..<x12.lowerBound] + manifest[next.lowerBound...]
        + "\nledger: ../\(Self.ledger)\n", to: Self.manifest)
    if runs { try run(sandbox, "2026-04-01") }
    return sandbox
  }

  private func run(_ sandbox: Sandbox, _ now: String, _ options: String...) throws {
    let ending = try sandbox.claimpipe(["run", Self.manifest, "--now", now, "--quiet"] + options)
    // The samples hold findings of severity error.
    #expect(ending.status == 1, "\(ending.messages)")
  }

  /// Changes a session's row of the source.
  private func edit(_ sandbox: Sandbox, _ old: String, _ new: String) throws {
    let text = try sandbox.text(Self.sessions)
    #expect(text.contains(old))
    try sandbox.write(text.replacing(old, with: new), to: Self.sessions)
  }

  @discardableResult
  private func claimpipe(
    _ sandbox: Sandbox, _ arguments: String, status: Int32 = 0, says words: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let ending = try sandbox.claimpipe(arguments.split(separator: " ").map(String.init))
    #expect(
      ending.status == status, "\(arguments): \(ending.messages)", sourceLocation: sourceLocation)
    for word in words {
      #expect(
        ending.messages.contains(word), "\(arguments): \(word): \(ending.messages)",
        sourceLocation: sourceLocation)
    }
    return ending.output
  }

  private func list(_ sandbox: Sandbox, _ arguments: String) throws -> [[String: Any]] {
    let text = try claimpipe(sandbox, "\(arguments) --ledger \(Self.ledger) --format json")
    return try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
  }

  private func show(_ sandbox: Sandbox, _ arguments: String) throws -> [String: Any] {
    let text = try claimpipe(sandbox, "\(arguments) --ledger \(Self.ledger) --format json")
    return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func statuses(_ sandbox: Sandbox) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try list(sandbox, "charges list").map {
        ($0["session_id"] as? String ?? "", $0["status"] as? String ?? "")
      })
  }

  private func verify(_ sandbox: Sandbox) throws {
    try claimpipe(sandbox, "ledger verify \(Self.ledger)", says: ["agrees with itself"])
  }

  // MARK: Lists

  @Test("charges list: filters, and the same rows as a table, CSV and JSON")
  func lists() throws {
    let sandbox = try practice()
    for (filters, sessions) in [
      ("--status new --patient P5", ["S-501", "S-503", "S-509", "S-510"]),
      ("--status scheduled", ["S-506", "S-706"]), ("--status On_Hold", ["S-508"]),
      ("--period 2026-04", ["S-114"]), ("--period 2026-03-23", ["S-708"]),
      ("--from 2025-11-01 --to 2025-11-30", ["S-604"]),
      ("--business-unit PILOT --limit 1", ["S-802"]), ("--patient NOBODY", []),
    ] {
      let rows = try list(sandbox, "charges list \(filters)")
      #expect(rows.compactMap { $0["session_id"] as? String } == sessions, "\(filters)")
      let csv = try claimpipe(
        sandbox, "charges list \(filters) --manifest \(Self.manifest) --format csv")
      let lines = csv.components(separatedBy: "\r\n").dropLast()
      #expect(lines.first?.hasPrefix("session_id,patient_id,business_unit_id,") == true)
      #expect(lines.dropFirst().map { String($0.prefix { $0 != "," }) } == sessions, "\(filters)")
      let table = try claimpipe(sandbox, "charges list \(filters) --ledger \(Self.ledger)")
        .split(separator: "\n")
      #expect(table.dropFirst().map { String($0.prefix { $0 != " " }) } == sessions, "\(filters)")
    }
    for (arguments, word) in [
      ("charges list --ledger \(Self.ledger) --status gone", "on_hold"),
      ("charges list --ledger \(Self.ledger) --period 2026-03-24", "Monday"),
      ("charges list --ledger \(Self.ledger) --from 2026-02-30", "--from"),
      ("charges list --ledger \(Self.ledger) --limit 0", "--limit"),
      ("charges list", "--ledger"), ("charges show NONE --ledger \(Self.ledger)", "NONE"),
      ("charges show S-101 --ledger \(Self.ledger) --format csv", "json"),
      ("claims show NONE --ledger \(Self.ledger)", "NONE"),
      ("claims list --ledger \(Self.ledger) --batch one", "control number"),
      ("charges list --manifest plugins-config/samples-xml.yml", "names no ledger"),
      ("run \(Self.manifest) --period 2026-03 --from 2026-03-01", "--period"),
    ] {
      try claimpipe(sandbox, arguments, status: 2, says: [word])
    }
  }

  @Test("CHG-4: charge periods by unit and week or month, with their statuses; a run by period")
  func periods() throws {
    let sandbox = try practice()
    func row(_ row: [String: Any]) -> String {
      ["patient_id", "business_unit_id", "charge_period", "status"].map {
        row[$0] as? String ?? "-"
      }.joined(separator: " ")
    }
    #expect(
      try list(sandbox, "charges periods").map(row) == [
        "P-404 NORTH 2026-03 claim_created", "P1 NORTH 2026-03 claim_created",
        "P1 NORTH 2026-04 new", "P2 NORTH 2026-03 claim_created",
        "P3 NORTH 2026-03 claim_created", "P4 NORTH 2026-03 claim_created",
        "P5 NORTH 2026-03 new", "P6 NORTH 2025-11 claim_created", "P6 NORTH 2026-03 open",
        // SOUTH's charge periods are weeks.
        "P7 SOUTH 2026-03-16 new", "P7 SOUTH 2026-03-23 claim_created",
        "P8 - 2026-03 claim_created", "P8 PILOT 2026-03 claim_created",
      ])
    #expect(
      try list(sandbox, "charges periods --status open").map(row) == ["P6 NORTH 2026-03 open"])
    // A date takes the whole of its period.
    let south = try list(sandbox, "charges periods --from 2026-03-22 --to 2026-03-22 --patient P7")
    #expect(south.map(row) == ["P7 SOUTH 2026-03-16 new"] && south[0]["charge_items"] as? Int == 7)
    try claimpipe(
      sandbox, "charges approve --period 2026-04 --all-matching --manifest \(Self.manifest)",
      says: ["1 charge items are now Ready to Bill"])
    #expect(
      try list(sandbox, "charges periods --period 2026-04").map(row) == [
        "P1 NORTH 2026-04 ready_to_bill"
      ])
    // The manifest's own period ends before.
    try run(sandbox, "2026-04-05", "--set", "period.to=2026-04-30", "--period", "2026-04")
    #expect(try statuses(sandbox)["S-114"] == "claim_line_created")
    try verify(sandbox)
  }

  // MARK: Reviews

  @Test("CHG-3, APP-2, APP-3, DUP-1, UNIT-7: what is refused, why, and what is possible")
  func refusals() throws {
    let sandbox = try practice()
    let before = try statuses(sandbox)
    let place = "--ledger \(Self.ledger)"
    for (command, words) in [
      ("approve S-101", ["Claim Line Created", "would have to be New", "nothing can be done"]),
      ("approve S-508", ["On Hold", "possible: release"]),
      ("approve S-203", ["0 units"]), ("approve S-510 --allow-duplicates", ["billed externally"]),
      ("approve S-501", ["duplicate of S-502 (Claim Line Created)", "--allow-duplicates"]),
      ("approve S-503", ["duplicate of S-504 (Awaiting Submission)"]),
      ("approve S-509", ["duplicate of S-510 (billed externally)"]),
      ("approve NONE", ["no such session"]), ("approve S-512", ["cancelled"]),
      ("hold S-508", ["it would have to be New"]), ("release S-501", ["possible: approve, hold"]),
      ("unapprove S-501", ["it would have to be Ready to Bill"]),
      ("resolve S-101", ["it would have to be Awaiting Resubmission"]),
      ("resolve S-511 --correct", ["no claim of this ledger"]),
      ("resolve S-511 --correct --void", ["either corrected or voided"]),
      ("approve S-114 --period 2026-04", ["not both"]), ("approve", ["--all-matching"]),
      ("approve S-114 --all-matching", ["name no sessions"]),
      // All or nothing, and every refusal is listed.
      ("approve S-114 S-101 S-510", ["S-101", "S-510", "2 refused, so nothing was done"]),
    ] {
      try claimpipe(sandbox, "charges \(command) \(place)", status: 2, says: words)
      #expect(try statuses(sandbox) == before, "\(command)")
    }
    try claimpipe(
      sandbox, "charges approve S-114 S-101 --skip-refused \(place)", status: 2,
      says: ["S-101", "1 charge items are now Ready to Bill"])
    #expect(try statuses(sandbox)["S-114"] == "ready_to_bill")
    // UNIT-7: items of 0 units hold up nothing.
    try claimpipe(
      sandbox, "charges approve --patient P3 --all-matching \(place)",
      says: ["S-305 has 0 units", "0 charge items"])
    try verify(sandbox)
  }

  @Test("CHG-3: approve, hold, release, unapprove; each stands in the history with run and reason")
  func reviews() throws {
    let sandbox = try practice()
    let place = "--ledger \(Self.ledger)"
    for (command, status) in [
      ("hold S-114 --why plan-unclear", "on_hold"), ("release S-114", "new"),
      ("approve S-114", "ready_to_bill"), ("unapprove S-114", "new"),
      ("hold --patient P1 --all-matching", "on_hold"),
    ] {
      try claimpipe(sandbox, "charges \(command) \(place)")
      #expect(try statuses(sandbox)["S-114"] == status, "\(command)")
    }
    // A run leaves it on hold, whatever its approval.
    try run(sandbox, "2026-04-05", "--set", "period.to=2026-04-30")
    #expect(try statuses(sandbox)["S-114"] == "on_hold")
    let history = try #require(
      show(sandbox, "charges show S-114")["history"] as? [[String: Any]])
    #expect(
      history.map {
        "\($0["by"] ?? "") \($0["before"] ?? "") \($0["after"] ?? "") \($0["why"] ?? "")"
      }
        == [
          "sample-practice <null> new first seen", "charges hold new on_hold by hand: plan-unclear",
          "charges release on_hold new by hand", "charges approve new ready_to_bill by hand",
          "charges unapprove ready_to_bill new by hand", "charges hold new on_hold by hand",
        ])
    // APP-2: both were looked at by a person.
    try claimpipe(sandbox, "charges approve S-501 --allow-duplicates \(place)")
    try run(sandbox, "2026-04-06")
    #expect(try statuses(sandbox)["S-501"] == "claim_line_created")
    try verify(sandbox)
  }

  @Test("CHG-3: a changed session's claim is resolved as it is, or asked to be corrected or voided")
  func resolving() throws {
    let sandbox = try practice()
    let place = "--ledger \(Self.ledger)"
    // S-201 and S-202 are on one claim, S-101 is on another.
    try edit(
      sandbox, "2026-03-02T09:00,2026-03-02T10:00,,NORTH,L-HOME-1",
      "2026-03-02T09:00,2026-03-02T10:30,,NORTH,L-HOME-1")
    try edit(sandbox, "S-201,submitted", "S-201,reopened")
    try edit(sandbox, "S-202,submitted", "S-202,reopened")
    try run(sandbox, "2026-04-05")
    #expect(
      try list(sandbox, "charges list --status awaiting_resubmission --patient P2 --patient P1")
        .compactMap { $0["session_id"] as? String } == ["S-101", "S-201", "S-202"])
    try verify(sandbox)
    try claimpipe(sandbox, "charges resolve S-101 \(place)", says: ["now Claim Line Created"])
    let entry = try show(sandbox, "charges show S-101")
    let history = try #require(entry["history"] as? [[String: Any]])
    #expect(
      history.map { $0["why"] as? String } == ["first seen", "the session changed", "by hand"])
    let reopened = try #require(
      try show(sandbox, "charges show S-201")["history"] as? [[String: Any]])
    #expect(reopened.last?["why"] as? String == "the session was submitted and is reopened")
    // A corrected claim stands for the whole of the old one.
    try claimpipe(
      sandbox, "charges resolve S-201 --correct \(place)", status: 2,
      says: ["S-202", "resolve them together"])
    let claim = try #require(try show(sandbox, "charges show S-201")["claim_number"] as? String)
    try claimpipe(
      sandbox, "charges resolve S-201 S-202 --void \(place)",
      says: ["the next run makes its void claim", "isn't known", "set-payer-number"])
    let shown = try show(sandbox, "claims show \(claim)")
    #expect(shown["to_be"] as? String == "voided" && shown["status"] as? String == "submitted")
    try claimpipe(sandbox, "claims set-payer-number \(claim) ICN77 \(place)")
    try claimpipe(sandbox, "claims set-payer-number \(claim) A*B \(place)", status: 2)
    try claimpipe(sandbox, "claims set-payer-number NONE 1 \(place)", status: 2, says: ["NONE"])
    let events = try #require(
      show(sandbox, "claims show \(claim)")["history"] as? [[String: Any]])
    #expect(
      events.map { $0["what"] as? String } == [
        "made", "submitted in batch 000000001", "a void was asked for",
        "the payer's claim number is ICN77",
      ])
    let draft = try #require(
      try list(sandbox, "claims list --status draft").first?["claim_number"] as? String)
    try claimpipe(
      sandbox, "claims set-payer-number \(draft) 1 \(place)", status: 2, says: ["never sent"])
    try verify(sandbox)
  }

  // MARK: Claims and batches

  @Test("CLM-8: batches are listed with what they hold, and emitted again byte for byte")
  func batches() throws {
    let sandbox = try practice()
    let sent = try sandbox.data("out/csv/claims.json")
    try run(sandbox, "2026-04-05")
    let batch = try #require(try list(sandbox, "claims batches").first)
    let claims = try list(sandbox, "claims list --batch 1")
    #expect(batch["control_number"] as? String == "000000001")
    #expect(batch["total_claims"] as? Int == 20 && claims.count == 20)
    #expect(batch["total_billed"] as? String == "2607.00")
    #expect(try list(sandbox, "claims list --status submitted --payer PAY-MCR").count == 3)
    let emit = "claims emit 000000001 --to again/claims.json --ledger \(Self.ledger)"
    try claimpipe(sandbox, emit)
    #expect(try sandbox.data("again/claims.json") == sent)
    try claimpipe(
      sandbox, "claims emit 7 --to x.json --ledger \(Self.ledger)", status: 2, says: ["no batch 7"])
    // A copy that is not what was sent is never passed off as it.
    try sandbox.write("of today", to: "again/claims.json")
    try sandbox.write(sent + Data([0x20]), to: "\(Self.ledger)-batches/000000001")
    try claimpipe(sandbox, emit, status: 4, says: ["SHA-256"])
    #expect(try sandbox.text("again/claims.json") == "of today")
    try claimpipe(sandbox, "ledger verify \(Self.ledger)", status: 4, says: ["SHA-256"])
  }

  @Test(
    "Reading holds nobody up; 5 where a run holds the ledger; 4 where there is none or no ledger")
  func heldAndUnusable() throws {
    let sandbox = try practice()
    for (command, status) in [
      ("charges list", Int32(0)), ("charges periods", 0), ("claims batches", 0),
      ("charges hold S-114", 5), ("claims set-payer-number X 1", 5),
    ] {
      let arguments =
        ["flock", "\(Self.ledger)-lock", Sandbox.program.path]
        + command.split(separator: " ").map(String.init) + ["--ledger", Self.ledger]
      #expect(try sandbox.tool(arguments).status == status, "\(command)")
    }
    try sandbox.write("no database, but long enough to have a header that is not one", to: "no.db")
    for (path, word) in [("none.sqlite", "there is none"), ("no.db", "damaged"), ("state", "file")]
    {
      for command in ["charges list --ledger", "charges hold S-1 --ledger", "ledger verify"] {
        try claimpipe(sandbox, "\(command) \(path)", status: 4, says: [word])
      }
    }
    #expect(!sandbox.exists("none.sqlite") && !sandbox.exists("none.sqlite-lock"))
  }

  // MARK: Looking after a ledger

  @Test("ledger verify finds what does not balance")
  func verification() throws {
    let sandbox = try practice()
    try verify(sandbox)
    for (change, word) in [
      ("UPDATE charge SET item_status = 'new' WHERE session_id = 'S-101'", "on a claim and New"),
      ("UPDATE charge SET item_status = 'paid' WHERE session_id = 'S-101'", "unknown status"),
      ("UPDATE charge SET patient_id = 'P2' WHERE session_id = 'S-101'", "its record"),
      ("UPDATE charge SET claim = NULL WHERE session_id = 'S-101'", "sessions"),
      (
        "UPDATE charge SET claimed_units = 9 WHERE session_id = 'S-101'", "its charge items come to"
      ),
      ("UPDATE claim SET units = units + 1 WHERE status = 'draft'", "its lines have"),
      ("UPDATE claim SET billed = billed + 1 WHERE status = 'draft'", "the amount billed"),
      ("UPDATE claims_transaction SET billed = 1", "says 20 claims of 1 cents"),
      ("UPDATE claim SET claims_transaction = NULL", "in no batch"),
      ("UPDATE claim SET status = 'draft'", "in a batch"),
      ("UPDATE charge SET run = 99 WHERE session_id = 'S-101'", "row of run"),
      ("UPDATE claims_transaction SET sha256 = 'x'", "as it was sent"),
    ] {
      let kept = try sandbox.data(Self.ledger)
      try execute(change, sandbox)
      let ending = try sandbox.claimpipe("ledger", "verify", Self.ledger)
      #expect(
        ending.status == 4 && ending.messages.contains(word), "\(change): \(ending.messages)")
      try sandbox.write(kept, to: Self.ledger)
    }
    try verify(sandbox)
  }

  private func execute(_ sql: String, _ sandbox: Sandbox) throws {
    var connection: OpaquePointer?
    #expect(sqlite3_open(sandbox.url(Self.ledger).path, &connection) == SQLITE_OK)
    defer { sqlite3_close(connection) }
    #expect(sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK)
    #expect(sqlite3_changes(connection) > 0, "\(sql)")
  }

  @Test("ledger backup: the whole of it, for its owner only, and a run goes on from it")
  func backup() throws {
    let sandbox = try practice()
    try claimpipe(sandbox, "ledger backup \(Self.ledger) safe/copy.sqlite")
    #expect(
      try sandbox.files(in: "safe") == ["copy.sqlite", "copy.sqlite-batches/000000001"])
    for path in try sandbox.files(in: "safe") {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: sandbox.url("safe/\(path)").path)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(path)")
    }
    try claimpipe(sandbox, "ledger verify safe/copy.sqlite", says: ["agrees with itself"])
    try claimpipe(
      sandbox, "ledger backup \(Self.ledger) state/../\(Self.ledger)", status: 2, says: ["itself"])
    try sandbox.write("x", to: "safe/copy.sqlite-wal")
    try claimpipe(
      sandbox, "ledger backup \(Self.ledger) safe/copy.sqlite", status: 2, says: ["in use"])
    // Restored, it knows what was sent.
    for path in ["", "-batches/000000001"] {
      try sandbox.write(sandbox.data("safe/copy.sqlite\(path)"), to: Self.ledger + path)
    }
    try run(sandbox, "2026-04-05")
    #expect(try list(sandbox, "claims batches").first?["total_claims"] as? Int == 20)
    #expect(try list(sandbox, "claims list --status submitted").count == 20)
    try verify(sandbox)
  }

  @Test("ledger purge: what is closed goes, and nothing that was billed is billed again")
  func purge() throws {
    let sandbox = try practice()
    try edit(sandbox, "S-101,submitted", "S-101,reopened")
    try run(sandbox, "2026-04-05")
    try edit(sandbox, "S-101,reopened", "S-101,submitted")
    try run(sandbox, "2026-04-06")
    try claimpipe(sandbox, "ledger purge \(Self.ledger) --before soon", status: 2)
    let before = try statuses(sandbox)
    let copy = "\(Self.ledger)-batches/000000001"
    // A claim of the batch waits for a review: all of it stays.
    try claimpipe(sandbox, "ledger purge \(Self.ledger) --before 2026-05-01", says: ["batches: 0"])
    #expect(sandbox.exists(copy))
    try claimpipe(sandbox, "charges resolve S-101 --ledger \(Self.ledger)")
    for _ in 1...2 {
      try claimpipe(
        sandbox, "ledger purge \(Self.ledger) --before 2026-05-01 --dry-run",
        says: ["closed sessions: 2", "copies of batches: 1", "dry run"])
      #expect(sandbox.exists(copy))
    }
    try claimpipe(sandbox, "ledger purge \(Self.ledger) --before 2026-05-01")
    #expect(!sandbox.exists(copy))
    try verify(sandbox)
    try claimpipe(
      sandbox, "claims emit 1 --to x.json --ledger \(Self.ledger)", status: 2, says: ["purged"])
    var expected = before
    expected["S-101"] = "claim_line_created"
    #expect(try statuses(sandbox) == expected)
    try run(sandbox, "2026-05-02")
    #expect(try statuses(sandbox) == expected)
    #expect(try list(sandbox, "claims list --status submitted").count == 20)
    try verify(sandbox)
  }
}
