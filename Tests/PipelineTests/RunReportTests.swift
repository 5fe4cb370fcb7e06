import Foundation
import Testing

/// What a run says it did, on the samples.
@Suite("The run report and the command's options")
struct RunReportTests {
  private static let manifest = "plugins-config/samples-csv.yml"

  private func run(
    _ sandbox: Sandbox, _ arguments: String..., status: Int32 = 1
  ) throws -> RunReportContent {
    let ending = try sandbox.claimpipe(
      ["run", Self.manifest, "--now", "2026-04-01", "--quiet"] + arguments)
    #expect(ending.status == status, "\(ending.messages)")
    return try sandbox.report("out/csv/run-report.json")
  }

  private func batch(_ sandbox: Sandbox, _ name: String = "claims") throws -> [[String: Any]] {
    let document = try JSONSerialization.jsonObject(with: sandbox.data("out/csv/\(name).json"))
    return try #require((document as? [String: Any])?["claims"] as? [[String: Any]])
  }

  @Test("formats.md section 6: counts balance, and agree with the files")
  func balance() throws {
    let sandbox = try Sandbox.ofSamples()
    let report = try run(sandbox)
    for (kind, counts) in report.records {
      #expect(
        counts.read == counts.used + counts.rejected + counts.unchanged + counts.replaced,
        "\(kind)")
      let inputs = report.inputs.filter { $0.record == kind }
      #expect(inputs.map(\.read).reduce(0, +) == counts.read)
      #expect(inputs.map(\.rejected).reduce(0, +) == counts.rejected)
    }
    #expect(report.records.count == 17)
    let items = try #require(report.chargeItems)
    #expect(items.byStatus.values.reduce(0, +) == items.total)
    // CHG-1: every session but the cancelled ones without a claim, S-512 and S-514.
    #expect(items.total == (report.records["sessions"]?.used ?? 0) - 2)

    let rejected = report.records.values.map(\.rejected).reduce(0, +)
    #expect(report.rejections.values.reduce(0, +) == rejected)
    #expect(report.quarantine.map(\.records).reduce(0, +) == rejected)
    let findings = try sandbox.text("out/csv/run-report-findings.ndjson")
    #expect(
      findings.split(separator: "\n").count == report.findings.values.map(\.count).reduce(0, +))

    let claims = try batch(sandbox)
    let drafts = try batch(sandbox, "claims-drafts")
    #expect(report.claims?.readyToSubmit.claims == claims.count)
    #expect(report.claims?.draft.claims == drafts.count)
    let lines = (claims + drafts).flatMap { $0["lines"] as? [[String: Any]] ?? [] }
    #expect(report.claims?.lines == lines.count)
    #expect(report.claims?.units == lines.compactMap { $0["units"] as? Int }.reduce(0, +))
    #expect(
      report.claims?.chargeItems
        == lines.compactMap { ($0["session_ids"] as? [String])?.count }.reduce(0, +))
    let billed: [Decimal] = try claims.map { claim in
      let text = try #require(claim["total_billed"] as? String)
      return try #require(Decimal(string: text))
    }
    let total = Decimal(string: report.claims?.readyToSubmit.totalBilled ?? "")
    #expect(try #require(total) == billed.reduce(Decimal(0), +))
  }

  @Test("CLM-7: failures by code are those of the Draft claims; the terminal has the most first")
  func failures() throws {
    let sandbox = try Sandbox.ofSamples()
    let counts = try #require(try run(sandbox).claims)
    var failed: [String: Int] = [:]
    var unchecked: [String: Int] = [:]
    for draft in try batch(sandbox, "claims-drafts") {
      let failures = draft["validation_failures"] as? [[String: String]] ?? []
      for failure in failures { failed[failure["code"] ?? "", default: 0] += 1 }
      let codes = draft["unchecked_validations"] as? [String]
      #expect(codes != [], "written only where there are some")
      for code in codes ?? [] { unchecked[code, default: 0] += 1 }
    }
    #expect(counts.validationFailures == failed && failed.count == 33)
    #expect(counts.uncheckedValidations == unchecked && !unchecked.isEmpty)

    let lines = try sandbox.claimpipe("run", Self.manifest, "--log-format", "json").messages
      .split(separator: "\n")
    let said = try lines.compactMap { line -> (code: String, outcome: String, count: Int)? in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard let code = object?["code"] as? String, let outcome = object?["outcome"] as? String,
        let count = object?["count"] as? Int
      else { return nil }
      return (code, outcome, count)
    }
    for (outcome, counts) in [("fail", failed), ("no_data", unchecked)] {
      let expected = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let rows = said.filter { $0.outcome == outcome }
      #expect(rows.map(\.code) == expected.map(\.key))
      #expect(rows.map(\.count) == expected.map(\.value))
    }
  }

  @Test("formats.md section 6: every output stands with its SHA-256, size and number of records")
  func digests() throws {
    let sandbox = try Sandbox.ofSamples()
    let report = try run(sandbox)
    #expect(
      report.outputs.map { $0.path.split(separator: "/").last ?? "" } == [
        "billing-export.csv", "claims.json", "claims-drafts.json", "claims.x12",
        "claims-x12-drafts.json", "duplicates.csv",
      ])
    for output in report.outputs {
      let path = "plugins-config/\(output.path)"
      #expect(try sandbox.tool("sha256sum", path).output.prefix(64) == output.sha256)
      #expect(try sandbox.data(path).count == output.bytes)
    }
    let rows = try sandbox.text("out/csv/billing-export.csv").split(separator: "\r\n").count
    #expect(report.outputs[0].records == rows - 1)
    #expect(report.outputs.map(\.records) == [55, 19, 13, 19, 13, 6])
  }

  @Test("the same input, manifest and --now give the same bytes, report included")
  func determinism() throws {
    let runs = try [["--jobs", "1"], ["--jobs", "3"], []].map { arguments in
      let sandbox = try Sandbox.ofSamples()
      // Wherever it is called from, and however the manifest is named.
      let manifest = arguments.isEmpty ? sandbox.url(Self.manifest).path : Self.manifest
      try sandbox.claimpipe(["run", manifest, "--now", "2026-04-01"] + arguments)
      return try sandbox.files(in: "out").map { [Data($0.utf8), try sandbox.data("out/\($0)")] }
    }
    #expect(runs[0].count == 12)
    #expect(runs[0] == runs[1] && runs[0] == runs[2])
  }

  @Test("--dry-run does everything but write")
  func dryRun() throws {
    let sandbox = try Sandbox.ofSamples()
    let before = try sandbox.files()
    for limit in [5, 0] {
      let dry = try sandbox.claimpipe(
        "run", Self.manifest, "--dry-run", "--set", "rejects.max=\(limit)")
      #expect(dry.status == (limit == 0 ? 3 : 1))
      #expect(dry.messages.contains("dry run: nothing was written"))
      #expect(dry.messages.contains("sessions: 79 read = 74 used + 3 rejected"))
      #expect(try sandbox.files() == before)
    }
  }

  @Test(
    "--now: a date, or a time that falls into the manifest's zone",
    arguments: [
      ("2026-04-01", "2026-04-01"), ("2026-04-01T03:59:59Z", "2026-03-31"),
      ("2026-04-01T04:00:00Z", "2026-04-01"),
    ])
  func now(given: String, date: String) throws {
    let sandbox = try Sandbox.ofSamples()
    #expect(try sandbox.claimpipe("run", Self.manifest, "--now", given).status == 1)
    #expect(try sandbox.report("out/csv/run-report.json").runDate == date)
    #expect(try sandbox.text("out/csv/claims.json").contains("\"transaction_date\":\"\(date)\""))
  }

  @Test("APP, section 7: --from, --to and --business-unit narrow approval, claims and outputs")
  func scope() throws {
    let sandbox = try Sandbox.ofSamples()
    let day = try run(sandbox, "--from", "2026-03-17", "--to", "2026-03-18")
    // S-207, S-603, S-702, S-703, S-704 and S-208.
    #expect(day.outputs[0].records == 6)
    #expect(day.claims?.chargeItems == 6)
    // S-705 and S-706; all others stay New.
    #expect(day.outputs.last?.records == 2)
    #expect(day.chargeItems?.total == 72, "items outside are known all the same")

    let unit = try run(sandbox, "--business-unit", "SOUTH", "--business-unit", "PILOT")
    // P7's seven approved items, S-801 and S-802; S-803 names an unknown unit.
    #expect(unit.outputs[0].records == 8)
    #expect(
      Set(
        try batch(sandbox).compactMap {
          ($0["patient"] as? [String: Any])?["patient_id"] as? String
        })
        == ["P7"])
    // It narrows the manifest's period, and never widens it.
    let wide = try run(sandbox, "--from", "2020-01-01", "--to", "2030-12-31")
    #expect(wide.outputs[0].records == 55)
    // A unit that nobody has is said, and not just an empty result.
    let none = try sandbox.claimpipe(
      "run", Self.manifest, "--now", "2026-04-01", "--business-unit", "SOUHT")
    #expect(none.messages.contains("no business unit \"SOUHT\" (did you mean \"SOUTH\"?)"))
    // So is a payer, by check too.
    let payer = "outputs[1].options.payers=[PAY-COM, PAY-AMMA]"
    for command in ["run", "check"] {
      let messages = try sandbox.claimpipe(command, Self.manifest, "--set", payer).messages
      #expect(messages.contains("there is no payer \"PAY-AMMA\" (did you mean \"PAY-AMA\"?)"))
      #expect(!messages.contains("no payer \"PAY-COM\""))
    }
  }

  @Test("--set sets keys of the manifest")
  func set() throws {
    let sandbox = try Sandbox.ofSamples()
    let drafts = try run(sandbox, "--set", "claims.as_draft=true")
    #expect(drafts.claims?.readyToSubmit.claims == 0 && drafts.claims?.draft.claims == 32)
    let unbilled = try run(sandbox, "--set", "claims.generate=false")
    #expect(unbilled.claims?.lines == 0 && unbilled.chargeItems?.byStatus["ready_to_bill"] == 54)
    let manual = try run(sandbox, "--set", "approve.policy=manual")
    #expect(manual.chargeItems?.byStatus["claim_line_created"] == 2, "S-502, and S-211")
    let duplicates = try run(sandbox, "--set", "approve.allow_duplicates=true")
    #expect(duplicates.claims?.chargeItems == 58, "S-501, S-503, S-509 and S-705 too")
    let flag = try run(sandbox, "--set", "billing.medicare_totals=flag")
    #expect(flag.claims?.units == 160, "S-302 keeps its 2 units")
  }

  @Test("REC-1, REC-2: a finding names both places, across files")
  func places() throws {
    let sandbox = try Sandbox()
    let columns = "session_id,status,patient_id,practitioner_id,service_code,start,end,sequence\n"
    func row(_ id: String, _ end: String, _ sequence: String) -> String {
      "\(id),submitted,P1,PR1,A,2026-01-05T09:00,2026-01-05T\(end),\(sequence)\n"
    }
    try sandbox.write(
      columns + row("S-1", "10:00", "2") + row("S-2", "10:00", "") + row("S-3", "10:00", ""),
      to: "in/sessions-a.csv")
    try sandbox.write(
      columns + row("S-3", "10:00", "") + row("S-2", "11:00", "") + row("S-1", "12:00", "1"),
      to: "in/sessions-b.csv")
    try sandbox.write("payer_id,name\nX,One\nX,Two\n", to: "in/payers.csv")
    try sandbox.write(
      """
      version: 1
      pipeline: places
      inputs:
        - { adapter: csv, record: sessions, path: "in/sessions-*.csv" }
        - { adapter: csv, record: payers, path: in/payers.csv }
      outputs: [{ adapter: billing_export, path: out/export.csv }]
      rejects: { max: 1 }
      report: out/run-report.json
      """, to: "run.yml")
    #expect(try sandbox.claimpipe("run", "run.yml").status == 1)
    let counts = try sandbox.report().records
    #expect(counts["sessions"]?.used == 3 && counts["sessions"]?.replaced == 3)
    #expect(counts["payers"]?.used == 1 && counts["payers"]?.rejected == 1)
    let findings = try sandbox.text("out/run-report-findings.ndjson").split(separator: "\n")
    for (code, first, second, word) in [
      ("REC-1.replaced", "sessions-a.csv:2", "sessions-b.csv:4", "sequence"),
      ("REC-1.replaced", "sessions-a.csv:3", "sessions-b.csv:3", "later"),
      ("REC-1.identical", "sessions-a.csv:4", "sessions-b.csv:2", "identical"),
      ("REC-2.duplicate_key", "payers.csv:2", "payers.csv:3", "first"),
    ] {
      #expect(
        findings.contains {
          $0.contains("\"\(code)\"") && $0.contains("in/\(first)") && $0.contains("in/\(second)")
            && (word == "first" || $0.contains(word))
        }, "\(code) \(first) \(second)")
    }
  }

  @Test("--quiet keeps warnings and errors; --log-format json is one object a line")
  func messages() throws {
    let sandbox = try Sandbox.ofSamples()
    let quiet = try sandbox.claimpipe("run", Self.manifest, "--quiet").messages
    #expect(!quiet.isEmpty)
    #expect(quiet.split(separator: "\n").allSatisfy { $0.hasPrefix("warning: ") })
    let lines = try sandbox.claimpipe("run", Self.manifest, "--log-format", "json").messages
      .split(separator: "\n")
    #expect(lines.count > 10)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["level"] is String && object?["message"] is String)
    }
  }
}
