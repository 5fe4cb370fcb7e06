import Foundation
import Testing

/// The result does not depend on the order of the input, the number of threads, the memory that rows may
/// take or the format that the records came in (billing.md, formats.md section 6).
@Suite("What must make no difference")
struct InvarianceTests {
  /// The four outputs, and the report's counts.
  private struct Result: Equatable {
    var files: [String: Data]
    var counts: [String: RunReportContent.Counts]
    var items: RunReportContent.Items?
    var claims: RunReportContent.Claims?
    var findings: [String: RunReportContent.Findings]
  }

  private func result(
    _ practice: RandomPractice, _ spelling: Spelling, seed: UInt64
  ) throws -> Result {
    let sandbox = try Sandbox()
    try practice.write(to: sandbox, as: spelling, seed: seed)
    let ending = try sandbox.claimpipe(
      "run", "run.yml", "--quiet", "--now", "2026-04-01", "--jobs", "\(spelling.jobs)", "--memory",
      "\(spelling.memory)")
    try #require(ending.status <= 1, "\(spelling): \(ending.messages)")
    let report = try sandbox.report()
    let files = try SampleTests.outputs.map { ($0, try sandbox.data("out/\($0)")) }
    return Result(
      files: Dictionary(uniqueKeysWithValues: files), counts: report.records,
      items: report.chargeItems, claims: report.claims, findings: report.findings)
  }

  private func expectSame(_ a: Result, _ b: Result, _ spelling: Spelling) {
    for (name, data) in a.files where b.files[name] != data {
      let lines = [data, b.files[name] ?? Data()].map { data in
        String(decoding: data, as: UTF8.self).split(
          separator: "\n", omittingEmptySubsequences: false)
      }
      let first = zip(lines[0], lines[1]).first { $0 != $1 }
      Issue.record("\(name), \(spelling): \(first.map { "\($0.0)\n\($0.1)" } ?? "lengths")")
    }
    #expect(a.counts == b.counts, "\(spelling)")
    #expect(a.items == b.items && a.claims == b.claims, "\(spelling)")
    #expect(a.findings == b.findings, "\(spelling)")
  }

  private static let spellings: [Spelling] = [
    Spelling(isShuffled: true, jobs: 2, memory: 0),
    Spelling(format: .json, jobs: 3),
    Spelling(format: .ndjson, isShuffled: true, jobs: 2),
    Spelling(format: .xml, jobs: 2),
    Spelling(format: .csv, packing: .gzip, isShuffled: true, isOdd: true),
    Spelling(format: .csv, encoding: .utf16LittleEndian, packing: .threeFiles, jobs: 3),
    Spelling(format: .json, encoding: .utf16BigEndian, isShuffled: true, isOdd: true),
    Spelling(format: .ndjson, packing: .threeFiles, isOdd: true),
    Spelling(format: .xml, packing: .gzip, isShuffled: true, isOdd: true, memory: 0),
  ]
  private static let latin: [Spelling] = [
    Spelling(format: .csv, encoding: .isoLatin1, isShuffled: true, isOdd: true),
    Spelling(format: .json, encoding: .isoLatin1, packing: .threeFiles),
    Spelling(format: .ndjson, encoding: .isoLatin1, isShuffled: true),
    Spelling(format: .xml, encoding: .isoLatin1, packing: .gzip, isOdd: true),
    Spelling(format: .xml, encoding: .utf16LittleEndian),
  ]

  /// `CLAIMPIPE_SEEDS=200` looks further.
  private static let seeds =
    ProcessInfo.processInfo.environment["CLAIMPIPE_SEEDS"].flatMap(UInt64.init) ?? 6

  @Test(
    "order, threads, format, packing, encoding and memory: the same bytes, the same counts",
    arguments: 1...seeds)
  func spellings(seed: UInt64) throws {
    let isLatin = seed.isMultiple(of: 3)
    let isSound = seed.isMultiple(of: 2)
    let practice = RandomPractice(seed: seed, isLatin: isLatin, isSound: isSound)
    let expected = try result(practice, Spelling(), seed: seed)
    #expect((expected.items?.total ?? 0) > 50)
    // The batches have something in them, the 837P too.
    if isSound && seed <= 6 { #expect((expected.claims?.readyToSubmit.claims ?? 0) > 0) }
    for spelling in isLatin ? Self.latin : Self.spellings {
      try expectSame(expected, result(practice, spelling, seed: seed &* 31), spelling)
    }
  }

  @Test("the same for thousands of sessions, which are read and billed in many pieces")
  func manySessions() throws {
    let practice = RandomPractice(seed: 99, sessions: 9000, isSound: true)
    let expected = try result(practice, Spelling(), seed: 1)
    #expect((expected.claims?.readyToSubmit.claims ?? 0) > 100)
    for spelling in [
      Spelling(isShuffled: true, jobs: 3, memory: 0), Spelling(format: .xml, jobs: 3),
      Spelling(format: .ndjson, jobs: 2, memory: 1),
    ] {
      try expectSame(expected, result(practice, spelling, seed: 2), spelling)
    }
  }
}
