import Foundation
import Testing

private enum GoldenPractices {
  static let folder =
    ProcessInfo.processInfo.environment["CLAIMPIPE_GOLDEN"].map { URL(filePath: $0) }
    ?? Sandbox.repository.appending(path: "../shared/golden").standardized
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasPrefix("practice-") }.sorted()
  /// For the comparison.
  static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
  static var areThere: Bool { !names.isEmpty && hasPython }
}

/// Practices with the outputs of an independent implementation of the contract, and its own
/// comparison (`compare.py`), where they stand beside the repository or `CLAIMPIPE_GOLDEN` says.
@Suite(
  "The golden practices", .enabled(if: GoldenPractices.areThere, "no golden practices here"))
struct GoldenPracticeTests {
  @Test(
    "the outputs, and the records rejected, are the expected ones",
    arguments: GoldenPractices.names,
    ["csv", "json", "ndjson", "xml"])
  func outputs(practice: String, format: String) throws {
    let sandbox = try Sandbox()
    let source = GoldenPractices.folder.appending(path: "\(practice)/\(format)")
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path) where name != "out"
    {
      try FileManager.default.copyItem(
        at: source.appending(path: name), to: sandbox.root.appending(path: name))
    }
    let ending = try sandbox.claimpipe("run", "manifest.yml", "--quiet")
    try #require(ending.status <= 1, "\(ending.messages)")
    let comparison = try sandbox.tool(
      "python3", GoldenPractices.folder.appending(path: "compare.py").path, "--show",
      "5",
      GoldenPractices.folder.appending(path: "\(practice)/expected").path, sandbox.url("out").path)
    #expect(comparison.status == 0, "\(comparison.output)\(comparison.messages)")
    try compareRejects(sandbox, try sandbox.report())
  }

  private struct Place: Hashable { let record, number: String }

  private func compareRejects(_ sandbox: Sandbox, _ report: RunReportContent) throws {
    var expected: [Place: String] = [:]
    if sandbox.exists("expected-rejects.csv") {
      for row in try sandbox.text("expected-rejects.csv").split(whereSeparator: \.isNewline)
        .dropFirst()
      {
        let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        expected[Place(record: cells[3], number: cells[0])] = cells[2]
      }
    }
    var actual: [Place: Set<String>] = [:]
    for file in report.quarantine {
      let kind = try #require(report.inputs.first { $0.source == file.source }).record
      for row in try sandbox.text(file.reasons).split(separator: "\n").dropFirst() {
        let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        actual[Place(record: kind, number: cells[2]), default: []].insert(cells[5])
      }
    }
    #expect(Set(actual.keys) == Set(expected.keys))
    for (place, field) in expected {
      #expect(actual[place]?.contains(field) ?? true, "\(place): \(field)")
    }
  }
}
