import Foundation
import SchemaJudge
import Testing

/// What `explain` says in words and by rule.
@Suite("claimpipe explain: what it says")
struct ExplainContentTests {
  private static let manifest = "plugins-config/samples-csv.yml"

  @Test("as people read it")
  func text() throws {
    let sandbox = try Sandbox.ofSamples()
    let ids = ["S-101", "S-105", "S-302", "S-503", "S-512", "S-902"]
    let ending = try sandbox.claimpipe(
      ["explain", Self.manifest, "--now", ExplainTests.now] + ids.flatMap { ["--session", $0] })
    #expect(ending.status == 0 && ending.messages.isEmpty)
    try expectGolden(ending.output, "command/explain.txt")
    try expectGolden(sandbox.claimpipe("explain", "--help").output, "command/help-explain.txt")
  }

  /// By samples/README.md: a session, a step, and the rules that it has to name.
  private static let rules: [(session: String, step: String, rules: Set<String>)] = [
    ("S-101", "session", ["REC-1", "DATE-1", "DATE-3", "DATE-4"]),
    ("S-101", "coverage", ["COV-1"]), ("S-402", "coverage", ["COV-2"]),
    ("S-403", "coverage", ["COV-1", "COV-3"]), ("S-113", "coverage", ["COV-5"]),
    ("S-207", "coverage", ["COV-3"]), ("S-107", "benefit", ["COV-4"]),
    ("S-102", "units", ["UNIT-1", "UNIT-2"]), ("S-204", "units", ["UNIT-1", "UNIT-3"]),
    ("S-205", "units", ["UNIT-6"]), ("S-203", "units", ["UNIT-7"]),
    ("S-302", "units", ["UNIT-1", "UNIT-4", "UNIT-5"]), ("S-401", "units", ["UNIT-1"]),
    ("S-111", "place_of_service", ["POS-1"]), ("S-110", "place_of_service", ["POS-2"]),
    ("S-607", "place_of_service", ["POS-3"]), ("S-609", "place_of_service", ["POS-4"]),
    ("S-109", "modifiers", ["MOD-1"]), ("S-104", "rendering_provider", ["REND-1"]),
    ("S-105", "rendering_provider", ["REND-1", "REND-2"]),
    ("S-208", "rendering_provider", ["REND-2", "REND-3"]),
    ("S-209", "rendering_provider", ["REND-1", "REND-2", "REND-3"]),
    ("S-107", "facility", ["CLM-4"]), ("S-501", "duplicates", ["DUP-1"]),
    ("S-505", "duplicates", ["DUP-1", "DUP-2"]), ("S-203", "approval", ["UNIT-7"]),
    ("S-501", "approval", ["APP-2"]), ("S-101", "approval", ["APP-1"]),
    ("S-610", "status", ["CHG-1"]), ("S-512", "status", ["CHG-2"]),
    ("S-102", "claim_line", ["CLM-2", "CLM-5"]),
    ("S-701", "claim", ["CLM-3", "CLM-6", "CLM-7"]), ("S-801", "validations", ["CLM-7"]),
    ("S-102", "findings", ["UNIT-2"]), ("S-103", "findings", ["UNIT-2"]),
    ("S-307", "findings", ["UNIT-5"]), ("S-902", "rejection", ["DATE-2"]),
  ]

  @Test("each step names its rules, and where its records stand")
  func rulesAndPlaces() throws {
    let sandbox = try Sandbox.ofSamples()
    let ids = Array(Set(Self.rules.map(\.session))).sorted()
    let told = try ExplainTests.explain(sandbox, Self.manifest, ids)
    let byID = Dictionary(uniqueKeysWithValues: told.map { ($0.session, $0) })
    for (session, step, rules) in Self.rules {
      let one = try #require(byID[session])
      #expect(one.rules(step).isSuperset(of: rules), "\(session) \(step): \(one.rules(step))")
    }
    let places: [(String, String, Set<String>)] = [
      ("S-101", "session", ["sessions.csv:2", "sessions.csv:17", "business_units.csv:2"]),
      ("S-101", "coverage", ["coverages.csv:2", "coverages.csv:3", "plans.csv:2", "payers.csv:2"]),
      ("S-101", "units", ["plan_benefits.csv:2", "payers.csv:2"]),
      (
        "S-104", "rendering_provider",
        [
          "practitioners.csv:3", "benefit_qualifications.csv:3",
          "practitioner_qualifications.csv:3",
        ]
      ),
      ("S-105", "rendering_provider", ["rendering_assignments.csv:2"]),
      ("S-102", "claim_line", ["sessions.csv:3", "sessions.csv:4", "fee_schedules.csv:3"]),
      ("S-302", "units", ["sessions.csv:30", "sessions.csv:31"]),
    ]
    for (session, step, expected) in places {
      let places = try #require(byID[session]).places(step)
      #expect(places.isSuperset(of: expected), "\(session) \(step): \(places)")
    }
  }

  @Test("arguments narrow the run as they do in run; settings hold")
  func arguments() throws {
    let sandbox = try Sandbox.ofSamples()
    func told(_ more: String...) throws -> ExplainTests.Told {
      let all = try ExplainTests.explain(sandbox, Self.manifest, ["S-302"], more)
      return try #require(all.first)
    }
    #expect(try told().number("units", "units") == 1)
    let flagged = try told("--set", "billing.medicare_totals=flag")
    #expect(flagged.number("units", "units") == 2 && flagged.number("units", "suggested") == 1)
    let outside = try told("--to", "2026-01-31")
    #expect(outside.text("status", "status") == "new")
    #expect(outside.values["scope"]?["approval"] as? Bool == false)
    #expect(try told("--set", "approve.policy=manual").text("status", "status") == "new")
  }

  @Test("an id that nothing knows: the nearest one, status 2")
  func unknown() throws {
    let sandbox = try Sandbox.ofSamples()
    for (arguments, part) in [
      (["--session", "S-6111"], "S-611"), (["--session", "s-902x"], "S-902"), ([], "--session"),
      (["--session", "S-101", "--session", "nobody"], "no input has a session \"nobody\""),
      (["--session", "S-101", "--format", "yaml"], "yaml"),
    ] {
      let ending = try sandbox.claimpipe(["explain", Self.manifest] + arguments)
      #expect(ending.status == 2 && ending.output.isEmpty, "\(arguments)")
      #expect(ending.messages.contains(part), "\(ending.messages)")
    }
  }

  @Test("CLM-8: with a ledger, the claim that it is on and its batch; nothing is written to it")
  func batch() throws {
    let sandbox = try Sandbox.ofSamples()
    let more = [
      "--set", "ledger=../state.sqlite", "--set",
      "outputs=[{ adapter: claim_batch, path: ../out/claims.json }]",
    ]
    try sandbox.claimpipe(["run", Self.manifest, "--now", ExplainTests.now] + more)
    let ledger = try sandbox.data("state.sqlite")
    let told = try ExplainTests.explain(sandbox, Self.manifest, ["S-102", "S-512"], more)
    #expect(try sandbox.data("state.sqlite") == ledger)
    let billed = try #require(told.first)
    #expect(billed.text("status", "status") == "claim_line_created")
    #expect(billed.text("claim", "claim_number") == nil, "the run leaves it")
    #expect(billed.text("ledger", "claim_status") == "submitted")
    #expect(billed.values["ledger"]?["batches"] as? [String] == ["000000001"])
    #expect(billed.rules("ledger").isSuperset(of: ["CHG-2", "CLM-8"]))
    #expect(told.last?.outcome == "no_charge_item" && told.last?.values["ledger"] != nil)
  }

  @Test("CLM-9: the claim that a correction becomes is the one that the run then makes")
  func correction() throws {
    let sandbox = try Sandbox.ofSamples()
    let more = [
      "--set", "ledger=../state.sqlite", "--set",
      "outputs=[{ adapter: claim_batch, path: ../out/claims.json }]", "--now", ExplainTests.now,
    ]
    try sandbox.claimpipe(["run", Self.manifest] + more)
    let sessions = try sandbox.text("samples/csv/sessions.csv")
    try sandbox.write(
      sessions.replacing("2026-03-03T09:31", with: "2026-03-03T09:46"),
      to: "samples/csv/sessions.csv")
    func told() throws -> ExplainTests.Told {
      try #require(try ExplainTests.explain(sandbox, Self.manifest, ["S-102"], more).first)
    }
    let changed = try told()
    #expect(changed.text("status", "status") == "awaiting_resubmission")
    #expect(changed.rules("status").contains("CHG-2") && changed.rules("claim") == ["CLM-1"])
    try sandbox.claimpipe(["run", Self.manifest] + more)
    let resolved = try sandbox.claimpipe(
      "charges", "resolve", "S-102", "--correct", "--ledger", "state.sqlite")
    try #require(resolved.status == 0, "\(resolved.messages)")
    let corrected = try told()
    #expect(corrected.rules("claim").contains("CLM-9"))
    #expect(corrected.number("claim", "version") == 2 && corrected.number("units", "units") == 4)
    #expect(corrected.text("claim", "frequency_code") == "7")
    try sandbox.claimpipe(["run", Self.manifest] + more)
    let claims = try ExplainTests.claims(sandbox, "out/claims.json")
    #expect(
      claims.compactMap { $0["claim_number"] as? String } == [
        corrected.text("claim", "claim_number")
      ])
  }

  @Test("formats.md section 1: no name, address, birth date or member id is told")
  func privacy() throws {
    let sandbox = try Sandbox.ofSamples()
    let rows = try sandbox.text("samples/csv/sessions.csv").split(separator: "\n").dropFirst()
    let ids = Set(rows.map { String($0.prefix { $0 != "," }) }).sorted()
    let sessions = ids.flatMap { ["--session", $0] }
    for format in ["text", "json"] {
      let ending = try sandbox.claimpipe(
        ["explain", Self.manifest, "--now", ExplainTests.now, "--format", format] + sessions)
      let told = ending.output + ending.messages
      for secret in ["Example", "Specimen", "Placeholder", "Sampleton", "2017", "MRN"] {
        #expect(!told.contains(secret), "\(secret)")
      }
    }
  }

  @Test("the JSON meets its schema")
  func schema() throws {
    let sandbox = try Sandbox.ofSamples()
    let schema = try JSONSchema(
      Data(
        contentsOf: Sandbox.repository.appending(path: "docs/schemas/explain.schema.json")))
    let ids = ["S-101", "S-105", "S-302", "S-505", "S-512", "S-801", "S-902"]
    let ledger = ["--set", "ledger=../state.sqlite", "--set", "claims.as_draft=true"]
    try sandbox.claimpipe(["run", Self.manifest, "--now", ExplainTests.now] + ledger)
    for more in [[], ledger] {
      let ending = try sandbox.claimpipe(
        ["explain", Self.manifest, "--now", ExplainTests.now, "--format", "json"] + more
          + ids.flatMap { ["--session", $0] })
      try #require(ending.status == 0, "\(ending.messages)")
      #expect(try schema.fault(in: JSON(Data(ending.output.utf8))) == nil)
    }
  }
}
