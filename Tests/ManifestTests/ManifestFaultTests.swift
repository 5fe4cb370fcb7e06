import AdapterKit
import Manifests
import Testing

/// A manifest, and every fault that it has: `line:column: …`, of which each expectation is the
/// beginning and `…` stands for anything.
struct FaultCase: CustomTestStringConvertible {
  let text: String
  let faults: [String]

  init(_ text: String, _ faults: String...) {
    self.text = text
    self.faults = faults
  }

  var testDescription: String { faults.first ?? "accepted: \(text.suffix(60))" }

  func check(_ found: [String]) {
    #expect(found.count == faults.count, "\(found)")
    for (found, expected) in zip(found, faults) {
      var rest = found[...]
      for (index, part) in expected.split(separator: "…").enumerated() {
        guard let range = rest.firstRange(of: part),
          index > 0 || range.lowerBound == rest.startIndex
        else {
          Issue.record("\(found)\nis not\n\(expected)")
          break
        }
        rest = rest[range.upperBound...]
      }
    }
  }
}

/// formats.md section 2: "unknown keys, wrong types, missing files and unknown adapters are reported
/// all at once, each with line and column and the nearest right name".
@Suite struct ManifestFaultTests {
  static let keys: [FaultCase] = [
    FaultCase(Fixture.manifest()),
    FaultCase(
      Fixture.manifest("perod: { from: 2026-01-01 }"),
      "5:1: perod: unknown key \"perod\": known are version, …(did you mean \"period\"?)"),
    FaultCase(Fixture.manifest("xyzzy: 1"), "5:1: xyzzy: unknown key \"xyzzy\"…report, findings"),
    FaultCase(
      "inputs: []",
      "1:1: version: missing: write version: 1", "1:1: pipeline: missing", "1:1: outputs: missing",
      "1:9: inputs: no input has record: sessions"),
    FaultCase("[1, 2]", "1:1: a manifest…is wanted, not a list"),
    FaultCase("hello", "1:1: a manifest…is wanted, not a single value"),
    FaultCase(
      Fixture.manifest(version: "version: 2"),
      "1:10: version: unknown version 2: this claimpipe reads version 1"),
    FaultCase(
      Fixture.manifest(version: "version: \"1\""),
      "1:10: version: a text: a whole number from 1 is wanted, without quotes"),
    FaultCase(
      Fixture.manifest(version: "version: 1.0"), "1:10: version: \"1.0\" is not a whole number"),
    FaultCase(
      Fixture.manifest(pipeline: "pipeline:"), "2:10: pipeline: no value: a name is wanted"),
    FaultCase(Fixture.manifest(pipeline: "pipeline: ''"), "2:11: pipeline: an empty text"),
    FaultCase(
      Fixture.manifest(pipeline: "pipeline: [a]"), "2:11: pipeline: a name is wanted, not a list"),
    FaultCase(
      Fixture.manifest("report: a.json\nreport: b.json"),
      "6:1: report: the key stands here twice; first on line 5"),
    FaultCase(
      Fixture.manifest("ledger: state/"), "5:9: ledger: a folder: name a file in it"),
    FaultCase(
      Fixture.manifest("time_zone: Europe/Lodon"),
      "5:12: time_zone: unknown time zone \"Europe/Lodon\"…such as America/New_York"),
    FaultCase(
      Fixture.manifest("time_zone: ../../etc/passwd"), "5:12: time_zone: unknown time zone"),
    FaultCase(Fixture.manifest("time_zone: \"\""), "5:12: time_zone: unknown time zone"),
  ]

  static let settings: [FaultCase] = [
    FaultCase(
      Fixture.manifest("billing: { default_rule: comercial, medicare_totals: allocated }"),
      "5:26: billing.default_rule: unknown rule \"comercial\": known are commercial, ama, medicare, "
        + "not_specified (did you mean \"commercial\"?)",
      "5:54: billing.medicare_totals: unknown value \"allocated\"…(did you mean \"allocate\"?)"),
    FaultCase(
      Fixture.manifest("period: { from: 2026-02-30, to: 01/02/2026 }"),
      "5:17: period.from: the calendar has no \"2026-02-30\"",
      "5:33: period.to: \"01/02/2026\" is not a date such as 2026-01-05"),
    FaultCase(Fixture.manifest("period: {}"), "5:9: period: names no date"),
    FaultCase(
      Fixture.manifest("period: { from: 2026-02-01, to: 2026-01-31 }"),
      "5:9: period: from is after to"),
    FaultCase(Fixture.manifest("business_units: NORTH"), "5:17: business_units: a list…[NORTH]"),
    FaultCase(Fixture.manifest("business_units: []"), "5:17: business_units: an empty list"),
    FaultCase(
      Fixture.manifest("business_units: [A, { b: c }, ]\napprove:"),
      "5:21: business_units[1]: a text is wanted, not an object",
      "6:9: approve: no value: an object with keys is wanted"),
    FaultCase(
      Fixture.manifest("approve: { policy: automatic, allow_duplicates: on }"),
      "5:20: approve.policy: unknown policy \"automatic\": known are auto, manual",
      "5:49: approve.allow_duplicates: \"on\" is not true or false"),
    // Norway: where a switch is wanted, no is false, quoted or not; octal and fractions are no whole
    // numbers.
    FaultCase(
      Fixture.manifest(
        "claims:\n  generate: \"no\"\n  as_draft: No\n  merge_modifiers: 0\n  max_lines: 010"),
      "8:20: claims.merge_modifiers: \"0\" is not true or false",
      "9:14: claims.max_lines: \"010\" begins with 0"),
    FaultCase(
      Fixture.manifest("claims: { max_lines: 51 }"),
      "5:22: claims.max_lines: \"51\" is not a whole number from 1 to 50"),
    FaultCase(
      Fixture.manifest("claims: { max_lines: 0x10 }"), "5:22: claims.max_lines: \"0x10\" is not"),
    FaultCase(
      Fixture.manifest("claims: { max_lines: 99999999999999999999 }"), "5:22: claims.max_lines: "),
    FaultCase(
      Fixture.manifest("rejects: { max: 5.125%, quarantine: out/e.csv }"),
      "5:17: rejects.max: \"5.125%\" is not a percentage",
      "5:37: rejects.quarantine: a folder is needed, and outputs[0].path is a file"),
    FaultCase(
      Fixture.manifest("rejects: { quarantine: t.csv }"),
      "5:24: rejects.quarantine: a file of this name is there, and a folder is needed"),
    FaultCase(Fixture.manifest("rejects: { max: 101% }"), "5:17: rejects.max: \"101%\" is not"),
    FaultCase(Fixture.manifest("rejects: { max: -1 }"), "5:17: rejects.max: \"-1\" is not a whole"),
    FaultCase(Fixture.manifest("rejects: { max: many }"), "5:17: rejects.max: \"many\" is not"),
  ]

  static let inputs: [FaultCase] = [
    FaultCase(
      Fixture.input("{ adapter: cvs, record: session, path: s.csv }"),
      "4:16: inputs[0].adapter: unknown adapter \"cvs\": known are csv, json, ndjson "
        + "(did you mean \"csv\"?)",
      "4:29: inputs[0].record: unknown record \"session\"…(did you mean \"sessions\"?)"),
    FaultCase(
      Fixture.input("{ adapter: claim_batch, record: sessions, path: s.csv }"),
      "4:16: inputs[0].adapter: \"claim_batch\" is an output adapter: input adapters are csv, json"),
    FaultCase(
      Fixture.input("{ pathh: s.csv }"),
      "4:5: inputs[0].adapter: missing: one of csv, json, ndjson",
      "4:5: inputs[0].record: missing", "4:5: inputs[0].path: missing",
      "4:7: inputs[0].pathh: unknown key…(did you mean \"path\"?)"),
    FaultCase(
      Fixture.input("{ adapter: json, record: patients, path: p.json }"),
      "4:3: inputs: no input has record: sessions"),
    FaultCase(
      Fixture.input(
        "{ adapter: csv, record: sessions, path: [s.csv, missing.csv, in, 'x-*.csv'] }"),
      "4:53: inputs[0].path[1]: no such file: \"missing.csv\", relative to the manifest",
      "4:66: inputs[0].path[2]: a folder: name its files, as in \"in/*.csv\"",
      "4:70: inputs[0].path[3]: no file matches \"x-*.csv\""),
    FaultCase(
      Fixture.input("{ adapter: csv, record: sessions, path: [] }"),
      "4:45: inputs[0].path: an empty list"),
    FaultCase(
      Fixture.input(
        "{ adapter: csv, record: sessions, path: - }\n  - { adapter: csv, record: patients, path: \"-\" }"
      ),
      "4:45: not valid YAML: did not find expected node content"),
    FaultCase(
      Fixture.input(
        "{ adapter: csv, record: sessions, path: \"-\" }\n"
          + "  - { adapter: csv, record: patients, path: \"-\" }"),
      "5:45: inputs[1].path: standard input can be read once, and inputs[0].path has it"),
    FaultCase(Fixture.input("s.csv"), "4:5: inputs[0]: an input…not a single value"),
    FaultCase(
      Fixture.inputOptions(
        "{ delimeter: \";\", header: 1, encoding: utf8, skip_lines: 101, columns: a }"),
      "5:14: inputs[0].options.delimeter: the adapter csv has no option \"delimeter\": it has "
        + "delimiter, …(did you mean \"delimiter\"?)",
      "5:38: inputs[0].options.header: \"1\" is not true or false",
      "5:51: inputs[0].options.encoding: unknown value \"utf8\"…(did you mean \"utf-8\"?)",
      "5:69: inputs[0].options.skip_lines: \"101\" is not a whole number from 0 to 100",
      "5:83: inputs[0].options.columns: a list of texts is wanted"),
    FaultCase(
      Fixture.inputOptions("{ delimiter: \\t }"),
      "5:25: inputs[0].options.delimiter: one ASCII character is wanted: a tab is"),
    FaultCase(
      Fixture.inputOptions("{ delimiter: ¦ }"),
      "5:25: inputs[0].options.delimiter: \"¦\" is not one ASCII character"),
    FaultCase(Fixture.inputOptions("[a]"), "5:12: inputs[0].options: an object…not a list"),
    FaultCase(
      Fixture.input("{ adapter: ndjson, record: sessions, path: s.csv, options: { records: a } }"),
      "4:66: inputs[0].options.records: the adapter ndjson has no options"),
  ]

  static let mapping: [FaultCase] = [
    FaultCase(
      Fixture.mapping("{ sesion_id: Id, status: { form: A } }"),
      "5:14: inputs[0].mapping.sesion_id: the record has no field…(did you mean \"session_id\"?)",
      "5:37: inputs[0].mapping.status: says nothing",
      "5:39: inputs[0].mapping.status.form: unknown key…(did you mean \"from\"?)"),
    FaultCase(
      Fixture.mapping("{ start: { from: A, value: B }, status: {}, telecare: [A] }"),
      "5:21: inputs[0].mapping.start: has from and value",
      "5:52: inputs[0].mapping.status: says nothing",
      "5:66: inputs[0].mapping.telecare: a source name or an object with…not a list"),
    FaultCase(
      Fixture.mapping("{ start: { value: a, map: { a: b } }, status: { from: [], format: '' } }"),
      "5:33: inputs[0].mapping.start.map: has no effect beside value",
      "5:66: inputs[0].mapping.status.from: an empty list",
      "5:78: inputs[0].mapping.status.format: an empty text"),
    FaultCase(
      Fixture.mapping(
        "{ start: { from: A, split: { on: '', take: 0 } }, status: { split: { tke: 1 } } }"),
      "5:45: inputs[0].mapping.start.split.on: an empty text",
      "5:55: inputs[0].mapping.start.split.take: \"0\" is not first, last, rest, a number from 1, all, each or place",
      "5:79: inputs[0].mapping.status.split.on: missing",
      "5:79: inputs[0].mapping.status.split.take: missing",
      "5:81: inputs[0].mapping.status.split.tke: unknown key…(did you mean \"take\"?)"),
    FaultCase(
      Fixture.mapping(
        "{ start: { from: A, split: { on: ',', take: frist } }, status: { map: [a] } }"),
      "5:56: inputs[0].mapping.start.split.take: …(did you mean \"first\"?)",
      "5:82: inputs[0].mapping.status.map: an object with source values as keys is wanted"),
    FaultCase(
      Fixture.mapping("{ start: { from: A, decimal: x, plus_minutes: [a] } }"),
      "5:41: inputs[0].mapping.start.decimal: \"x\" is no decimal sign",
      "5:58: inputs[0].mapping.start.plus_minutes: a source name is wanted, not a list"),
    FaultCase(
      Fixture.input(
        "{ adapter: csv, record: sessions, path: s.csv, distinct: true,\n  where: { A: { is: x }, B: , C: [], D: { not: } } }"
      ),
      "4:62: inputs[0].distinct: has no effect on sessions",
      "5:15: inputs[0].where.A.not: missing: the value or values that it must not have",
      "5:17: inputs[0].where.A.is: unknown key",
      "5:29: inputs[0].where.B: no value: a text",
      "5:34: inputs[0].where.C: an empty list",
      "5:48: inputs[0].where.D.not: no value"),
    FaultCase(
      Fixture.input("{ adapter: csv, record: patients, path: s.csv, where: {}, distinct: 1 }"),
      "4:3: inputs: no input has record: sessions",
      "4:59: inputs[0].where: names nothing",
      "4:73: inputs[0].distinct: \"1\" is not true or false"),
    FaultCase(
      Fixture.mapping("{ status: { map: { a: b, a: c, d: } } }"),
      "5:37: inputs[0].mapping.status.map.a: the key stands here twice; first on line 5",
      "5:46: inputs[0].mapping.status.map.d: no value"),
  ]

  static let outputs: [FaultCase] = [
    FaultCase(
      Fixture.manifest(outputs: "outputs: []"), "4:10: outputs: an empty list: a run needs"),
    FaultCase(
      Fixture.manifest(outputs: "outputs: [{ adapter: x12, path: out/, period: { from: x } }]"),
      "4:22: outputs[0].adapter: unknown adapter \"x12\": known are billing_export, claim_batch",
      "4:33: outputs[0].path: a folder: name a file in it",
      "4:55: outputs[0].period.from: \"x\" is not a date"),
    FaultCase(
      Fixture.manifest(outputs: "outputs: [{ adapter: billing_export, path: '-' }]"),
      "4:44: outputs[0].path: outputs are files"),
    FaultCase(
      Fixture.manifest(outputs: "outputs: [{ adapter: billing_export, path: state }]"),
      "4:44: outputs[0].path: a folder of this name is there"),
    FaultCase(
      Fixture.manifest(
        outputs: "outputs:\n"
          + "  - { adapter: billing_export, path: out/a }\n"
          + "  - { adapter: claim_batch, path: ./out//b/../a, options: { drafts: s.csv } }\n"
          + "  - { adapter: claim_batch, path: w.yml, options: { drafts: out/a/b } }\n"
          + "report: out"),
      "5:38: outputs[0].path: lies in a folder whose name report has as a file",
      "6:35: outputs[1].path: the same file as outputs[0].path: each file has one use",
      "6:69: outputs[1].options.drafts: the same file as inputs[0]",
      "7:35: outputs[2].path: the same file as the manifest itself",
      "7:61: outputs[2].options.drafts: lies in a folder whose name outputs[0].path has as a file"),
    FaultCase(
      Fixture.manifest(
        "report: r.json\nfindings: r.json\nrejects: { quarantine: r.json }"),
      "6:11: findings: the same file as report",
      "7:24: rejects.quarantine: a folder is needed, and report is a file of this name"),
    FaultCase(
      Fixture.manifest(
        outputs: "outputs: [{ adapter: billing_export, path: o, options:\n"
          + "  { columns: [{ as: X }, { column: A, width: 10 }, []], statuses: [new, newish] } }]"),
      "5:15: outputs[0].options.columns[0].column: missing: every item needs it",
      "5:46: outputs[0].options.columns[1].width: \"10\" is not a whole number from 1 to 9",
      "5:52: outputs[0].options.columns[2]: a text or an object is wanted, not a list",
      "5:73: outputs[0].options.statuses[1]: unknown value \"newish\": known are new, on_hold, "
        + "ready_to_bill"),
  ]

  @Test(arguments: keys + settings + inputs + mapping + outputs)
  func everyFaultHasItsPlace(_ example: FaultCase) {
    example.check(Fixture.faults(example.text.utf8))
  }

  @Test func adaptersFaultsHaveTheirPlace() throws {
    let manifest = try Fixture.load(
      Fixture.manifest(
        inputs: "inputs: [{ adapter: csv, record: sessions, path: s.csv,\n"
          + "  options: { delimiter: '\"' } }]"))
    let marks = try #require(manifest.inputs.first).marks
    let faults = marks.faults(.init(option: "delimiter", message: "the quote itself"))
    #expect(
      ManifestFaults(name: manifest.name, faults: faults).description
        == "conf/w.yml:4:25: inputs[0].options.delimiter: the quote itself")
    #expect(marks.mark(ofOption: "header") == .file(line: 3, column: 21))
  }

  @Test func adaptersOwnPathsCollide() throws {
    let manifest = try Fixture.load(
      Fixture.manifest(
        "report: r.json",
        outputs:
          "outputs: [{ adapter: billing_export, path: o }, { adapter: claim_batch, path: b }]"))
    func faults(_ paths: [(output: Int, paths: [String])]) -> [ManifestFault] {
      manifest.collisions(
        of: paths.map {
          OutputFiles(manifest.outputs[$0.output], paths: $0.paths, pathOptions: ["drafts"])
        })
    }
    #expect(faults([(0, ["o"]), (1, ["b", "b-drafts"])]).isEmpty)
    let found = faults([(0, ["o"]), (1, ["b", "r-findings.ndjson", "./o"])])
    #expect(found.map(\.keyPath) == ["outputs[1]", "outputs[1]"])
    #expect(found.first?.message.contains("the same file as findings") == true)
    #expect(found.first?.message.contains("(options that name files: drafts)") == true)
    // An output whose adapter could not be made has no files here; the others keep theirs.
    #expect(faults([(1, ["b"])]).isEmpty)
  }

  /// What adapters and mappings find comes in the same report, by line.
  @Test func furtherFaultsComeTogether() throws {
    let text = Fixture.mapping("{ start: { from: A, format: QQ, map: { a: b } } }")
      .replacing("pipeline: weekly", with: "pipeline: []")
    let faults = Fixture.faults(text.utf8) { manifest in
      manifest.inputs.flatMap { input in
        [
          input.mappingFault(field: "start", key: "format", message: "no pattern"),
          input.mappingFault(field: "start", key: "map", mapKey: "a", message: "no date"),
          input.mappingFault(field: "status", message: "missing"),
        ]
      }
    }
    #expect(
      faults == [
        "2:11: pipeline: a name is wanted, not a list", "4:16: inputs[0].mapping.status: missing",
        "5:40: inputs[0].mapping.start.format: no pattern",
        "5:54: inputs[0].mapping.start.map.a: no date",
      ])
  }

  /// What could not be read is not said to be missing as well.
  @Test func anOptionsFaultStandsOnce() {
    let text = Fixture.manifest(
      outputs: "outputs: [{ adapter: billing_export, path: o, options: { bom: perhaps } }]")
    for (option, count) in [("bom", 1), ("bo", 2), ("delimiter", 2)] {
      let faults = Fixture.faults(text.utf8) { manifest in
        manifest.outputs.flatMap { $0.marks.faults(.init(option: option, message: "missing")) }
      }
      #expect(faults.count == count, "\(option): \(faults)")
    }
  }

  @Test func manyFaultsAreCounted() {
    let text = Fixture.manifest((0..<300).map { "k\($0): 1" }.joined(separator: "\n"))
    let faults = Fixture.faults(text.utf8)
    #expect(faults.count == 201)
    #expect(faults.last == " and 100 more")
  }
}
