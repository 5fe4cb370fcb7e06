import AdapterKit
import ClaimCore
import Foundation
import Intake
import Manifests
import SchemaJudge
import Testing

@testable import Pipeline

/// The manifest's JSON Schema and `claimpipe check` agree, adapters and mappings included.
@Suite("The manifest's schema and its checks")
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

  /// One schema for all, whose patterns take long to compile; the tests take turns at it.
  private nonisolated(unsafe) static let agreement = Result {
    try Agreement(
      JSONSchema(
        Data(
          ManifestSchema(adapters: registry.specifications).document.rendered.utf8)))
  }

  private static let turns = NSLock()

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
    let faults = faults(tree.text)
    let fault = try Self.turns.withLock {
      try Self.agreement.get().fault(in: tree, faults: faults)
    }
    #expect(fault == nil, "\(what)")
  }

  private func expectAgreement(_ text: String, _ what: String) throws {
    let faults = faults(text)
    let fault = try Self.turns.withLock {
      try Self.agreement.get().fault(inYAML: text, faults: faults)
    }
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
    """
    version: 1
    pipeline: outboxes
    inputs: [\(sessions)]
    ledger: l
    limits: { source_megabytes: 1, total_megabytes: 2, records: 3, findings: 4, claims: 5,
      run_seconds: 6, output_megabytes: 7 }
    outputs:
      - adapter: billing_export
        path: "o-{sequence}-{{x}}.csv"
        outbox: { checksum: sha256, marker: .done, keep_days: 90, when_empty: write }
        hook: { command: [upload, "{path}"], environment: [HOME], timeout_seconds: 60,
          attempts: 5, backoff_seconds: 30 }
    """,
    """
    version: 1
    pipeline: counted
    inputs: [\(sessions)]
    ledger: l
    outputs: [{ adapter: billing_export, path: "a{{b}}{date}{run}" }]
    """,
  ]

  @Test("on manifests of every key with any one thing wrong", arguments: manifests)
  func singleFaults(text: String) throws {
    #expect(faults(text) == [])
    let whole = try JSON(yaml: text)
    for (path, tree) in [("", whole)] + whole.mutations { try expectAgreement(tree, path) }
  }

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
