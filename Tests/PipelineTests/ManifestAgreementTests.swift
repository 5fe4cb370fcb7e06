import AdapterKit
import ClaimCore
import Foundation
import Intake
import Manifests
import SchemaJudge
import Testing

@testable import Pipeline

/// The manifest's JSON Schema and `claimpipe check` agree, adapters and mappings included.
@Suite("The manifest's schema and its checks", .serialized)
struct ManifestAgreementTests {
  private static let folder = Sandbox.repository.appending(path: "plugins-config").path

  /// What claimpipe brings, and what is installed beside the samples.
  private static let registry =
    (try? InstalledAdapters(folder: folder, log: Log()).join(.builtIn)) ?? .builtIn

  private static let environment = [
    "SYNTHEA_DIR": "../samples/csv", "CONTROL_NUMBER": "7", "SENDER_ID": "SENDER",
    "PARTNER_ID": "ID", "PARTNER_PASSWORD": "SECRET", "STATE": "submitted",
    "PATTERN": "yyyy-MM-dd HH:mm", "P": "{P}", "FORMAT": "json",
  ]

  /// One schema for all, whose patterns take long to compile; the tests follow one another.
  private nonisolated(unsafe) static let agreement = Result {
    try Agreement(
      JSONSchema(
        Data(
          ManifestSchema(adapters: registry.specifications).document.rendered.utf8)))
  }

  private func faults(_ text: String) -> [String] {
    let loader = PreparedRun.loader(Self.registry) { Self.environment[$0] }
    do throws(ManifestFaults) {
      _ = try loader.load(text: Array(text.utf8), name: Self.folder + "/a.yml")
      return []
    } catch {
      return error.faults.map { "\($0.keyPath): \($0.message)" }
    }
  }

  private func expectAgreement(_ tree: JSON, _ what: String) throws {
    let fault = try Self.agreement.get().fault(in: tree, faults: faults(tree.text))
    #expect(fault == nil, "\(what)")
  }

  private func expectAgreement(_ text: String, _ what: String) throws {
    let fault = try Self.agreement.get().fault(inYAML: text, faults: faults(text))
    #expect(fault == nil, "\(what)")
  }

  @Test("on the samples")
  func samples() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    where name.hasSuffix(".yml") {
      let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
      #expect(name == "synthea.yml" || faults(text) == [], "\(name)")
      try expectAgreement(text, name)
    }
  }

  /// The options that have a place, each as its example has it.
  private static func options(
    of adapter: AdapterSpecification, _ format: String?
  ) -> [OptionSpecification] {
    adapter.options.filter { option in
      // An address has no place in the basic set.
      if option.name == "format" || option.name == "character_set" { return false }
      guard let condition = option.condition else { return true }
      let other = condition.option == "format" ? format : adapter.option(condition.option)?.example
      return condition.values.contains(other ?? "")
    }
  }

  /// A manifest with an adapter and these options.
  private static func manifest(
    _ adapter: AdapterSpecification, _ format: String?, _ options: [OptionSpecification]
  ) -> String {
    let lines =
      (format.map { ["format: \($0)"] } ?? []) + options.map { "\($0.name): \($0.example)" }
    let item = "options: {}\n".replacing(
      "{}\n", with: lines.isEmpty ? "{}\n" : "\n" + lines.map { "      \($0)\n" }.joined())
    let isInput = adapter.kind == .input
    let ledger = options.contains(where: \.takesLedger) ? "ledger: l.sqlite" : ""
    return """
      version: 1
      pipeline: x
      \(ledger)
      inputs:
        - adapter: \(isInput ? adapter.name : "csv")
          record: sessions
          path: ../samples/csv/sessions.csv
          \(isInput ? item : "")
      outputs:
        - adapter: \(isInput ? "billing_export" : adapter.name)
          path: o
          \(isInput ? "" : item)
      """
  }

  @Test("on every adapter with every option as its example has it, and with any one thing wrong")
  func everyOption() throws {
    for adapter in Self.registry.specifications {
      var formats: [String?] = [nil]
      if case .choice(let words)? = adapter.option("format")?.type {
        // Those between have the first one's options.
        formats = [words.first, words.last]
      }
      for format in formats {
        let options = Self.options(of: adapter, format)
        let all = Self.manifest(adapter, format, options)
        #expect(faults(all) == [], "\(adapter.name)")
        try expectAgreement(all, adapter.name)
        for option in options { try everyFault(of: option, adapter, format, options) }
      }
    }
  }

  /// The option beside those that the adapter can't do without, which makes small manifests.
  private func everyFault(
    of option: OptionSpecification, _ adapter: AdapterSpecification, _ format: String?,
    _ options: [OptionSpecification]
  ) throws {
    let needed = options.filter {
      $0.isRequired || adapter.alternatives.map(\.first).contains($0.name)
        || $0.name == option.name || $0.name == option.condition?.option
    }
    let text = Self.manifest(adapter, format, needed)
    for (path, tree) in try JSON(yaml: text).mutations
    where path.contains(".options.\(option.name)") || path.hasSuffix("options.zzz added") {
      try expectAgreement(tree, "\(adapter.name)\(path)")
    }
    let builtIn = AdapterRegistry.builtIn.specifications.map(\.name)
    for value in option.refuses {
      let refused = OptionSpecification(option.name, option.type, summary: "", example: value)
      let text = Self.manifest(
        adapter, format, needed.map { $0.name == option.name ? refused : $0 })
      // A program says what it refuses when it runs.
      if builtIn.contains(adapter.name) {
        #expect(faults(text) != [], "\(adapter.name) \(option.name): \(value)")
      }
      try expectAgreement(text, "\(adapter.name) \(option.name): \(value)")
    }
  }

  private static let sessions =
    "{ adapter: csv, record: sessions, path: [../samples/csv/sessions.csv] }"
  private static let export = "{ adapter: billing_export, path: o }"

  static let manifests = [
    """
    version: 1
    pipeline: steps
    time_zone: Europe/London
    period: { from: 2026-01-01, to: 2026-12-31 }
    business_units: [NORTH]
    billing: { default_rule: ama, medicare_totals: allocate }
    approve: { policy: manual, allow_duplicates: true, period: { to: 2026-03-01 } }
    claims: { generate: true, as_draft: false, max_lines: 3, merge_modifiers: true }
    rejects: { max: 5%, quarantine: q }
    report: r.json
    findings: f.ndjson
    inputs: [\(sessions)]
    outputs: [{ adapter: billing_export, path: o, period: { from: 2026-01-01 } }]
    """,
    """
    version: 1
    pipeline: sessions
    inputs:
      - adapter: csv
        record: sessions
        path: ../samples/csv/sessions.csv
        mapping:
          session_id: Id
          status: { from: STATE, map: { finished: submitted } }
          start: { from: START, format: "MM/dd/yyyy h:mm a", split: { on: " ", take: 2 } }
          end: { value: "2026-01-01T09:00Z" }
          modifiers: { from: [a, b] }
          telecare: { default: no }
          sequence: { value: 3 }
          practitioner_id: { template: "{A}-{B}" }
    outputs: [\(export)]
    """,
    """
    version: 1
    pipeline: reference
    inputs:
      - \(sessions)
      - { adapter: csv, record: fee_schedules, path: ../samples/csv/payers.csv,
          mapping: { billing_amount: { default: 12.50 }, start_date: { default: 2026-02-28 } } }
      - { adapter: csv, record: payers, path: ../samples/csv/payers.csv, distinct: yes,
          where: { name: [A, ""], kind: { not: x }, more: 1 } }
      - { adapter: csv, record: coverages, path: ../samples/csv/payers.csv,
          mapping: { plan_id: { from: IDS, split: { on: "|", take: each } } } }
      - { adapter: csv, record: plan_benefits, path: ../samples/csv/payers.csv,
          mapping: { time_per_unit: { value: 15 } } }
      - { adapter: csv, record: plans, path: ../samples/csv/payers.csv,
          mapping: { requirements: { value: "time_on_claim_lines; modifier:HM:qualification:RBT" } } }
    outputs: [\(export)]
    """,
  ]

  @Test("on manifests of every key with any one thing wrong", arguments: manifests)
  func singleFaults(text: String) throws {
    #expect(faults(text) == [])
    let whole = try JSON(yaml: text)
    for (path, tree) in [("", whole)] + whole.mutations { try expectAgreement(tree, path) }
  }

  static let constants: [(field: String, entries: [String])] = [
    (
      "status",
      [
        "{ value: In Progress }", "{ value: canceled }", "{ default: submited }", "{ value: '' }",
        "{ map: { a: \" SUBMITTED \" } }", "{ map: { a: b } }", "{ format: yyyy }",
        "{ value: \"${STATE}\" }",
      ]
    ),
    (
      "start",
      [
        "{ value: 2026-01-05 09:00 }", "{ value: 2026-01-05T09:00:00.5+05:30 }",
        "{ value: 2026-01-05T09:00:00+05: }", "{ value: 2026-01-05T24:00 }",
        "{ value: 2026-01-05 }",
        "{ value: 2026-02-30T09:00 }", "{ value: 1/5/26 9:00, format: M/d/yy H:mm }",
        "{ format: yyyy-MM-dd }", "{ format: DD.MM.YYYY HH:mm }", "{ format: dd.MM.yyyy HH:mm }",
        "{ format: \"dd.MM.yyyy h:mm\" }", "{ format: \"yyyy-MM-dd'T'HH:mm:ssX\" }",
        "{ format: \"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\" }", "{ format: \"yyyyMMdd'HHmm\" }",
        "{ format: \"EEE, d MMM yyyy HH:mm 'o''clock'\" }", "{ format: \"'yMd' HH\" }",
        "{ format: yyy-MM-dd HH }", "{ format: \"${PATTERN}\" }", "{ map: { a: b } }",
      ]
    ),
    (
      "telecare",
      [
        "{ value: Y }", "{ value: 1 }", "{ value: 2 }", "{ default: maybe }", "{ value: \"0\" }",
        "{ map: { a: on } }", "{ map: { a: No, b: \"\" } }",
      ]
    ),
    (
      "end",
      [
        "{ from: START, plus_minutes: LEN }", "{ from: START, plus_minutes: \"\" }",
        "{ value: 2026-01-05T09:00, plus_minutes: L }", "{ decimal: \",\" }",
      ]
    ),
    (
      "service_code",
      [
        "{ from: a, split: { on: \",\", take: each } }",
        "{ from: [a, b], split: { on: \",\", take: each } }",
        "{ from: [a], split: { on: \",\", take: place } }",
        "{ template: \"{a}\", split: { on: \",\", take: each } }",
        "{ split: { on: \",\", take: all } }", "{ plus_minutes: L }",
      ]
    ),
    ("sequence", ["{ value: \"+7\" }", "{ value: -7 }", "{ value: 1.5 }", "{ value: x }"]),
    (
      "modifiers",
      [
        "{ split: { on: \",\", take: all } }", "{ value: \"GT:59\" }", "{ value: 95 }",
        "{ default: ~ }",
      ]
    ),
    (
      "patient_id",
      [
        "{ template: x }", "{ template: \"{{a}}\" }", "{ template: \"{{{a}}}\" }",
        "{ template: \"{a\" }", "{ template: \"{}{b}\" }", "{ template: \"a}{b}\" }",
        "{ template: \"${P}\" }", "{ template: 7 }", "{ split: { on: \",\", take: \"2\" } }",
        "{ split: { on: \",\", take: 0 } }", "{ split: { on: \",\", take: second } }",
        "{ from: x, value: y }", "{ from: [x, \"\"] }", "7", "\"\"", "[a]", "{}", "~",
      ]
    ),
  ]

  @Test("on values that a mapping gives")
  func mappedValues() throws {
    for (field, entries) in Self.constants {
      for entry in entries {
        let text = """
          version: 1
          pipeline: x
          inputs:
            - { adapter: csv, record: sessions, path: ../samples/csv/sessions.csv,
                mapping: { \(field): \(entry) } }
          outputs: [{ adapter: billing_export, path: o }]
          """
        try expectAgreement(text, "\(field): \(entry)")
      }
    }
  }

  static let amounts = [
    "$1,234.50", "+$7", "1,23", ".5", "1.", "1.500", "1.505", "12 34", "$", "1e3", "-1",
  ]

  @Test("on amounts, minutes and requirements that a mapping gives")
  func referenceValues() throws {
    let values =
      Self.amounts.map { ("fee_schedules", "billing_amount", $0) }
      + ["15", "0", "+15", "2147483648", "1.5", ""].map { ("plan_benefits", "time_per_unit", $0) }
      + [
        "", ";;", "POS_02_Telehealth", "pos 02 telehealth", "modifier:XX", "modifier:", "modifier",
        "modifier : GT : location : School", "modifier:GT:location:moon", "modifier:a:b",
        "modifier:a:qualification::", "time_on_claim_lines|modifier:59", "time_on_claim_lines,x",
      ].map { ("plans", "requirements", $0) }
    for (record, field, value) in values {
      let text = """
        version: 1
        pipeline: x
        inputs:
          - { adapter: csv, record: sessions, path: ../samples/csv/sessions.csv }
          - { adapter: csv, record: \(record), path: ../samples/csv/payers.csv,
              mapping: { \(field): { value: "\(value)" } } }
        outputs: [{ adapter: billing_export, path: o }]
        """
      try expectAgreement(text, "\(record) \(field) \(value)")
    }
  }

  static let options: [(adapter: String, options: [String])] = [
    (
      "json",
      [
        "records: $", "records: $.a[0].b", "records: \"entry[*].resource\"", "records: \"a[\"",
        "records: a..b", "records: \"a]\"", "records: \"[*][0]\"", "records: \".\"",
        "records: \"['a b'].c\"", "records: a/b", "records: \"a[10000]\"", "records: \"\"",
      ]
    ),
    (
      "xml",
      [
        "records: /a/b", "records: a", "records: //a", "records: a:b/c", "records: a:b:c",
        "records: \"a[1]\"", "records: \"a/@b\"", "records: \":a\"", "max_depth: 1",
        "encoding: utf8", "encoding: latin1",
      ]
    ),
    (
      "csv",
      [
        "delimiter: \"\\t\"", "delimiter: \\t", "delimiter: \"\\n\"", "delimiter: 7",
        "quote: \"'\"",
        "delimiter: ;;", "comment: é", "header: maybe",
      ]
    ),
    (
      "billing_export",
      [
        "columns: [modifiers]", "columns: [Modifier]", "columns: [{ from: Modifiers, name: M }]",
        "columns: [{ from: modifiers }]", "columns: [{ name: M }]", "date_format: dd.MM.yyyy",
        "date_format: DD.MM.YYYY", "date_format: HH", "datetime_format: \"yyyy 'at' HH:mm\"",
        "datetime_format: yyy", "datetime_format: \"'\"", "date_format: \"\"", "delimiter: a",
        "delimiter: \"|\"", "mark_billed_externally: true", "mark_billed_externally: no",
        "statuses: []", "statuses: [billed]", "line_ending: cr",
      ]
    ),
    (
      "exec",
      [
        "command: [cat]", "command: []", "protocol: singer", "command: [cat], stream: a",
        "command: [cat], protocol: singer", "command: [cat], protocol: singer, stream: a",
        "command: [cat], environment: [A_1]", "command: [cat], environment: [1A]",
        "command: [cat], idle_seconds: 0",
      ]
    ),
    ("duplicates_report", ["format: xlsx, bom: true", "format: xlsx, formula_guard: false"]),
    (
      "claim_batch",
      [
        "format: x12", "format: xml, sender_id: A", "sender_id: A", "format: \"${FORMAT}\"",
        "format: x12, sender_id: A, receiver_id: BB, submitter_name: C, receiver_name: D",
        "\(partner)", "\(partner), contact_phone: 555", "\(partner), contact_phone: (555) 555-0100",
        "\(partner), contact_phone: +1 555 555 0100, sender_qualifier: 30",
        "\(partner), contact_email: a@b.example, claim_note: \(String(repeating: "x", count: 81))",
        "\(partner), contact_email: a@b.example, element_separator: a",
        "\(partner), contact_email: a@b.example, segment_terminator: \"\\n\"",
        "\(partner), contact_email: a@b.example, repetition_separator: \"\\n\"",
        "\(partner), contact_email: a@b.example, claim_filing_codes: [{ payer: 7, code: MC }]",
        "\(partner), contact_email: a@b.example, claim_filing_codes: [{ payer: 7, code: QQ }]",
        "\(partner), contact_email: a@b.example, claim_filing_codes: [{ payer: 7 }]",
        "\(partner), contact_email: a@b.example, sender_qualifier: \"01\"",
        "\(partner), contact_email: a@b.example, authorization_information: elevenchars",
      ]
    ),
  ]

  private static let partner =
    "format: x12, sender_id: AA, receiver_id: BB, submitter_name: C, contact_name: E, receiver_name: D"

  @Test("on an adapter's options")
  func optionValues() throws {
    for (adapter, options) in Self.options {
      let isInput = Self.registry.input(adapter) != nil
      for option in options {
        let text = """
          version: 1
          pipeline: x
          inputs: [{ adapter: \(isInput ? adapter : "csv"), record: sessions,
            path: ../samples/csv/sessions.csv\(isInput ? ", options: { \(option) }" : "") }]
          outputs: [{ adapter: \(isInput ? "billing_export" : adapter), path: o\
          \(isInput ? "" : ", options: { \(option) }") }]
          """
        try expectAgreement(text, "\(adapter) \(option)")
      }
    }
  }
}
