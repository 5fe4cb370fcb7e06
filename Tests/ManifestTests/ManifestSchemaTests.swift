import AdapterKit
import ClaimCore
import Foundation
import Intake
import Manifests
import SchemaJudge
import Testing

/// The manifest's JSON Schema and the checks agree on every manifest, as far as a schema can see.
@Suite struct ManifestSchemaTests {
  private let agreement: Agreement

  init() throws {
    let document = ManifestSchema(adapters: Fixture.specifications) { record in
      let names = Fixture.fields[record] ?? []
      return RecordSchema.of(record).fields.filter { names.isEmpty || names.contains($0.name) }
    }.document
    agreement = try Agreement(try JSONSchema(Data(document.rendered.utf8)))
  }

  private static let cases =
    ManifestFaultTests.keys + ManifestFaultTests.settings + ManifestFaultTests.inputs
    + ManifestFaultTests.mapping + ManifestFaultTests.outputs + AttackManifestTests.cases
    + ManifestSyntaxTests.syntax + ManifestSyntaxTests.variables

  @Test("of every manifest of the other tests")
  func otherTests() {
    let texts =
      Self.cases.map(\.text) + InboxManifestTests.schemaCases + [
        ManifestContentTests.example, Fixture.manifest(),
      ]
    // What a variable stands for, no schema can see.
    for text in texts where !text.contains("${EMPTY}") {
      let fault = agreement.fault(inYAML: text, faults: Fixture.faults(text.utf8))
      #expect(fault == nil, "\(text.prefix(400))")
    }
  }

  @Test("of every file that installs an adapter, with any one thing wrong too")
  func adapterFiles() throws {
    let schema = try JSONSchema(Data(FileSchemas.adapter.rendered.utf8))
    let agreement = try Agreement(schema)
    func faults(_ text: String) -> [String] {
      do {
        _ = try AdapterFileTests.load(text)
        return []
      } catch {
        return "\(error)".split(separator: "\n").map(String.init)
      }
    }
    // What hangs on the files beside it, and a default on its option's type.
    let beyond =
      #/there is an (adapter|option) of this name|claimpipe itself|than the minimum|\.default.*: /#
    func expectAgreement(_ text: String, _ what: String) {
      let all = faults(text)
      let visible = all.filter { $0.firstMatch(of: beyond) == nil }
      if visible.isEmpty && !all.isEmpty { return }
      let fault = agreement.fault(inYAML: text, faults: visible)
      #expect(fault == nil, "\(what)")
    }
    for item in AdapterFileTests.faults { expectAgreement(item.text, item.text) }
    for text in [AdapterFileTests.full, AdapterFileTests.output] {
      let whole = try JSON(yaml: text)
      for (path, tree) in [("", whole)] + whole.mutations { expectAgreement(tree.text, path) }
    }
  }

  static let spellings: [(String, String)] = [
    ("claims", "{ generate: \"yes\" }"), ("claims", "{ generate: 'TRUE' }"),
    ("claims", "{ generate: on }"), ("claims", "{ generate: nO }"),
    ("claims", "{ generate: \"\" }"),
    ("claims", "{ max_lines: \"7\" }"), ("claims", "{ max_lines: 50 }"),
    ("claims", "{ max_lines: 51 }"), ("claims", "{ max_lines: \"${TEN}\" }"),
    ("claims", "{ max_lines: 1.5 }"), ("period", "{ from: 2024-02-29 }"),
    ("period", "{ from: 2100-02-29 }"), ("period", "{ from: 2023-02-29 }"),
    ("period", "{ from: 2000-02-29 }"), ("period", "{ from: 0000-01-01 }"),
    ("period", "{ from: \"2026-04-31\" }"), ("period", "{ from: 2026-1-1 }"),
    ("period", "{ from: ${NOW}-01 }"), ("rejects", "{ max: 100% }"),
    ("rejects", "{ max: 100.01% }"), ("rejects", "{ max: 005% }"), ("rejects", "{ max: 099.99% }"),
    ("rejects", "{ max: .5% }"), ("rejects", "{ max: 5.% }"), ("rejects", "{ max: \"20\" }"),
    ("rejects", "{ max: 20 }"), ("rejects", "{ max: 5 % }"), ("report", "a$b"),
    ("report", "a${"), ("report", "$${"), ("report", "$$${"), ("report", "${ROOM}"),
    ("report", "${1A}"), ("report", "${ROOM}/"), ("report", "007"), ("report", "true"),
    ("report", "~"), ("report", "\"~\""), ("time_zone", "Etc/../UTC"), ("time_zone", "1"),
    ("business_units", "[007, true, 1.5, x]"), ("business_units", "[[]]"),
    ("business_units", "[\"\"]"), ("billing", "{}"), ("approve", "{}"), ("approve", "[]"),
    ("billing", "{ default_rule: AMA }"), ("billing", "{ default_rule: \"${RULE}\" }"),
    ("ledger", "\"-\""), ("findings", "a//b"),
  ]

  @Test("of every way to write a value")
  func spellings() {
    for (key, value) in Self.spellings {
      let text = Fixture.manifest("\(key): \(value)")
      let fault = agreement.fault(inYAML: text, faults: Fixture.faults(text.utf8))
      #expect(fault == nil, "\(key): \(value)")
    }
  }
}
