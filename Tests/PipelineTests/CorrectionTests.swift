import Foundation
import Testing

/// A practice with a ledger, its sessions as a file holds them.
private final class CorrectedPractice {
  let sandbox: Sandbox
  /// `status,start,end,place_of_service` by session.
  var sessions: [String: String] = [:]
  var memberID = "M-1"
  /// Further keys of the manifest's claim batch and billing export.
  var batchOptions = "format: json"
  var exportOptions = ""
  var ledger = "ledger: state/ledger.sqlite"
  private var day = 0

  init() throws {
    sandbox = try Sandbox()
    let files = [
      "patients": """
      patient_id,first_name,last_name,date_of_birth,gender,address_line1,city,state,zip
      P1,Ann,Example,2018-03-04,F,1 Main Street,Albany,NY,12207
      """,
      "practitioners": "practitioner_id,first_name,last_name,npi\nPR1,Pat,One,1234567893",
      "business_units": """
      business_unit_id,name,npi,tax_id,taxonomy_code,address_line1,city,state,zip,phone,contact_name
      BU1,Unit,1245319599,12-3456789,103K00000X,2 Main Street,Albany,NY,122071234,5185550100,Office
      """,
      "locations": """
      location_id,type,name,address_line1,city,state,zip
      L1,home,Home,1 Main Street,Albany,NY,12207
      """,
      "payers": "payer_id,name,electronic_payer_id\nPAY,Payer,87726",
      "plans": "plan_id,payer_id\nPL,PAY",
      "plan_benefits": "plan_id,service_code\nPL,97153",
      "fee_schedules": "plan_id,procedure_code,billing_amount\nPL,97153,10.00",
      "diagnoses": "patient_id,code\nP1,F84.0",
    ]
    for (name, text) in files { try sandbox.write(text + "\n", to: "in/\(name).csv") }
  }

  private func writeInputs() throws {
    let rows = sessions.sorted { $0.key < $1.key }.map { id, rest in
      let fields = rest.split(separator: ",", omittingEmptySubsequences: false)
      return "\(id),\(fields[0]),P1,PR1,97153,\(fields[1]),\(fields[2]),BU1,L1,\(fields[3])"
    }
    try sandbox.write(
      ([
        "session_id,status,patient_id,practitioner_id,service_code,start,end,business_unit_id,"
          + "location_id,place_of_service"
      ] + rows).joined(separator: "\n") + "\n",
      to: "in/sessions.csv")
    try sandbox.write(
      "coverage_id,patient_id,plan_id,member_id\nC1,P1,PL,\(memberID)\n", to: "in/coverages.csv")
    let records = [
      "sessions", "patients", "practitioners", "business_units", "locations", "payers", "plans",
      "plan_benefits", "fee_schedules", "coverages", "diagnoses",
    ]
    let inputs = records.map { "  - { adapter: csv, record: \($0), path: in/\($0).csv }\n" }
    try sandbox.write(
      """
      version: 1
      pipeline: nightly
      inputs:
      \(inputs.joined())outputs:
        - { adapter: billing_export, path: out/export.csv, options: { \(exportOptions) } }
        - { adapter: claim_batch, path: out/claims, options: { \(batchOptions) } }
      findings: out/findings.ndjson
      report: out/run-report.json
      \(ledger)

      """, to: "m.yml")
  }

  /// Runs a day later than the last time.
  @discardableResult
  func run(_ arguments: String...) throws -> Sandbox.Ending { try run(arguments) }

  @discardableResult
  func run(_ arguments: [String]) throws -> Sandbox.Ending {
    try writeInputs()
    day += 1
    return try sandbox.claimpipe(
      ["run", "m.yml", "--now", "2026-03-\(day < 10 ? "0" : "")\(day)"] + arguments)
  }

  /// Runs, with nothing to complain of.
  func night(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let ending = try run("--quiet")
    #expect(ending.status == 0, "\(ending.messages)", sourceLocation: sourceLocation)
    let verified = try sandbox.claimpipe("ledger", "verify", "state/ledger.sqlite", "--quiet")
    #expect(
      verified.status == 0, "\(verified.output)\(verified.messages)", sourceLocation: sourceLocation
    )
  }

  func resolve(_ arguments: String...) throws {
    let ending = try sandbox.claimpipe(
      ["charges", "resolve", "--ledger", "state/ledger.sqlite"] + arguments)
    #expect(ending.status == 0, "\(ending.messages)")
  }

  /// The columns that are named of a listing, a row each.
  private func list(_ what: String, _ columns: [String]) throws -> [[String]] {
    let listed = try sandbox.claimpipe(
      what, "list", "--ledger", "state/ledger.sqlite", "--format", "csv")
    let rows = listed.output.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let places = columns.compactMap { rows[0].firstIndex(of: $0) }
    return rows.dropFirst().map { row in places.map { row[$0] } }
  }

  /// By session: status, claim's version.
  func items() throws -> [String] {
    let versions = Dictionary(
      uniqueKeysWithValues: try list("claims", ["claim_number", "version"]).map { ($0[0], $0[1]) })
    return try list("charges", ["session_id", "status", "claim_number"]).map {
      "\($0[0]) \($0[1])" + (versions[$0[2]].map { " v\($0)" } ?? "")
    }.sorted()
  }

  /// Version, frequency, status and units of each claim.
  func claims() throws -> [String] {
    try list("claims", ["version", "frequency_code", "status", "units"])
      .map { $0.joined(separator: " ") }.sorted()
  }

  struct Claim: Decodable {
    struct Line: Decodable { let sessionIds: [String], units: Int }
    let claimNumber: String, version: Int, frequencyCode: String
    let originalClaimNumber: String?, payerClaimNumber: String?
    let lines: [Line]
    var sessions: [String] { lines.flatMap(\.sessionIds) }
    var units: Int { lines.reduce(0) { $0 + $1.units } }
  }

  private struct File: Decodable { let claims: [Claim] }

  func batch(_ path: String = "out/claims") throws -> [Claim] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(File.self, from: try sandbox.data(path)).claims
  }

  func drafts() throws -> [Claim] { try batch("out/claims-drafts") }

  func findings(_ code: String) throws -> Int {
    try sandbox.text("out/findings.ndjson").components(separatedBy: "\"\(code)\"").count - 1
  }
}

/// CLM-9 end to end: the command, the ledger and the batches.
@Suite("Corrections and voids", .onOwnThreads)
struct CorrectionTests {
  private func practice() throws -> CorrectedPractice {
    let practice = try CorrectedPractice()
    for day in 5...7 {
      practice.sessions["S\(day)"] =
        "submitted,2026-01-0\(day)T09:00,2026-01-0\(day)T10:00,12"
    }
    return practice
  }

  @Test("CLM-9: a corrected claim replaces the one that was sent, once")
  func corrected() throws {
    let practice = try practice()
    try practice.night()
    let original = try #require(practice.batch().first)
    let noted = try practice.sandbox.claimpipe(
      "claims", "set-payer-number", original.claimNumber, "ICN-7", "--ledger",
      "state/ledger.sqlite")
    #expect(noted.status == 0)
    practice.sessions["S5"] = "submitted,2026-01-05T09:00,2026-01-05T11:00,12"
    try practice.night()
    #expect(try practice.batch().isEmpty)
    #expect(
      try practice.items() == [
        "S5 awaiting_resubmission v1", "S6 claim_line_created v1", "S7 claim_line_created v1",
      ])
    try practice.resolve("S5", "--correct")
    try practice.night()
    let claim = try #require(practice.batch().first)
    #expect(try practice.batch().count == 1)
    #expect(claim.version == 2)
    #expect(claim.units == 16)
    #expect(claim.frequencyCode == "7")
    #expect(claim.originalClaimNumber == original.claimNumber)
    #expect(claim.payerClaimNumber == "ICN-7")
    #expect(claim.claimNumber != original.claimNumber)
    let items = [
      "S5 claim_line_created v2", "S6 claim_line_created v2", "S7 claim_line_created v2",
    ]
    let claims = ["1 1 historical 12", "2 7 submitted 16"]
    #expect(try practice.items() == items)
    #expect(try practice.claims() == claims)
    // The same once more changes nothing and sends nothing.
    try practice.night()
    #expect(try practice.batch().isEmpty)
    #expect(try practice.items() == items)
    #expect(try practice.claims() == claims)
    // A version of a version.
    practice.sessions["S6"] = "submitted,2026-01-06T09:00,2026-01-06T09:30,12"
    try practice.night()
    try practice.resolve("S6", "--correct")
    try practice.night()
    let third = try #require(practice.batch().first)
    #expect(third.version == 3)
    #expect(third.originalClaimNumber == claim.claimNumber)
    #expect(third.payerClaimNumber == nil)
    #expect(
      try practice.claims() == ["1 1 historical 12", "2 7 historical 16", "3 7 submitted 14"])
  }

  @Test("CLM-9: a cancelled session's claim is voided; what comes after is billed anew")
  func void() throws {
    let practice = try practice()
    practice.sessions = ["S5": "submitted,2026-01-05T09:00,2026-01-05T10:00,12"]
    try practice.night()
    let original = try #require(practice.batch().first)
    practice.sessions["S5"] = "cancelled,2026-01-05T09:00,2026-01-05T10:00,12"
    try practice.night()
    #expect(try practice.items() == ["S5 awaiting_resubmission v1"])
    // Nothing is left to correct: it waits.
    try practice.resolve("S5", "--correct")
    try practice.night()
    #expect(try practice.batch().isEmpty)
    #expect(try practice.findings("CLM-9.waits") == 1)
    #expect(try practice.items() == ["S5 awaiting_resubmission v1"])
    // Neither: it is withdrawn.
    try practice.resolve("S5")
    try practice.night()
    #expect(try practice.findings("CLM-9.waits") == 0)
    try practice.resolve("S5", "--void")
    // A void goes out as X12 too.
    practice.batchOptions =
      "format: x12, sender_id: US, receiver_id: HUB, submitter_name: North, "
      + "contact_name: Desk, contact_phone: 5185550100, receiver_name: Hub"
    let ending = try practice.run("--quiet")
    #expect(ending.status == 0, "\(ending.messages)")
    let text = try practice.sandbox.text("out/claims")
    #expect(text.contains("12:B:8*"))
    #expect(text.contains("REF*F8*\(original.claimNumber)~"))
    practice.batchOptions = "format: json"
    for _ in 1...2 {
      #expect(try practice.items() == ["S5 claim_line_created v2"])
      #expect(try practice.claims() == ["1 1 historical 4", "2 8 submitted 4"])
      try practice.night()
      #expect(try practice.batch().isEmpty)
    }
    // The session was held after all.
    practice.sessions["S5"] = "submitted,2026-01-05T09:00,2026-01-05T10:30,12"
    try practice.night()
    #expect(try practice.items() == ["S5 awaiting_resubmission v2"])
    try practice.resolve("S5", "--correct")
    try practice.night()
    let anew = try #require(practice.batch().first)
    #expect(anew.version == 3)
    #expect(anew.frequencyCode == "1")
    #expect(anew.originalClaimNumber == nil)
    #expect(
      try practice.claims() == ["1 1 historical 4", "2 8 historical 4", "3 1 submitted 6"])
  }

  @Test("CLM-9: a correction that is Draft is made anew by each run until a batch takes it")
  func draft() throws {
    let practice = try practice()
    try practice.night()
    practice.sessions["S5"] = "submitted,2026-01-05T09:00,2026-01-05T11:00,12"
    practice.memberID = ""
    try practice.night()
    try practice.resolve("S5", "--correct")
    var numbers = Set<String>()
    for _ in 1...2 {
      try practice.night()
      #expect(try practice.batch().isEmpty)
      let draft = try #require(practice.drafts().first)
      #expect(draft.version == 2)
      #expect(draft.lines.count == 3)
      #expect(draft.frequencyCode == "7")
      numbers.insert(draft.claimNumber)
      #expect(try practice.claims() == ["1 1 submitted 12", "2 7 draft 16"])
    }
    #expect(numbers.count == 1)
    // As long as a session is open it goes back to what the payer has.
    practice.sessions["S6"] = "reopened,2026-01-06T09:00,2026-01-06T10:00,12"
    try practice.night()
    #expect(try practice.findings("CLM-9.waits") == 1)
    #expect(try practice.claims() == ["1 1 submitted 12"])
    #expect(
      try practice.items() == [
        "S5 claim_line_created v1", "S6 awaiting_resubmission v1", "S7 claim_line_created v1",
      ])
    // What is said of the session meanwhile counts.
    practice.sessions["S6"] = "submitted,2026-01-06T09:00,2026-01-06T09:30,12"
    practice.memberID = "M-1"
    try practice.night()
    #expect(try practice.batch().map(\.frequencyCode) == ["7"])
    #expect(try practice.claims() == ["1 1 historical 12", "2 7 submitted 14"])
    // Its item was in review when the claim was corrected: nothing is left of that.
    try practice.night()
    #expect(try practice.batch().isEmpty)
    #expect(
      try practice.items() == [
        "S5 claim_line_created v2", "S6 claim_line_created v2", "S7 claim_line_created v2",
      ])
  }

  @Test("CLM-9: of a claim that falls apart the first replaces it, the others are originals")
  func split() throws {
    let practice = try practice()
    try practice.night()
    practice.sessions["S5"] = "submitted,2026-01-05T09:00,2026-01-05T10:00,11"
    practice.sessions["S7"] = "cancelled,2026-01-07T09:00,2026-01-07T10:00,12"
    try practice.night()
    try practice.resolve("S5", "S7", "--correct")
    practice.memberID = ""
    try practice.night()
    #expect(try practice.claims() == ["1 1 draft 4", "1 1 submitted 12", "2 7 draft 4"])
    practice.memberID = "M-1"
    try practice.night()
    #expect(try practice.batch().map(\.sessions) == [["S5"], ["S6"]])
    #expect(try practice.batch().map(\.frequencyCode) == ["7", "1"])
    #expect(try practice.claims() == ["1 1 historical 12", "1 1 submitted 4", "2 7 submitted 4"])
    // The cancelled session was on the claim that is gone, and is on none.
    #expect(
      try practice.items().filter { !$0.hasPrefix("S7") } == [
        "S5 claim_line_created v2", "S6 claim_line_created v1",
      ])
    let seventh = try practice.items().filter { $0.hasPrefix("S7") }
    #expect(seventh == [] || seventh == ["S7 "])
    try practice.night()
    #expect(try practice.batch().isEmpty)
    // Held after all, it is billed as any other.
    practice.sessions["S7"] = "submitted,2026-01-07T09:00,2026-01-07T10:00,12"
    try practice.night()
    #expect(try practice.batch().map(\.sessions) == [["S7"]])
    #expect(try practice.batch().map(\.version) == [1])
  }

  @Test("CLM-9: the order of the source's records and the number of threads change nothing")
  func invariance() throws {
    var files: Set<String> = []
    for jobs in ["1", "4"] {
      let practice = try practice()
      try practice.night()
      practice.sessions["S6"] = "submitted,2026-01-06T09:00,2026-01-06T11:00,11"
      try practice.night()
      try practice.resolve("S6", "--correct")
      #expect(try practice.run("--quiet", "--jobs", jobs).status == 0)
      files.insert(try practice.sandbox.text("out/claims"))
    }
    #expect(files.count == 1)
  }
}

/// EXP-3 end to end.
@Suite("Marks of items billed externally", .onOwnThreads)
struct ExternalMarkTests {
  /// S5 is on a claim; S6, of 7 minutes at 15 a unit by AMA, has no units and stays New; S8 is out of
  /// the dates of claims and so Ready to Bill.
  private func practice() throws -> CorrectedPractice {
    let practice = try CorrectedPractice()
    practice.sessions = [
      "S5": "submitted,2026-01-05T09:00,2026-01-05T10:00,12",
      "S8": "submitted,2026-02-08T09:00,2026-02-08T10:00,12",
    ]
    practice.ledger += "\nclaims: { period: { to: 2026-01-31 } }"
    return practice
  }

  private func exported(_ practice: CorrectedPractice) throws -> Int {
    try practice.sandbox.text("out/export.csv").split(whereSeparator: \.isNewline).count - 1
  }

  @Test("EXP-3: the manifest marks what is on no claim; it does not come again")
  func manifest() throws {
    let practice = try practice()
    practice.exportOptions = "mark_billed_externally: true"
    let ending = try practice.run()
    #expect(ending.status == 0)
    #expect(ending.messages.contains("marked as billed externally: 1 charge items"))
    #expect(try exported(practice) == 2)
    #expect(try practice.findings("EXP-3.on_claim") == 1)
    #expect(try practice.sandbox.report().findings["EXP-3.on_claim"]?.severity == "warning")
    try practice.night()
    #expect(try exported(practice) == 1)
    // Nor is it ever put on a claim.
    practice.ledger = "ledger: state/ledger.sqlite"
    try practice.night()
    #expect(try practice.batch().isEmpty)
    #expect(try practice.items() == ["S5 claim_line_created v1", "S8 ready_to_bill"])
    practice.exportOptions = "include_billed_externally: true"
    try practice.night()
    #expect(try exported(practice) == 2)
    // Taken back, it is a finding.
    practice.sessions["S8"] = "cancelled,2026-02-08T09:00,2026-02-08T10:00,12"
    try practice.night()
    #expect(try practice.findings("CHG-2.cancelled_billed_externally") == 1)
  }

  @Test("EXP-3: the command outranks the manifest; a dry run marks nothing")
  func flag() throws {
    typealias Row = (manifest: String, arguments: [String], isMarked: Bool)
    let table: [Row] = [
      ("", [], false), ("", ["--mark-billed-externally", "yes"], true),
      ("mark_billed_externally: true", ["--mark-billed-externally", "no"], false),
      ("mark_billed_externally: false", ["--mark-billed-externally", "yes"], true),
      ("mark_billed_externally: true", ["--dry-run"], false),
    ]
    for row in table {
      let practice = try practice()
      practice.exportOptions = row.manifest
      let ending = try practice.run(row.arguments)
      #expect(ending.status == 0, "\(ending.messages)")
      practice.exportOptions = "mark_billed_externally: false"
      try practice.night()
      let count = try exported(practice)
      #expect(count == (row.isMarked ? 1 : 2), "\(row)")
    }
  }

  @Test("EXP-3: without a ledger the mark is refused, and the message names what would be right")
  func noLedger() throws {
    let practice = try practice()
    practice.ledger = ""
    #expect(try practice.run("--quiet").status == 0)
    let flag = try practice.run("--mark-billed-externally", "yes")
    #expect(flag.status == 2)
    #expect(flag.messages.contains("ledger: state/ledger.sqlite"))
    practice.exportOptions = "mark_billed_externally: true"
    let manifest = try practice.run()
    #expect(manifest.status == 2)
    let place = "m.yml:16:89: outputs[0].options.mark_billed_externally: "
    #expect(manifest.messages.hasPrefix("error: \(place)"))
    #expect(manifest.messages.split(separator: "\n").count == 1)
    #expect(manifest.messages.contains("ledger: state/ledger.sqlite"))
  }

  @Test("EXP-3: a person at the terminal is asked, and nobody else")
  func question() throws {
    let question = "as billed externally? [y/N]"
    for (answer, arguments, isAsked, isMarked) in [
      ("y", "", true, true), ("n", "", true, false), ("", "", true, false),
      ("y", "--quiet", false, false), ("y", "--log-format json", false, false),
      ("n", "--mark-billed-externally yes", false, true),
    ] {
      let practice = try practice()
      // Its inputs are written, and nothing else.
      #expect(try practice.run("--dry-run", "--quiet").status == 0)
      // `script` gives the command a terminal, and types the answer on it.
      let program = Sandbox.program.path
      let ending = try practice.sandbox.tool(
        "sh", "-c",
        "printf '\(answer)\\n' | script -qec "
          + "'\(program) run m.yml --now 2026-03-01 \(arguments)' /dev/null")
      #expect(ending.status == 0, "\(ending.output)")
      #expect(ending.output.contains(question) == isAsked, "\(answer) \(arguments)")
      try practice.night()
      let count = try exported(practice)
      #expect(count == (isMarked ? 1 : 2), "\(answer) \(arguments)")
    }
  }
}
