import AdapterKit
import ClaimCore
import Foundation
import Intake
import Pipeline
import Testing

/// Each validation is one type in one file, and docs/validations.md is made of them.
@Suite("The validations' pages")
struct ValidationPageTests {
  private let registry = AdapterRegistry.builtIn
  private let files: [(path: String, text: String)]
  private let sources: [ValidationSource]

  init() throws {
    let files = try ValidationPage.files()
    self.files = files
    sources = registry.validations.compactMap { ValidationPage.source(of: $0, in: files) }
  }

  @Test("one type in a file of its name, with a comment that says what to mend")
  func sourcesAreComplete() {
    let codes = registry.validations.map { $0.code.description }
    #expect(Set(codes).count == codes.count, "a code is given to two")
    #expect(codes == sources.map(\.code), "a validation has no file of its own name")
    let fields = Set(
      RecordKind.allCases.flatMap { kind in
        RecordSchema.of(kind).fields.map { "\(kind.rawValue).\($0.name)" }
      })
    for source in sources {
      #expect(source.declared == ["\(source.type)"], "\(source.path)")
      #expect(source.path.contains("/Validations/"), "\(source.path)")
      #expect(
        source.code.wholeMatch(of: /[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){1,2}/) != nil,
        "\(source.code)")
      let summary = source.comment.prefix { !$0.isEmpty }
      #expect(summary.last?.hasSuffix(".") ?? false, "\(source.path): begin with a sentence")
      #expect(source.item("Mend") != nil, "\(source.path): say what to mend")
      for field in source.mends {
        #expect(fields.contains(field) || codes.contains(field), "\(source.path): no \(field)")
      }
    }
  }

  @Test("every validation in Sources is registered")
  func allAreRegistered() {
    let registered = Set(registry.validations.map { "\($0)" })
    let conformance =
      /(?:struct|enum|class|actor|extension) (?<name>\w+)[^:<{\n]*:[^{\n]*\bClaimValidation\b/
    var count = 0
    for file in files {
      for match in file.text.matches(of: conformance)
      where match.name != "ClaimValidation" {
        #expect(registered.contains(String(match.name)), "\(file.path): \(match.name)")
        count += 1
      }
    }
    #expect(count == registered.count)
  }

  @Test("CLM-7: the contract's codes are those of billing.md's table, for ever")
  func stability() throws {
    let contract = try String(
      contentsOf: Sandbox.repository.appending(path: "docs/billing.md"), encoding: .utf8)
    let table = contract.split(separator: "| failure code |").last?.split(separator: "\n\n").first
    var codes: [String] = []
    for row in try #require(table).split(separator: "\n").dropFirst(2) {
      var record = ""
      for code in row.split(separator: "|")[0].matches(of: /`(\w*)\.(\w+)`/) {
        // `.npi` is of the same record as the code before it.
        record = code.1.isEmpty ? record : String(code.1)
        codes.append("\(record).\(code.2)")
      }
    }
    #expect(codes.count == 31)
    #expect(codes.sorted() == ClaimValidations.contract.map { $0.code.description })
  }

  @Test("docs/validations.md is made of them")
  func page() throws {
    let page = ValidationPage(sources: sources, registry: registry)
    try expectRecorded(Data(page.text.utf8), "docs/validations.md")
  }
}
