import AdapterKit
import Foundation
import Pipeline
import SchemaJudge
import Testing

/// What is written, against the schemas in docs/schemas that others will hold it to (formats.md
/// sections 5 and 6).
@Suite("The published schemas")
struct SchemaTests {
  private static func file(_ path: String) throws -> Data {
    try Data(contentsOf: Sandbox.repository.appending(path: path))
  }

  private static func xsd() throws -> XMLSchemaJudge {
    try XMLSchemaJudge(file("docs/schemas/claim-batch.xsd"))
  }
  private static func claims(_ definition: String? = nil) throws -> JSONSchema {
    try JSONSchema(file("docs/schemas/claim-batch.schema.json"), definition: definition)
  }
  private static func report() throws -> JSONSchema {
    try JSONSchema(file("docs/schemas/run-report.schema.json"))
  }

  @Test("docs/schemas holds what claimpipe schema prints")
  func files() throws {
    let sandbox = try Sandbox()
    for schema in PublishedSchema.all {
      let printed = try sandbox.claimpipe("schema", schema.name)
      #expect(printed.status == 0 && printed.messages.isEmpty)
      #expect(printed.output == schema.text(.builtIn))
      try expectRecorded(Data(printed.output.utf8), "docs/schemas/\(schema.name).schema.json")
    }
    let samples = try Sandbox.ofSamples()
    try expectRecorded(
      Data(samples.claimpipe("schema", "manifest").output.utf8),
      "plugins-config/manifest.schema.json")
    #expect(
      try sandbox.claimpipe("schema").output.split(separator: "\n").count
        == PublishedSchema.all.count)
    #expect(try sandbox.claimpipe("schema", "manifst").messages.contains("did you mean"))
  }

  /// The samples' own source meets what the records' schema says of sources that need no mapping.
  @Test("the records' schema takes the samples' records, and refuses what a run rejects")
  func records() throws {
    let schema = try JSONSchema(Self.file("docs/schemas/records.schema.json"))
    for (name, unmapped) in [("places", ["locations", "business_units"]), ("insurance", [])] {
      guard case .object(let whole) = try JSON(Self.file("samples/json/\(name).json")) else {
        Issue.record("\(name) is no object")
        continue
      }
      let records = whole.filter { !unmapped.contains($0.key) }
      #expect(schema.fault(in: .object(records)) == nil, "\(name)")
    }
    let session: [String: JSON] = [
      "session_id": .string("1"), "status": .string("In progress"), "patient_id": .integer(7),
      "practitioner_id": .string("x"), "service_code": .string("TE"),
      "start": .string("2026-01-05T09:00"), "end": .string("2026-01-05 09:30:00Z"),
      "telecare": .string("Y"), "modifiers": .array([.string("GT"), .integer(59)]),
      "location_id": .null,
    ]
    func fault(_ changes: [String: JSON?]) -> String? {
      let record = session.merging(changes.compactMapValues { $0 }) { $1 }
        .filter { changes[$0.key] ?? .null != nil }
      return schema.fault(in: .object(["sessions": .array([.object(record)])]))
    }
    #expect(fault([:]) == nil)
    let faulty: [(String, JSON)] = [
      ("status", .string("complete")), ("status", .string(" ")), ("start", .string("9:00")),
      ("start", .string("2026-02-30T09:00")), ("telecare", .string("perhaps")),
      ("telecare", .integer(2)), ("sequence", .number(1.5)), ("patient_id", .null),
      ("patient_id", .object([:])), ("charge_status", .string("sold")),
    ]
    for (name, value) in faulty { #expect(fault([name: value]) != nil, "\(name) \(value)") }
  }

  @Test("the plugin protocol's schema takes what claimpipe and the samples' programs say")
  func conversations() throws {
    let sandbox = try Sandbox.ofSamples()
    for (manifest, adapter, kind) in [
      ("samples-fixed-width", "fixed_width", "input"),
      ("samples-file-drop", "json_file_drop", "output"),
    ] {
      let file = "plugins-config/adapters/\(adapter).yml"
      let text = try sandbox.text(file)
      let command = try #require(text.firstMatch(of: /command: \[(.*)\]/))
      let words = command.1.replacing(", ", with: " ")
      try sandbox.write(
        text.replacing(
          command.0,
          with: "command: [sh, -c, \"tee -a \(adapter).to | \(words) | tee -a \(adapter).from\"]"),
        to: file)
      let ending = try sandbox.claimpipe(
        "run", "plugins-config/\(manifest).yml", "--now", "2026-04-01", "--quiet")
      #expect(ending.status <= 1, "\(ending.messages)")
      for direction in ["to", "from"] {
        let schema = try JSONSchema(
          Self.file("docs/schemas/plugin-protocol.schema.json"), definition: "\(direction)_\(kind)")
        let lines = try sandbox.text("plugins-config/adapters/\(adapter).\(direction)")
          .split(separator: "\n")
        #expect(lines.count > 1)
        for line in lines {
          #expect(try schema.fault(in: JSON(Data(line.utf8))) == nil, "\(line.prefix(200))")
        }
      }
    }
  }

  private static let protocolFaults: [(definition: String, line: String)] = [
    ("from_input", #"{"type":"hello","protocol":"claimpipe","version":2}"#),
    ("from_input", #"{"type":"record","line":0,"fields":{}}"#),
    ("from_input", #"{"type":"record","fields":[]}"#),
    ("from_input", #"{"type":"end","records":1}"#),
    ("from_input", #"{"type":"reject","code":"Too long","message":"x"}"#),
    ("from_input", #"{"type":"file","name":"a"}"#), ("from_input", #"["record"]"#),
    ("from_output", #"{"type":"data","base64":"abc"}"#), ("from_output", #"{"type":"file"}"#),
    ("from_output", #"{"type":"end","files":-1,"records":1}"#),
    ("to_input", #"{"type":"read","options":{},"fields":[]}"#),
    ("to_output", #"{"type":"end","counts":{"claim":1}}"#),
  ]

  @Test("the plugin protocol's schema refuses what ends a run")
  func protocolFaults() throws {
    for (definition, line) in Self.protocolFaults {
      let schema = try JSONSchema(
        Self.file("docs/schemas/plugin-protocol.schema.json"), definition: definition)
      #expect(try schema.fault(in: JSON(Data(line.utf8))) != nil, "\(line)")
    }
  }

  private static let golden = "Tests/PipelineTests/Golden"

  @Test("every golden claims file and run report meets its schema")
  func goldenFiles() throws {
    let (xsd, claims, report) = try (Self.xsd(), Self.claims(), Self.report())
    let names = try FileManager.default.subpathsOfDirectory(
      atPath: Sandbox.repository.appending(path: Self.golden).path)
    var seen: [String: Int] = [:]
    for name in names {
      let last = name.split(separator: "/").last ?? ""
      let ending = last.split(separator: ".").last ?? ""
      let kind = last.hasPrefix("claims") ? "claims.\(ending)" : String(last)
      let path = "\(Self.golden)/\(name)"
      switch kind {
      case "claims.json": #expect(try claims.fault(in: JSON(Self.file(path))) == nil, "\(name)")
      case "claims.xml": #expect(try xsd.faults(in: Self.file(path)) == [], "\(name)")
      case "run-report.json":
        #expect(try report.fault(in: JSON(Self.file(path))) == nil, "\(name)")
      default: continue
      }
      seen[kind, default: 0] += 1
    }
    #expect(seen == ["claims.json": 3, "claims.xml": 2, "run-report.json": 3])
  }

  @Test("JSON and XML of the golden claims say the same")
  func goldenFacts() throws {
    for name in ["claims", "claims-drafts"] {
      try Self.expectSameFacts(
        json: Self.file("\(Self.golden)/\(name).json"),
        xml: Self.file("\(Self.golden)/xml/\(name).xml"))
    }
  }

  /// Claim by claim: what is null in JSON is absent in XML, and everything else is equal.
  private static func expectSameFacts(json: Data, xml: Data) throws {
    let (a, b) = (ClaimTree(try JSON(json)), try XMLTree.read(xml))
    #expect(a["batch"] == b["batch"])
    #expect(a["claims"]?.list.count == b["claims"]?.list.count)
    for (one, other) in zip(a["claims"]?.list ?? [], b["claims"]?.list ?? []) {
      #expect(one.difference(from: other) == nil)
    }
    #expect(a == b)
  }

  /// Practices of every kind, with each format beside the others.
  @Test(
    "random practices: json, ndjson, xml and the report meet their schemas and say the same",
    arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func randomPractices(seed: UInt64) throws {
    let sandbox = try Sandbox()
    let practice = RandomPractice(seed: seed, sessions: 200, isSound: seed.isMultiple(of: 2))
    try practice.write(to: sandbox, as: Spelling(), seed: seed)
    let further = ["ndjson", "xml"].map {
      "  - { adapter: claim_batch, path: out/claims.\($0), options: { format: \($0) } }\n"
    }
    let manifest = try sandbox.text("run.yml")
    try sandbox.write(
      manifest.replacing("outputs:\n", with: "outputs:\n" + further.joined()), to: "run.yml")
    let ending = try sandbox.claimpipe("run", "run.yml", "--quiet", "--now", "2026-04-01")
    try #require(ending.status <= 1, "\(ending.messages)")
    let (xsd, batch, line) = try (Self.xsd(), Self.claims(), Self.claims("claim"))
    for name in ["claims", "claims-drafts"] {
      let json = try sandbox.data("out/\(name).json")
      let xml = try sandbox.data("out/\(name).xml")
      #expect(try batch.fault(in: JSON(json)) == nil)
      #expect(xsd.faults(in: xml) == [])
      try Self.expectSameFacts(json: json, xml: xml)
      let lines = try sandbox.text("out/\(name).ndjson").split(separator: "\n")
      let claims = try JSON(json)["claims"]?.array ?? []
      #expect(try lines.map { try JSON(Data($0.utf8)) } == claims)
      #expect(claims.allSatisfy { line.fault(in: $0) == nil })
    }
    #expect(try Self.report().fault(in: JSON(sandbox.data("out/run-report.json"))) == nil)
  }

  @Test("a run that ends with too many rejects has a report that meets the schema")
  func tooManyRejects() throws {
    let sandbox = try Sandbox.ofSamples()
    let ending = try sandbox.claimpipe(
      "run", "plugins-config/samples-csv.yml", "--set", "rejects.max=0", "--quiet")
    #expect(ending.status == 3)
    let fault = try Self.report().fault(in: JSON(sandbox.data("out/csv/run-report.json")))
    #expect(fault == nil)
  }

  @Test("sums past what can be held are null in the report, which meets the schema")
  func sumsPastMoney() throws {
    let sandbox = try Sandbox.ofSamples()
    let fees = "samples/csv/fee_schedules.csv"
    try sandbox.write(
      sandbox.text(fees).replacing(/\$[0-9.]+/, with: "20000000000000000.00"), to: fees)
    let ending = try sandbox.claimpipe("run", "plugins-config/samples-csv.yml", "--quiet")
    #expect(ending.status == 1)
    let report = try JSON(sandbox.data("out/csv/run-report.json"))
    #expect(report["claims"]?["draft"]?["total_billed"] == .null)
    #expect(try Self.report().fault(in: report) == nil)
  }

  // MARK: What the schemas refuse

  /// One change each: a member gone, a type, a word or a form that is wrong, a member nobody knows.
  private static let claimChanges: [(old: String, new: String)] = [
    (#""version":1,"#, ""), (#""version":1"#, #""version":"1""#),
    (#""version":1"#, #""version":0"#),
    (#""original_claim_number":null,"#, ""), (#""gender":"F""#, #""gender":"f""#),
    (#""medicare":false"#, #""medicare":"false""#), (#""medicare":false,"#, ""),
    (#""mrn":"MRN-0001""#, #""mrn":null"#), (#""mrn":"MRN-0001""#, #""MRN":"MRN-0001""#),
    (#""first_name":"Ada""#, #""first_name":"""#), (#""patient_id":"P1","mrn""#, #""mrn""#),
    (#""date_of_birth":"2018-05-04""#, #""date_of_birth":"2018-02-30""#),
    (#""date_of_birth":"2018-05-04""#, #""date_of_birth":"05/04/2018""#),
    (#""unit_price":"14.50""#, #""unit_price":14.50"#),
    (#""unit_price":"14.50""#, #""unit_price":"14.5""#), (#""units":4"#, #""units":-4"#),
    (#""units":4"#, #""units":4.5"#),
    (#""diagnosis_pointers":[1,2]"#, #""diagnosis_pointers":[0]"#),
    (#""session_ids":["S-101"]"#, #""session_ids":[]"#), (#""modifiers":["HM"],"#, ""),
    (#""status":"ready_to_submit""#, #""status":"submitted""#),
    (#""frequency_code":"1""#, #""frequency_code":"2""#),
    (#""relationship":"child""#, #""relationship":"parent""#),
    (#""total_claims":19"#, #""total_claims":null"#), (#""control_number":"000000001","#, ""),
    (#""validation_failures":[]"#, #""validation_failures":[{"code":"patient.zip"}]"#),
    // What only a claim that passed every validation promises.
    (#""status":"ready_to_submit""#, #""status":"draft""#),
    (#""rendering_provider":{"#, #""rendering_provider":null,"x":{"#),
    (#""npi":"1000000012""#, #""npi":"3000000012""#), (#""zip":"00001""#, #""zip":"0001""#),
    (#""policy_holder_gender":"M","#, ""),
  ]

  @Test("the JSON Schema of claims refuses a fault of every kind")
  func claimFaults() throws {
    let schema = try Self.claims()
    let text = String(decoding: try Self.file("\(Self.golden)/claims.json"), as: UTF8.self)
    for change in Self.claimChanges {
      try expectFault(schema, text, change)
    }
    let drafts = String(
      decoding: try Self.file("\(Self.golden)/claims-drafts.json"), as: UTF8.self)
    for change in [
      (#""status":"draft""#, #""status":"ready_to_submit""#), (#"{"claims":"#, #"{"claim":"#),
      (#""unchecked_validations":["#, #""unchecked_validations":["zip","#),
    ] { try expectFault(schema, drafts, change) }
  }

  @Test("the JSON Schema of the run report refuses a fault of every kind")
  func reportFaults() throws {
    let schema = try Self.report()
    let text = String(
      decoding: try Self.file("\(Self.golden)/csv/run-report.json"), as: UTF8.self)
    for change in [
      (#""report_version": 1"#, #""report_version": 2"#), (#""report_version": 1,"#, ""),
      (#""run_date": "2026-04-01""#, #""run_date": "2026-4-1""#),
      (#""outcome": "done_with_errors""#, #""outcome": "failed""#),
      (#""outcome": "done_with_errors""#, #""outcome": "too_many_rejects""#),
      (#""record": "patients""#, #""record": "patient""#), (#""used": 74,"#, ""),
      (#""used": 74"#, #""used": "74""#), (#""used": 74"#, #""used": -1"#),
      (#""used": 74"#, #""used": 74, "lost": 0"#), (#""unchanged": 0"#, #""unchanged": null"#),
      (#""duplicate_groups": 3,"#, ""), (#""on_hold": 1,"#, ""), (#""Open": 1"#, #""open": 1"#),
      (#""total_billed": "2547.00""#, #""total_billed": "2547""#),
      (#""billing_provider.npi": 3"#, #""npi": 3"#),
      (#""billing_provider.npi": 3"#, #""billing_provider.npi": 0"#),
      (#""severity": "compliance""#, #""severity": "info""#),
      (#""sha256": "b6"#, #""sha256": "B6"#), (#""findings_file":"#, #""findings_path":"#),
    ] { try expectFault(schema, text, change) }
  }

  private func expectFault(
    _ schema: JSONSchema, _ text: String, _ change: (old: String, new: String)
  ) throws {
    try #require(text.contains(change.old), "\(change.old)")
    let changed = text.replacing(change.old, with: change.new, maxReplacements: 1)
    #expect(try schema.fault(in: JSON(Data(changed.utf8))) != nil, "\(change)")
  }

  @Test(
    "the XSD refuses a fault of every kind",
    arguments: [
      ("<version>1</version>", ""), ("<version>1<", "<version>one<"),
      ("<version>1<", "<version>0<"),
      ("<gender>F<", "<gender>X<"), ("<first_name>Ada</first_name>", ""),
      ("<first_name>Ada</first_name>", "<first_name/>"), ("<mrn>", "<nickname>A</nickname><mrn>"),
      (">2018-05-04<", ">2018-02-30<"), (">2018-05-04<", ">2018-05-04Z<"),
      (">14.50<", ">14.5<"), (">14.50<", ">1.45e1<"), (">14.50<", "> 14.50 x<"),
      ("<units>4<", "<units>-4<"), ("<medicare>false<", "<medicare>0<"),
      ("<status>ready_to_submit<", "<status>Ready to Submit<"),
      ("<frequency_code>1<", "<frequency_code>2<"),
      ("<diagnosis_pointer>1<", "<diagnosis_pointer>13<"),
      ("<session_ids><session_id>S-101</session_id></session_ids>", "<session_ids/>"),
      ("<modifiers><modifier>HM</modifier></modifiers>", "<modifier>HM</modifier>"),
      ("<line_number>2<", "<line_number>1<"), ("<validation_failures></validation_failures>", ""),
      ("<validation_failures>", "<validation_failures><validation_failure/>"),
      ("<location_id>", "<business_unit_id>N</business_unit_id><location_id>"),
      ("<type>home<", "<type>clinic<"), ("<transaction_date>", "<transaction_date>x"),
      ("<claim>", "<claim id=\"1\">"), ("<claim>", "<claim>text"),
      ("claim-batch:1", "claim-batch:2"), ("<patient>", "<patient xmlns=\"\">"),
      (
        "<mrn>MRN-0001</mrn><first_name>Ada</first_name>",
        "<first_name>Ada</first_name><mrn>MRN-0001</mrn>"
      ),
    ] as [(String, String)])
  func xmlFaults(old: String, new: String) throws {
    let text = String(decoding: try Self.file("\(Self.golden)/xml/claims.xml"), as: UTF8.self)
    try #require(text.contains(old))
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    #expect(try Self.xsd().faults(in: Data(changed.utf8)) != [])
  }

  @Test("the tests' own judge passes over no keyword, and knows what it is asked")
  func judge() throws {
    func schema(_ text: String) throws -> JSONSchema { try JSONSchema(Data(text.utf8)) }
    #expect(throws: JSONSchema.UnknownKeyword(keyword: "maxLength")) {
      try schema(#"{"properties": {"a": {"items": {"anyOf": [{"maxLength": 3}]}}}}"#)
    }
    #expect(throws: JSONSchema.BadReference.self) { try schema(##"{"$ref": "#/$defs/none"}"##) }
    for (text, good, bad) in [
      (#"{"type": ["string", "null"]}"#, "null", "1"), (#"{"const": 1}"#, "1", "true"),
      (#"{"enum": ["a"]}"#, #""a""#, #""A""#), (#"{"type": "integer"}"#, "1", "1.5"),
      (#"{"oneOf": [{"minimum": 1}, {"maximum": 2}]}"#, "3", "1"),
      (#"{"anyOf": [{"minimum": 3}, {"maximum": 1}]}"#, "1", "2"),
      (#"{"allOf": [{"minimum": 1}, {"maximum": 2}]}"#, "1", "3"),
      (#"{"if": {"const": 1}, "then": false, "else": {"const": 2}}"#, "2", "1"),
      (#"{"items": {"type": "string"}, "minItems": 1, "maxItems": 2}"#, #"["a"]"#, "[]"),
      (#"{"items": {"type": "string"}}"#, "[]", #"["a", 1]"#),
      (#"{"properties": {"a": true}, "additionalProperties": false}"#, #"{"a": 1}"#, #"{"b": 1}"#),
      (#"{"propertyNames": {"pattern": "^a"}}"#, #"{"ab": 1}"#, #"{"b": 1}"#),
      (#"{"dependentRequired": {"a": ["b"]}}"#, #"{"b": 1}"#, #"{"a": 1}"#),
      (#"{"format": "date"}"#, #""2026-02-28""#, #""2026-02-30""#),
      (##"{"$ref": "#/$defs/a", "$defs": {"a": {"minLength": 2}}}"##, #""ab""#, #""a""#),
    ] {
      let schema = try schema(text)
      #expect(try schema.fault(in: JSON(Data(good.utf8))) == nil, "\(text)")
      #expect(try schema.fault(in: JSON(Data(bad.utf8))) != nil, "\(text)")
    }
  }
}
