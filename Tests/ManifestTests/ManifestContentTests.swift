import AdapterKit
import ClaimCore
import Manifests
import Testing

/// What a good manifest says.
@Suite struct ManifestContentTests {
  /// formats.md section 2's example, with this fixture's adapters.
  static let example = """
    version: 1
    pipeline: weekly-billing
    time_zone: America/New_York
    inputs:
      - adapter: csv                 # a comment
        record: sessions
        path: in/sessions-*.csv
        options: { delimiter: ";", header: no, skip_lines: 3, columns: [no, 010, 'yes'] }
        mapping:
          session_id: Id
          status: { from: STATE, map: { finished: submitted, no: cancelled } }
          start: { from: START, format: "MM/dd/yyyy h:mm a" }
          modifiers: { from: [MOD1, MOD2] }
          telecare: { value: false }
          patient_id: { template: "{P}-{Q}", split: { on: "-", take: 2 }, default: none }
      - { adapter: json, record: patients, path: [p.json, ./p.json, /data/a.csv],
          options: { records: "entry[*].resource" }, mapping: { last_name: { default: "" } } }
    billing: { default_rule: ama, medicare_totals: allocate }
    period: { from: 2026-01-01, to: "2026-01-31" }
    business_units: [NORTH, SOUTH, 007]
    approve: { policy: manual, allow_duplicates: yes, period: { from: 2026-01-10 } }
    claims: { generate: false, as_draft: True, max_lines: 7, merge_modifiers: true,
      business_units: [NORTH, EAST] }
    outputs:
      - { adapter: billing_export, path: out/e.csv,
          options: { columns: [Modifiers, { column: Duration, as: Minutes }], statuses: [new] } }
      - { adapter: claim_batch, path: out/claims.json, period: { to: 2026-01-15 } }
    rejects: { max: "2.5%", quarantine: out/quarantine }
    report: out/run.report.json
    """

  @Test func everyKeyIsRead() throws {
    let manifest = try Fixture.load(Self.example)
    #expect(manifest.pipeline == "weekly-billing")
    #expect(manifest.timeZone == "America/New_York")
    let january = try range("2026-01-01", "2026-01-31")
    #expect(
      manifest.scope == Scope(dates: january, businessUnits: ["NORTH", "SOUTH", "007"]))
    let billing = manifest.billing
    #expect(billing.defaultRule == .ama)
    #expect(billing.medicareTotals == .allocate)
    #expect(!billing.approval.isAutomatic && billing.approval.allowsDuplicates)
    #expect(billing.approval.scope.dates == (try range("2026-01-10", "2026-01-31")))
    #expect(!billing.claims.generate && billing.claims.asDraft && billing.claims.mergeModifiers)
    #expect(billing.claims.maxLines == 7)
    #expect(billing.claims.scope == Scope(dates: january, businessUnits: ["NORTH"]))
    #expect(manifest.rejects.limit == .share(250))
    #expect(manifest.rejects.quarantine == "out/quarantine")
    #expect(manifest.report == "out/run.report.json")
    #expect(manifest.findings == "out/run.report-findings.ndjson")
    #expect(manifest.resolve("out/e.csv") == "conf/out/e.csv")
    #expect(manifest.resolve("/data/a.csv") == "/data/a.csv")
  }

  @Test func inputsAreRead() throws {
    let inputs = try Fixture.load(Self.example).inputs
    #expect(inputs.map(\.adapter) == ["csv", "json"])
    #expect(inputs.map(\.record) == [.sessions, .patients])
    // By path as bytes, each file once.
    #expect(inputs[0].sources == ["in/sessions-10.csv", "in/sessions-2.csv"])
    #expect(inputs[1].sources == ["p.json", "/data/a.csv"])
    // Texts stay texts, whatever YAML 1.1 makes of them.
    #expect(
      inputs[0].options == [
        "delimiter": .text(";"), "header": .boolean(false), "skip_lines": .integer(3),
        "columns": .list(["no", "010", "yes"]),
      ])
    #expect(inputs[0].marks.mark(ofOption: "header") == .file(line: 8, column: 40))
  }

  @Test func mappingIsRead() throws {
    let inputs = try Fixture.load(Self.example).inputs
    let mapping = Dictionary(
      uniqueKeysWithValues: inputs.flatMap(\.mapping).map { ($0.field, $0.entry) })
    #expect(
      inputs[0].mapping.map(\.field) == [
        "session_id", "status", "start", "modifiers", "telecare", "patient_id",
      ])
    #expect(mapping["session_id"]?.origin == .from(["Id"]))
    #expect(mapping["status"]?.map == ["finished": "submitted", "no": "cancelled"])
    #expect(mapping["start"]?.format == "MM/dd/yyyy h:mm a")
    #expect(mapping["start"]?.mark(of: "format") == .file(line: 12, column: 37))
    #expect(mapping["modifiers"]?.origin == .from(["MOD1", "MOD2"]))
    #expect(mapping["telecare"]?.origin == .value("false"))
    let patient = mapping["patient_id"]
    #expect(patient?.origin == .template("{P}-{Q}"))
    #expect(patient?.split?.separator == "-")
    #expect(patient?.split?.part == .number(2))
    #expect(patient?.defaultValue == "none")
    // Without an origin, the field's own name.
    #expect(mapping["last_name"]?.origin == .from(["last_name"]))
    #expect(mapping["last_name"]?.defaultValue == "")
  }

  @Test func outputsAreRead() throws {
    var manifest = try Fixture.load(Self.example)
    #expect(manifest.outputs.map(\.path) == ["out/e.csv", "out/claims.json"])
    #expect(
      manifest.outputs[0].options == [
        "columns": .items([
          .text("Modifiers"), .object(["column": .text("Duration"), "as": .text("Minutes")]),
        ]), "statuses": .list(["new"]),
      ])
    #expect(manifest.outputs[1].scope.dates == (try range("2026-01-01", "2026-01-15")))
    manifest.narrow(by: Scope(dates: try range("2026-01-12", nil), businessUnits: ["SOUTH"]))
    #expect(manifest.outputs[1].scope.dates == (try range("2026-01-12", "2026-01-15")))
    #expect(manifest.billing.claims.scope.businessUnits == [])
  }

  @Test func defaultsHold() throws {
    let manifest = try Fixture.load(Fixture.manifest())
    #expect(manifest.timeZone == "UTC")
    #expect(manifest.scope == .everything)
    #expect(manifest.billing.defaultRule == .notSpecified)
    #expect(manifest.billing.medicareTotals == .flag)
    #expect(manifest.billing.approval.isAutomatic && !manifest.billing.approval.allowsDuplicates)
    #expect(manifest.billing.claims.maxLines == 50 && manifest.billing.claims.generate)
    #expect(manifest.rejects == (try Fixture.load(Fixture.manifest("rejects: { max: 0 }"))).rejects)
    #expect(manifest.rejects.limit == .count(0) && manifest.rejects.quarantine == "quarantine")
    #expect(manifest.report == nil && manifest.findings == nil)
    #expect(try Fixture.load(Fixture.manifest("report: a/r")).rejects.quarantine == "a/quarantine")
  }

  @Test func jsonIsAManifest() throws {
    let manifest = try Fixture.load(
      """
      {"version": 1, "pipeline": "j", "period": {"from": "2026-01-01"},
      \t"inputs": [{"adapter": "csv", "record": "sessions", "path": "-",
        "options": {"header": false, "delimiter": "\\t"}}],
       "outputs": [{"adapter": "claim_batch", "path": "c\\u0031.json"}], "rejects": {"max": 20}}
      """)
    #expect(manifest.inputs[0].sources == ["-"])
    #expect(manifest.inputs[0].options["delimiter"] == .text("\t"))
    #expect(manifest.outputs[0].path == "c1.json")
    #expect(manifest.rejects.limit == .count(20))
  }

  /// The form of the golden practices' manifests.
  @Test func everyRecordHasAnInput() throws {
    let inputs = RecordKind.allCases.map {
      "  - { adapter: csv, record: \($0.rawValue), path: s.csv }"
    }
    let manifest = try Fixture.load(
      """
      version: 1
      pipeline: practice-18
      time_zone: Europe/London
      inputs:
      \(inputs.joined(separator: "\n"))
      billing: { medicare_totals: allocate }
      period: { to: 2026-05-31 }
      claims: { generate: true, as_draft: false, max_lines: 50, merge_modifiers: false }
      outputs:
        - { adapter: claim_batch, path: out/c.json, options: { format: json, drafts: out/d.json } }
      rejects: { max: "100%", quarantine: out/quarantine }
      report: out/run-report.json
      """)
    #expect(manifest.inputs.map(\.record) == RecordKind.allCases)
    #expect(manifest.rejects.limit == .share(10_000))
    #expect(!manifest.scope.dates.hasStart && manifest.scope.dates.hasEnd)
  }

  @Test func theMachinesFilesAreFound() throws {
    let folder = String(#filePath.dropLast("/ManifestContentTests.swift".count))
    let lookup = FileLookup.system { _ in true }
    #expect(lookup.kind(folder) == .folder)
    #expect(lookup.kind(#filePath) == .file)
    #expect(lookup.kind(folder + "/missing") == .missing)
    #expect(
      lookup.matches("Manifest[C-F]*.swift", folder).sorted()
        == ["ManifestContentTests.swift", "ManifestFaultTests.swift", "ManifestFixture.swift"])
    #expect(
      lookup.matches(folder + "/*Syn*", "elsewhere") == [folder + "/ManifestSyntaxTests.swift"])
    #expect(lookup.matches("Mani*", folder + "/missing").isEmpty)
  }

  @Test func rejectLimitsAdmit() {
    #expect(RejectLimit.count(2).admits(rejected: 2, ofRead: 2))
    #expect(!RejectLimit.count(2).admits(rejected: 3, ofRead: 1000))
    #expect(RejectLimit.share(250).admits(rejected: 5, ofRead: 200))
    #expect(!RejectLimit.share(250).admits(rejected: 6, ofRead: 200))
    #expect(RejectLimit.share(0).admits(rejected: 0, ofRead: 0))
    #expect(RejectLimit.share(10_000).admits(rejected: .max, ofRead: .max))
  }

  @Test func specificationsAreShown() throws {
    let table = SpecificationText.table(Fixture.specifications)
    #expect(table.hasPrefix("ADAPTER         KIND    SUMMARY\ncsv             input   Comma-sep"))
    let csv = SpecificationText.detail(Fixture.specifications[0])
    #expect(csv.contains("\nskip_lines  whole number from 0 to 100  0\n"))
    #expect(csv.contains("\nencoding    one of utf-8, windows-1252  \"utf-8\"\n"))
    #expect(csv.contains("\ncolumns     list                        -\n"))
    #expect(csv.contains("\ndelimiter\n  Between fields.\n  Example: delimiter: \";\"\n"))
    #expect(SpecificationText.detail(Fixture.specifications[2]).hasSuffix("It has no options.\n"))
    let json = SpecificationText.json([Fixture.specifications[0]])
    #expect(json.contains("\"example\": \"delimiter: \\\";\\\"\""))
    #expect(json.contains("\"maximum\": 100"))
  }

  private func range(_ from: String?, _ to: String?) throws -> DateRange {
    DateRange(start: try from.map(date), end: try to.map(date))
  }

  private func date(_ text: String) throws -> CivilDate {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return try #require(CivilDate(year: parts[0], month: parts[1], day: parts[2]))
  }
}
