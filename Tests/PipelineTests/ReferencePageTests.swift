import AdapterKit
import Foundation
import Intake
import Manifests
import SchemaJudge
import Testing

@testable import Pipeline

/// The reference pages are made of the specifications that check manifests.
@Suite("The reference pages", .serialized)
struct ReferencePageTests {
  private let registry = AdapterRegistry.builtIn

  /// Options worth showing together.
  private static let examples: [String: [String]] = [
    "csv": ["delimiter", "encoding"], "json": ["records"], "xml": ["records"], "exec": ["command"],
    "billing_export": ["columns", "date_format"], "duplicates_report": ["format"],
    "claim_batch": ["payers", "drafts"],
  ]

  @Test("docs/adapters has a page for every adapter, whose example is right")
  func adapters() throws {
    let files = try ValidationPage.files()
    for adapter in registry.specifications {
      let page = AdapterPage(
        adapter: adapter, validations: registry.output(adapter.name)?.validations ?? [],
        comment: ReferencePage.comment(of: adapter.name, in: files),
        shown: Self.examples[adapter.name] ?? [])
      #expect(!page.comment.isEmpty, "\(adapter.name) has no doc comment")
      for example in page.manifests { try expectRight(example.text, adapter.name) }
      try expectRecorded(Data(page.text.utf8), "docs/adapters/\(adapter.name).md")
    }
    try expectRecorded(
      Data(AdapterIndex(registry: registry).text.utf8), "docs/adapters/README.md")
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: Sandbox.repository.appending(path: "docs/adapters").path)
    #expect(Set(pages) == Set(registry.specifications.map { "\($0.name).md" } + ["README.md"]))
  }

  @Test("docs/manifest.md and docs/testing-manifests.md")
  func manifest() throws {
    try expectRight(ManifestPage.example, "docs/manifest.md")
    try expectRecorded(Data(ManifestPage().text.utf8), "docs/manifest.md")
    try expectRecorded(Data(TestingPage.text.utf8), "docs/testing-manifests.md")
  }

  /// Links between pages lead somewhere, to headings too.
  @Test("every link of the pages leads to a file, and to a heading in it")
  func links() throws {
    let docs = Sandbox.repository.appending(path: "docs")
    let pages = try FileManager.default.subpathsOfDirectory(atPath: docs.path)
      .filter { $0.hasPrefix("adapters/") || ["manifest.md", "testing-manifests.md"].contains($0) }
    for page in pages where page.hasSuffix(".md") {
      let url = docs.appending(path: page)
      let text = try String(contentsOf: url, encoding: .utf8)
      for link in text.matches(of: /\]\(([^)#:]*)(?:#([^)]+))?\)/) {
        let target =
          link.1.isEmpty
          ? url : url.deletingLastPathComponent().appending(path: String(link.1)).standardized
        #expect(FileManager.default.fileExists(atPath: target.path), "\(page): \(link.0)")
        if let anchor = link.2 {
          let anchors = try Self.anchors(of: target)
          #expect(anchors.contains(String(anchor)), "\(page): \(link.0)")
        }
      }
    }
  }

  private static func anchors(of file: URL) throws -> Set<String> {
    var seen: [String: Int] = [:]
    var anchors: Set<String> = []
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      guard let heading = line.prefixMatch(of: #/\#+ /#) else { continue }
      let anchor = line[heading.range.upperBound...].lowercased().compactMap { character in
        character == " "
          ? "-"
          : character.isLetter || character.isNumber || "_-".contains(character) ? character : nil
      }
      let name = String(anchor)
      anchors.insert(seen[name].map { "\(name)-\($0)" } ?? name)
      seen[name, default: 0] += 1
    }
    return anchors
  }

  /// What a page shows is taken by the checks, whatever files there are, and by the schema.
  private func expectRight(_ manifest: String, _ what: String) throws {
    let loader = ManifestLoader(
      specifications: registry.specifications,
      recordFields: { RecordSchema.of($0).fields.map(\.name) },
      files: FileLookup(
        kind: { $0.contains("out/") || $0.hasSuffix("quarantine") ? .missing : .file },
        matches: { pattern, _ in [pattern] },
        zoneExists: { _ in true }), environment: { _ in "1" })
    do throws(ManifestFaults) {
      _ = try loader.load(text: Array(manifest.utf8), name: "plugins-config/a.yml")
    } catch {
      Issue.record("\(what): \(error)")
    }
    let schema = try JSONSchema(
      Data(contentsOf: Sandbox.repository.appending(path: "docs/schemas/manifest.schema.json")))
    #expect(schema.fault(in: try JSON(yaml: manifest)) == nil, "\(what)")
  }
}
