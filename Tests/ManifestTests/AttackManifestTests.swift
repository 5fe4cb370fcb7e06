import Foundation
import Manifests
import Testing

/// Paths and values that mean something else than they seem to.
@Suite struct AttackManifestTests {
  static let cases: [FaultCase] = [
    // The system would end the path at the zero, and write over the input.
    FaultCase(
      Fixture.manifest(outputs: #"outputs: [{ adapter: billing_export, path: "s.csv\0x" }]"#),
      "4:44: outputs[0].path: a zero character, which no value can hold"),
    FaultCase(
      Fixture.manifest(pipeline: #"pipeline: "a\0b""#), "2:11: pipeline: a zero character"),
    FaultCase(
      Fixture.manifest(#""a\0b": 1"#), "5:1: a zero character, which no value can hold"),
  ]

  @Test(arguments: cases) func faults(_ item: FaultCase) {
    item.check(Fixture.faults(item.text.utf8))
  }

  /// A folder with `in.csv`, a link `here` to itself, a link `link.csv` to the file, and a manifest.
  private func fault(input: String, output: String) throws -> String? {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "manifest-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (link, target) in [("here", "."), ("link.csv", "in.csv")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: link).path, withDestinationPath: target)
    }
    try Data("x\n".utf8).write(to: folder.appending(path: "in.csv"))
    let text = """
      version: 1
      pipeline: links
      inputs: [{ adapter: csv, record: sessions, path: \(input) }]
      outputs: [{ adapter: billing_export, path: \(output) }]
      """
    do throws(ManifestFaults) {
      _ = try ManifestLoader(
        specifications: Fixture.specifications, recordFields: { Fixture.fields[$0] ?? [] },
        files: .system { _ in true }, environment: { _ in nil }
      ).load(text: Array(text.utf8), name: folder.appending(path: "run.yml").path)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(
    "no output takes the place of an input, whichever way it is written",
    arguments: [
      ("in.csv", "here/in.csv", true), ("here/in.csv", "in.csv", true),
      ("here/./here/in.csv", "in.csv", true), ("link.csv", "in.csv", true),
      ("link.csv", "here/in.csv", true), ("link.csv", "link.csv", true),
      ("in.csv", "here/run.yml", true), ("in.csv", "here/out/in.csv", false),
      // The link goes, and what it led to stays.
      ("in.csv", "link.csv", false),
    ])
  func links(input: String, output: String, isRefused: Bool) throws {
    let fault = try fault(input: input, output: output)
    #expect((fault != nil) == isRefused, "\(fault ?? "accepted")")
    if let fault { #expect(fault.contains("outputs[0].path: the same file as ")) }
  }

  /// A file that matches a pattern and can't be opened is not passed over in silence.
  @Test func namesThatAreNoText() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/names-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: folder + "/a.csv"))
    let name = Array((folder + "/b").utf8CString.dropLast()) + [CChar(bitPattern: 0xE9)]
    let file = try #require(fopen(name + Array(".csv".utf8CString), "w"))
    fclose(file)
    let lookup = FileLookup.system { _ in true }
    #expect(lookup.matches("*.csv", folder).sorted() == ["a.csv", "b\u{FFFD}.csv"])
  }
}
