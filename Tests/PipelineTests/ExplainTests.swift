import Foundation
import Testing

/// `explain` tells what `run` does: it is held to the run's own outputs, session by session.
@Suite("claimpipe explain")
struct ExplainTests {
  /// One session's explanation.
  struct Told {
    let values: [String: [String: Any]]
    let reasons: [String: [[String: Any]]]
    let outcome: String
    let session: String

    init(_ object: [String: Any]) throws {
      session = try #require(object["session_id"] as? String)
      outcome = try #require(object["outcome"] as? String)
      let steps = try #require(object["steps"] as? [[String: Any]])
      let keyed = try steps.map { (try #require($0["step"] as? String), $0) }
      values = Dictionary(
        uniqueKeysWithValues: keyed.map { ($0, $1["values"] as? [String: Any] ?? [:]) })
      reasons = Dictionary(
        uniqueKeysWithValues: keyed.map { ($0, $1["reasons"] as? [[String: Any]] ?? []) })
    }

    func text(_ step: String, _ key: String) -> String? { values[step]?[key] as? String }
    func number(_ step: String, _ key: String) -> Int? { values[step]?[key] as? Int }

    func rules(_ step: String) -> Set<String> {
      Set((reasons[step] ?? []).compactMap { $0["rule"] as? String })
    }

    /// Places of a step's records, such as `in/coverages-0.csv:3`.
    func places(_ step: String) -> Set<String> {
      let sources = (reasons[step] ?? []).flatMap { $0["sources"] as? [[String: Any]] ?? [] }
      return Set(
        sources.compactMap { source in
          guard let name = source["source"] as? String, let line = source["line"] as? Int else {
            return nil
          }
          return "\(name.split(separator: "/").last ?? ""):\(line)"
        })
    }
  }

  static let now = "2026-04-01"

  static func object(_ data: Data) throws -> Any {
    try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
  }

  static func explain(
    _ sandbox: Sandbox, _ manifest: String, _ ids: [String], _ more: [String] = []
  ) throws -> [Told] {
    let sessions = ids.flatMap { ["--session", $0] }
    let ending = try sandbox.claimpipe(
      ["explain", manifest, "--format", "json", "--quiet"] + sessions + more
        + (more.contains("--now") ? [] : ["--now", now]))
    try #require(ending.status == 0, "\(ending.messages)")
    let document = try #require(try object(Data(ending.output.utf8)) as? [String: Any])
    return try (document["sessions"] as? [[String: Any]] ?? []).map(Told.init)
  }

  static func claims(_ sandbox: Sandbox, _ path: String) throws -> [[String: Any]] {
    let document = try object(sandbox.data(path)) as? [String: Any]
    return document?["claims"] as? [[String: Any]] ?? []
  }

  // MARK: Against a run's outputs

  /// Everything that a run's outputs say of the sessions.
  static func expectAgreement(_ told: [Told], _ sandbox: Sandbox, _ folder: String) throws {
    let byID = Dictionary(uniqueKeysWithValues: told.map { ($0.session, $0) })
    var onClaims = Set<String>()
    for name in ["claims.json", "claims-drafts.json"] {
      for claim in try claims(sandbox, folder + name) {
        onClaims.formUnion(try expectAgreement(byID, claim))
      }
    }
    for one in told {
      #expect((one.text("claim", "claim_number") != nil) == onClaims.contains(one.session))
    }
    let report = try sandbox.report(folder + "run-report.json")
    let statuses = told.compactMap { $0.text("status", "status") }
    let tally = Dictionary(statuses.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(tally == report.chargeItems?.byStatus.filter { $0.value > 0 })
    try expectFindings(byID, sandbox.text(folder + "run-report-findings.ndjson"))
    try expectDuplicates(byID, sandbox.text(folder + "duplicates.csv"))
  }

  /// - Returns: the sessions on the claim.
  private static func expectAgreement(
    _ told: [String: Told], _ claim: [String: Any]
  ) throws -> [String] {
    let number = claim["claim_number"] as? String
    let failures = claim["validation_failures"] as? [[String: Any]] ?? []
    let failed = Set(failures.compactMap { $0["code"] as? String })
    let unchecked = Set(claim["unchecked_validations"] as? [String] ?? [])
    let rendering = (claim["rendering_provider"] as? [String: Any])?["practitioner_id"] as? String
    let coverage = (claim["coverage"] as? [String: Any])?["coverage_id"] as? String
    var seen: [String] = []
    for line in claim["lines"] as? [[String: Any]] ?? [] {
      let ids = line["session_ids"] as? [String] ?? []
      seen += ids
      let members = try ids.map { try #require(told[$0]) }
      #expect(
        members.reduce(0) { $0 + ($1.number("units", "units") ?? -1) } == line["units"] as? Int)
      for one in members {
        #expect(one.text("claim", "claim_number") == number)
        #expect(one.text("claim", "status") == claim["status"] as? String)
        #expect(one.text("status", "status") == "claim_line_created")
        #expect(one.number("claim_line", "line_number") == line["line_number"] as? Int)
        #expect(one.values["claim_line"]?["session_ids"] as? [String] == ids)
        #expect(one.text("claim_line", "billed") == line["billed"] as? String)
        #expect(
          one.text("place_of_service", "place_of_service") == line["place_of_service"] as? String)
        #expect(one.text("rendering_provider", "practitioner_id") == rendering)
        #expect(one.text("coverage", "coverage_id") == coverage)
        #expect(one.text("benefit", "procedure_code") == line["procedure_code"] as? String)
        let outcomes = one.values["validations"]?["outcomes"] as? [String: String] ?? [:]
        #expect(Set(outcomes.filter { $0.value == "fail" }.keys) == failed)
        #expect(Set(outcomes.filter { $0.value == "no_data" }.keys) == unchecked)
      }
    }
    return seen
  }

  private static func expectFindings(_ told: [String: Told], _ lines: String) throws {
    var written: [String: [String]] = [:]
    for line in lines.split(separator: "\n") {
      guard let finding = try object(Data(line.utf8)) as? [String: Any],
        let session = finding["session_id"] as? String, let code = finding["code"] as? String
      else { continue }
      written[session, default: []].append(code)
    }
    for (id, one) in told {
      let own = (one.values["findings"]?["findings"] as? [[String: Any]] ?? [])
        .filter { $0["session_id"] as? String == id }
      #expect(
        own.compactMap { $0["code"] as? String }.sorted() == (written[id] ?? []).sorted(), "\(id)")
    }
  }

  private static func expectDuplicates(_ told: [String: Told], _ csv: String) throws {
    var written = Set<String>()
    for line in csv.split(whereSeparator: \.isNewline).dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count > 4, ["Billable", "Awaiting submission"].contains(cells[1]) else {
        continue
      }
      written.insert("\(cells[3]) \(cells[1])")
    }
    var claimed = Set<String>()
    for (id, one) in told {
      for member in one.values["duplicates"]?["group"] as? [[String: Any]] ?? []
      where member["session_id"] as? String == id {
        claimed.insert("\(id) \(member["role"] as? String ?? "")")
      }
    }
    // The report leaves out what its scope does not take.
    #expect(written.isSubset(of: claimed))
  }

  @Test("the samples: every session's conclusion is the run's", arguments: SampleTests.formats)
  func samples(format: String) throws {
    let sandbox = try Sandbox.ofSamples()
    let manifest = "plugins-config/samples-\(format).yml"
    let rows = try sandbox.text("samples/csv/sessions.csv").split(separator: "\n").dropFirst()
    let ids = Set(rows.map { String($0.prefix { $0 != "," }) }).sorted()
    let told = try Self.explain(sandbox, manifest, ids)
    #expect(!sandbox.exists("out"), "explain writes nothing")
    try #require(sandbox.claimpipe("run", manifest, "--now", Self.now).status == 1)
    try Self.expectAgreement(told, sandbox, "out/\(format)/")
    // Places are those of this format's own files.
    let first = try #require(told.first { $0.session == "S-101" })
    #expect(first.places("session").contains { $0.hasPrefix("sessions.\(format):") })
  }

  @Test("random practices: every session's conclusion is the run's", arguments: 1...4)
  func randomPractices(seed: UInt64) throws {
    let sandbox = try Sandbox()
    let practice = RandomPractice(seed: seed, sessions: 80, isSound: seed.isMultiple(of: 2))
    let spelling = Spelling(
      format: [.csv, .json, .xml][Int(seed % 3)],
      packing: seed.isMultiple(of: 2) ? .threeFiles : .none, isShuffled: true)
    try practice.write(to: sandbox, as: spelling, seed: seed)
    let told = try Self.explain(sandbox, "run.yml", Self.ids(of: practice))
    let ending = try sandbox.claimpipe("run", "run.yml", "--now", Self.now, "--quiet")
    try #require(ending.status <= 1, "\(ending.messages)")
    try Self.expectAgreement(told, sandbox, "out/")
  }

  static func ids(of practice: RandomPractice) -> [String] {
    let sessions = practice.tables.first { $0.kind == "sessions" }?.records ?? []
    return sessions.compactMap { record in
      record.fields.lazy.compactMap { field in
        if field.name == "session_id", case .text(let id) = field.value { id } else { nil }
      }.first
    }
  }

  // MARK: With a ledger

  @Test(
    "with a ledger: what it remembers, and every session as the run leaves it", arguments: [5, 8])
  func ledger(seed: UInt64) throws {
    let sandbox = try Sandbox()
    let practice = RandomPractice(seed: seed &+ 50, sessions: 80, isSound: seed == 8)
    try practice.write(to: sandbox, as: Spelling(), seed: seed)
    // A claim goes out once: not in X12 as well.
    var manifest = try sandbox.text("run.yml")
    let x12 = try #require(manifest.range(of: "  - adapter: claim_batch"))
    let after = try #require(manifest.range(of: "  - { adapter: duplicates_report"))
    manifest.replaceSubrange(x12.lowerBound..<after.lowerBound, with: "")
    try sandbox.write(manifest + "\nledger: state.sqlite\n", to: "run.yml")
    let ids = Self.ids(of: practice)
    for run in 1...3 {
      let told = try Self.explain(sandbox, "run.yml", ids)
      #expect(run > 1 || !sandbox.exists("state.sqlite"))
      let ending = try sandbox.claimpipe("run", "run.yml", "--now", Self.now, "--quiet")
      try #require(ending.status <= 1, "\(ending.messages)")
      try expectLedger(told, sandbox)
      // What people did meanwhile, and some sessions are gone.
      var lines = try sandbox.text("in/sessions-0.csv").split(separator: "\n").map(String.init)
      for index in lines.indices.dropFirst() where (index + run).isMultiple(of: 4) {
        lines[index] = lines[index].replacing("scheduled", with: "submitted")
          .replacing("Submitted", with: "reopened").replacing("reopened", with: "canceled")
      }
      if run == 2 {
        lines =
          [lines[0]]
          + lines.dropFirst().enumerated()
          .filter { !$0.offset.isMultiple(of: 5) }.map(\.element)
      }
      try sandbox.write(lines.joined(separator: "\n") + "\n", to: "in/sessions-0.csv")
    }
  }

  private func expectLedger(_ told: [Told], _ sandbox: Sandbox) throws {
    let list = try sandbox.claimpipe(
      "charges", "list", "--ledger", "state.sqlite", "--format", "json")
    let rows = try #require(try Self.object(Data(list.output.utf8)) as? [[String: Any]])
    let byID = Dictionary(
      uniqueKeysWithValues: rows.map { ($0["session_id"] as? String ?? "", $0) })
    for one in told where one.outcome != "rejected" {
      let row = byID[one.session]
      if one.outcome == "remembered" {
        #expect(one.text("ledger", "status") == row?["status"] as? String)
        continue
      }
      #expect(one.text("status", "status") == row?["status"] as? String, "\(one.session)")
      guard let row else { continue }
      #expect(one.number("units", "units") == row["units"] as? Int, "\(one.session)")
      #expect(
        one.text("place_of_service", "place_of_service") == row["place_of_service"] as? String,
        "\(one.session)")
      let number = row["claim_number"] as? String
      if let claim = one.text("claim", "claim_number") {
        #expect(claim == number, "\(one.session)")
      } else if number != nil {
        #expect(one.text("ledger", "claim_number") == number, "\(one.session)")
      }
    }
  }
}
