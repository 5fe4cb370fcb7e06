import Foundation
import Testing

/// What a ledger is for: charge items that live on from run to run, and nothing billed twice
/// (billing.md sections 6, 7 and 9).
@Suite("The ledger", .onOwnThreads)
struct LedgerTests {
  private typealias Session = LedgerPractice.Session

  @discardableResult
  private func run(
    _ practice: LedgerPractice, _ sessions: [Session], _ sandbox: Sandbox, files: Int = 1,
    status: Int32 = 0, arguments: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Sandbox.Ending {
    try practice.write(sessions, to: sandbox, files: files)
    let ending = try sandbox.claimpipe(
      ["run", "run.yml", "--quiet", "--now", "2026-02-01"] + arguments)
    #expect(ending.status == status, "\(ending.messages)", sourceLocation: sourceLocation)
    return ending
  }

  private static let some = [
    Session("S1"),
    Session("S2") {
      $0.patient = "P2"
      $0.authorization = "A2"
    },
    Session("S3") {
      $0.status = "scheduled"
      $0.day = 6
    },
    Session("S4") {
      $0.patient = "P4"
      $0.code = "B"
    },
    Session("S5") {
      $0.status = "cancelled"
      $0.day = 7
    },
    Session("S6") {
      $0.patient = "P3"
      $0.chargeStatus = "on_hold"
    },
    Session("S7") {
      $0.patient = "P3"
      $0.day = 8
      $0.status = "in_progress"
    },
  ]

  private static let period = "period: { from: 2026-01-05, to: 2026-01-31 }"

  @Test("the same sessions again change nothing and emit nothing new", arguments: ["", period])
  func sameAgain(settings: String) throws {
    let sandbox = try Sandbox()
    var practice = LedgerPractice()
    practice.settings = settings
    // P4's claim stays Draft, P2's items wait for their authorization.
    practice.hasBirthDate = false
    practice.isPending = true
    try run(practice, Self.some, sandbox)
    let before = try LedgerContent(sandbox)
    #expect(before.controlNumbers == [1] && before["publication"].isEmpty)
    #expect(
      before.statuses == [
        "S1": "claim_line_created", "S2": "pending_authorization", "S3": "scheduled",
        "S4": "claim_line_created", "S5": "", "S6": "on_hold", "S7": "awaiting_submission",
      ])
    #expect(try BatchContent(sandbox).sessions == ["S1"])
    let export = try sandbox.data("out/export.csv")
    for (format, name, files) in [
      ("csv", "sessions", 1), ("json", "other", 1), ("xml", "sessions", 2), ("ndjson", "a b", 3),
      ("csv", "late", 2),
    ] {
      practice.format = format
      practice.fileName = name
      try run(practice, Self.some.reversed(), sandbox, files: files)
      let after = try LedgerContent(sandbox)
      #expect(after.withoutRuns == before.withoutRuns, "\(format) \(name) \(files)")
      let batch = try BatchContent(sandbox)
      #expect(batch.claims.isEmpty && batch.batch.totalBilled == "0.00")
      #expect(try sandbox.data("out/export.csv") == export)
      let counts = try sandbox.report().records["sessions"]
      #expect(counts?.unchanged == Self.some.count && counts?.used == 0)
    }
  }

  @Test("a drop with old and changed sessions acts on the changes alone (CHG-2)")
  func changes() throws {
    let sandbox = try Sandbox()
    let practice = LedgerPractice()
    var sessions = (1...6).map { number in Session("S\(number)") { $0.day = 4 + number } }
    try run(practice, sessions, sandbox)
    #expect(try BatchContent(sandbox).claims.flatMap(\.lines).map(\.units) == [4, 4, 4, 4, 4, 4])
    sessions[1].minutes = 90
    sessions[2].status = "reopened"
    sessions[3].status = "cancelled"
    sessions[4].practitioner = "PR2"
    sessions.append(Session("S9") { $0.day = 20 })
    try run(practice, sessions, sandbox)
    let ledger = try LedgerContent(sandbox)
    #expect(try BatchContent(sandbox).sessions == ["S9"])
    #expect(ledger.controlNumbers == [1, 2])
    let review = ["S2", "S3", "S4", "S5"]
    for (id, status) in ledger.statuses {
      #expect(
        status == (review.contains(id) ? "awaiting_resubmission" : "claim_line_created"), "\(id)")
    }
    #expect(ledger["charge_event"].count == 4)
    #expect(try sandbox.report().records["sessions"]?.unchanged == 2)
    // Back as they were: a person has to look, all the same.
    try run(practice, (1...6).map { n in Session("S\(n)") { $0.day = 4 + n } }, sandbox)
    #expect(
      try LedgerContent(sandbox).statuses.filter { $0.value == "awaiting_resubmission" }.count == 4)
    #expect(try BatchContent(sandbox).claims.isEmpty)
  }

  @Test("few sessions of many are recalled as most of them, and as all")
  func fewOfMany() throws {
    let sessions = (1...12).map { number in
      Session("S\(number)") {
        $0.day = 4 + number
        $0.patient = "P\(1 + number % 4)"
      }
    }
    var changed = sessions
    changed[3].minutes = 90
    changed[7].status = "cancelled"
    let few = [changed[7], changed[3]]
    let ledgers = try [few, Array(changed[2...9]), changed].map { drop in
      let sandbox = try Sandbox()
      try run(LedgerPractice(), sessions, sandbox)
      try run(LedgerPractice(), drop, sandbox)
      let report = try sandbox.report().records["sessions"]
      #expect(report?.unchanged == drop.count - few.count)
      return try LedgerContent(sandbox)
    }
    #expect(ledgers[0].statuses["S4"] == "awaiting_resubmission")
    #expect(ledgers[0] == ledgers[1] && ledgers[0] == ledgers[2])
  }

  /// What becomes of one session: what it says in each drop, and its item's status after it.
  private static let lives: [(String, [(@Sendable (inout Session) -> Void, String)])] = [
    (
      "scheduled, begun, submitted, moved to another day",
      [
        ({ $0.status = "scheduled" }, "scheduled"),
        ({ $0.status = "in_progress" }, "awaiting_submission"),
        ({ $0.status = "scheduled" }, "awaiting_submission"), ({ _ in }, "claim_line_created"),
        ({ $0.day += 1 }, "awaiting_resubmission"), ({ _ in }, "awaiting_resubmission"),
      ]
    ),
    (
      "cancelled before it was billed, and back",
      [
        ({ $0.status = "scheduled" }, "scheduled"), ({ $0.status = "cancelled" }, ""),
        ({ $0.status = "cancelled" }, ""), ({ $0.status = "reopened" }, "awaiting_submission"),
        ({ $0.status = "cancelled" }, ""), ({ _ in }, "claim_line_created"),
        ({ $0.status = "cancelled" }, "awaiting_resubmission"), ({ _ in }, "awaiting_resubmission"),
      ]
    ),
    (
      "another patient's, on claims that were never sent",
      [
        ({ $0.patient = "P4" }, "claim_line_created"),
        (
          {
            $0.patient = "P4"
            $0.status = "reopened"
          }, "awaiting_submission"
        ),
        (
          {
            $0.patient = "P4"
            $0.minutes = 30
          }, "claim_line_created"
        ),
        (
          {
            $0.patient = "P4"
            $0.status = "cancelled"
          }, ""
        ), ({ $0.patient = "P4" }, "claim_line_created"),
        ({ _ in }, "claim_line_created"), ({ $0.patient = "P3" }, "awaiting_resubmission"),
      ]
    ),
    (
      "0 units, then some; then held by the source's own status, which counts at first sight only",
      [
        ({ $0.minutes = 0 }, "new"),
        (
          {
            $0.minutes = 0
            $0.status = "reopened"
          }, "awaiting_submission"
        ),
        (
          {
            $0.minutes = 1
            $0.chargeStatus = "on_hold"
          }, "claim_line_created"
        ),
      ]
    ),
    (
      "on hold: a change leaves it there",
      [
        ({ $0.chargeStatus = "on_hold" }, "on_hold"), ({ $0.minutes = 20 }, "on_hold"),
        ({ $0.status = "in_progress" }, "awaiting_submission"), ({ _ in }, "claim_line_created"),
      ]
    ),
    (
      "billed by the source's system before",
      [
        ({ $0.chargeStatus = "claim_line_created" }, "claim_line_created"),
        ({ $0.chargeStatus = "claim_line_created" }, "claim_line_created"),
        ({ $0.location = "L2" }, "awaiting_resubmission"),
      ]
    ),
  ]

  @Test("a session's charge item from drop to drop (CHG-1, CHG-2)", arguments: lives.indices)
  func life(number: Int) throws {
    let (name, steps) = Self.lives[number]
    let sandbox = try Sandbox()
    var practice = LedgerPractice()
    practice.hasBirthDate = false
    for (step, (change, status)) in steps.enumerated() {
      try run(practice, [Session("S", change)], sandbox)
      #expect(try LedgerContent(sandbox).statuses == ["S": status], "\(name), step \(step + 1)")
    }
    #expect(try LedgerContent(sandbox).batchesByClaim.values.allSatisfy { $0 <= 1 })
  }

  @Test(
    "a Draft claim that new reference data mends goes out once, though its session is not there")
  func mended() throws {
    let sandbox = try Sandbox()
    var practice = LedgerPractice()
    practice.hasBirthDate = false
    let draft = Session("S1") { $0.patient = "P4" }
    try run(practice, [draft], sandbox)
    #expect(try LedgerContent(sandbox)["claim"].map(\.["status"]) == ["draft"])
    // Poorer reference data for a while: what the ledger has of the session stays.
    practice.hasPractitioners = false
    try run(practice, [], sandbox)
    // Claims are not made for a while: it waits.
    try run(practice, [], sandbox, arguments: ["--set", "claims.generate=false"])
    #expect(try LedgerContent(sandbox)["claim"].count == 1)
    practice.hasPractitioners = true
    practice.hasBirthDate = true
    try run(practice, [Session("S2") { $0.day = 9 }], sandbox)
    #expect(try BatchContent(sandbox).sessions == ["S1", "S2"])
    try run(practice, [draft], sandbox)
    #expect(try BatchContent(sandbox).claims.isEmpty)
    let ledger = try LedgerContent(sandbox)
    #expect(ledger.batchesByClaim.values.allSatisfy { $0 == 1 } && ledger.controlNumbers == [1])
  }

  @Test("DUP-1: what was billed or is not submitted yet, in any earlier drop, holds approval back")
  func duplicates() throws {
    let sandbox = try Sandbox()
    let practice = LedgerPractice()
    try run(
      practice,
      [
        Session("S1"),
        Session("S3") {
          $0.status = "scheduled"
          $0.day = 6
        },
      ], sandbox)
    // At another place, and of another service, they are none.
    let twins = [
      Session("S2"), Session("S4") { $0.day = 6 }, Session("S5") { $0.location = "L2" },
      Session("S6") { $0.code = "B" },
    ]
    try run(practice, twins, sandbox)
    #expect(try BatchContent(sandbox).sessions == ["S5", "S6"])
    let held = try LedgerContent(sandbox).statuses
    #expect(held["S2"] == "new" && held["S4"] == "new")
    // Not in this drop: cancelling S3 lets S4 go.
    try run(
      practice,
      [
        Session("S3") {
          $0.status = "cancelled"
          $0.day = 6
        }
      ], sandbox)
    #expect(try BatchContent(sandbox).sessions == ["S4"])
    #expect(try LedgerContent(sandbox).statuses["S2"] == "new")
    // S1 on another day: it was billed on this one, and S2 has no twin any more.
    try run(practice, [Session("S1") { $0.day = 12 }], sandbox)
    #expect(try BatchContent(sandbox).sessions == ["S2"])
  }

  @Test("an authorization that is no longer pending, and a coverage that changes unseen (CHG-2)")
  func reference() throws {
    let sandbox = try Sandbox()
    var practice = LedgerPractice()
    practice.isPending = true
    let waiting = Session("S1") {
      $0.patient = "P2"
      $0.authorization = "A2"
    }
    let billed = Session("S2") { $0.patient = "P3" }
    try run(practice, [waiting, billed], sandbox)
    #expect(try BatchContent(sandbox).sessions == ["S2"])
    practice.isPending = false
    practice.coverage = "V9"
    // Of S2's day, but not S2: it stays as it was billed until its session is seen again.
    try run(
      practice,
      [
        Session("S3") {
          $0.patient = "P3"
          $0.code = "B"
        }
      ], sandbox)
    #expect(try BatchContent(sandbox).sessions == ["S1", "S3"])
    #expect(try LedgerContent(sandbox).statuses["S2"] == "claim_line_created")
    try run(practice, [waiting, billed], sandbox)
    #expect(
      try LedgerContent(sandbox).statuses == [
        "S1": "claim_line_created", "S2": "awaiting_resubmission", "S3": "claim_line_created",
      ])
  }

  @Test("CLM-8: control numbers count on over outputs and runs; a claim goes out once")
  func batches() throws {
    let sandbox = try Sandbox()
    var practice = LedgerPractice()
    practice.outputs = """
        - { adapter: claim_batch, path: out/claims.json, options: { payers: [Y1] } }
        - adapter: claim_batch
          path: out/other.x12
          options: { format: x12, payers: [Y2], sender_id: SENDER, receiver_id: RECEIVER, submitter_name: North,
            contact_name: Desk, contact_phone: "5555550100", receiver_name: House }
      """
    for night in 1...3 {
      let sessions = ["P1", "P2"].map { patient in
        Session("S\(night)\(patient)") {
          $0.patient = patient
          $0.day = 4 + night
        }
      }
      try run(practice, sessions, sandbox)
      #expect(
        try BatchContent(sandbox).batch.controlNumber == String(format: "%09d", 2 * night - 1))
      #expect(try sandbox.text("out/other.x12").contains(String(format: "*%09d*", 2 * night)))
      let ledger = try LedgerContent(sandbox)
      #expect(ledger.controlNumbers == Array(1...(2 * night)))
      #expect(ledger.batchesByClaim.values.allSatisfy { $0 == 1 })
    }
    // Two outputs that take the same claim would bill it twice.
    let before = try LedgerContent(sandbox)
    let files = try sandbox.files()
    practice.outputs = practice.outputs.replacing("payers: [Y2], ", with: "")
    let ending = try run(practice, [Session("S9") { $0.day = 19 }], sandbox, status: 4)
    #expect(ending.messages.contains("out/other.x12") && ending.messages.contains("payers"))
    #expect(try LedgerContent(sandbox) == before && sandbox.files() == files)
  }

  @Test("CLM-1: a period takes what is in it; the rest waits, Draft claims too")
  func periods() throws {
    let sandbox = try Sandbox()
    var practice = LedgerPractice()
    practice.hasBirthDate = false
    practice.settings = "period: { from: 2026-01-01, to: 2026-01-10 }"
    let sessions =
      (1...3).map { number in Session("S\(number)") { $0.day = 5 * number } }
      + [
        Session("S4") {
          $0.patient = "P4"
          $0.day = 4
        }
      ]
    try run(practice, sessions, sandbox)
    #expect(try BatchContent(sandbox).sessions == ["S1", "S2"])
    practice.settings = "period: { from: 2026-01-11, to: 2026-01-20 }"
    practice.hasBirthDate = true
    try run(practice, [], sandbox)
    #expect(try BatchContent(sandbox).sessions == ["S3"])
    practice.settings = ""
    try run(practice, sessions, sandbox)
    #expect(try BatchContent(sandbox).sessions == ["S4"])
    #expect(try LedgerContent(sandbox).batchesByClaim.values.allSatisfy { $0 == 1 })
  }

  @Test("a dry run decides the same and writes nothing, not even a new ledger")
  func dryRun() throws {
    let sandbox = try Sandbox()
    let practice = LedgerPractice()
    try run(practice, Self.some, sandbox, arguments: ["--dry-run"])
    #expect(!sandbox.exists("state") && !sandbox.exists("out"))
    try run(practice, Array(Self.some.dropLast(3)), sandbox)
    let (before, files) = (try LedgerContent(sandbox), try sandbox.files())
    let said = try sandbox.claimpipe("run", "run.yml", "--dry-run", "--now", "2026-02-01").messages
    #expect(said.contains("5 Claim") || said.contains("Claim Line Created"))
    try run(practice, Self.some, sandbox, arguments: ["--dry-run"])
    #expect(
      try LedgerContent(sandbox) == before
        && sandbox.files().filter { !$0.hasPrefix("drop") }
          == files.filter { !$0.hasPrefix("drop") }
    )
  }

  @Test("too many rejects, or an input that fails: the ledger is as it was")
  func rejects() throws {
    let sandbox = try Sandbox()
    let practice = LedgerPractice()
    try run(practice, Self.some, sandbox)
    let before = try LedgerContent(sandbox)
    let bad = (1...2).map { number in Session("B\(number)") { $0.status = "wrong" } }
    try run(practice, [Session("S8") { $0.day = 9 }] + bad, sandbox, status: 3)
    #expect(try LedgerContent(sandbox) == before)
    try practice.write([Session("S8") { $0.day = 9 }], to: sandbox)
    try sandbox.write("id\n1\n", to: "drop/sessions-0.csv")
    #expect(try sandbox.claimpipe("run", "run.yml").status == 4)
    #expect(try LedgerContent(sandbox) == before)
  }

  @Test("the ledger, its folder, its lock and its batches are their owner's alone")
  func modes() throws {
    let sandbox = try Sandbox()
    let practice = LedgerPractice()
    var modes: [String: Int] = [:]
    func note() throws {
      for path in try FileManager.default.subpathsOfDirectory(atPath: sandbox.url("state").path) {
        let attributes = try FileManager.default.attributesOfItem(
          atPath: sandbox.url("state/\(path)").path)
        modes[path] = attributes[.posixPermissions] as? Int
      }
    }
    try run(practice, [Session("S0") { $0.day = 4 }], sandbox)
    try note()
    try practice.write([Session("S1")], to: sandbox)
    try FileManager.default.removeItem(at: sandbox.url("drop/sessions-0.csv"))
    try sandbox.tool("mkfifo", "drop/sessions-0.csv")
    let ending = try sandbox.claimpipe("run", "run.yml", "--quiet") { process in
      // It waits for its input, and holds the ledger: the write-ahead log is there.
      let pipe = try FileHandle(forWritingTo: sandbox.url("drop/sessions-0.csv"))
      try note()
      // A second one says so, at once.
      let second = try sandbox.claimpipe("run", "run.yml")
      #expect(second.status == 5)
      #expect(second.messages.contains("state/ledger.sqlite: another run holds the ledger"))
      let header = Session.columns.joined(separator: ",")
      try pipe.write(
        contentsOf: Data("\(header)\n\(Session("S1").values.joined(separator: ","))\n".utf8))
      try pipe.close()
    }
    #expect(ending.status == 0, "\(ending.messages)")
    try note()
    #expect(try LedgerContent(sandbox).statuses["S1"] == "claim_line_created")
    #expect(modes["ledger.sqlite-wal"] == 0o600 && modes["ledger.sqlite-shm"] == 0o600)
    for (path, mode) in modes {
      #expect(mode == (path.hasSuffix("-batches") ? 0o700 : 0o600), "\(path)")
    }
    let folder = try FileManager.default.attributesOfItem(atPath: sandbox.url("state").path)
    #expect(folder[.posixPermissions] as? Int == 0o700)
  }
}
