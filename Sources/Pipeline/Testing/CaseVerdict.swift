internal import ByteIO

/// What came of a case, file by file, beside what was expected.
struct CaseVerdict {
  private(set) var lines: [String] = []
  var isPassed: Bool { lines.isEmpty }

  /// Files that differ at most are shown.
  private static let mostFiles = 8

  /// - Parameters:
  ///   - expected: the folder of the expected files.
  ///   - step: the step's name, for the reader; empty where there is one run.
  init(_ result: CaseRun.Result, expected: String, step: String) throws {
    let names = FileTree.files(in: expected)
    if names.isEmpty {
      lines = ["\(expected) holds nothing: --update records what the run gives"]
    } else {
      let all = Set(names).union(result.files.keys).sorted()
      var differences: [String] = []
      var count = 0
      for name in all {
        let found = try compare(
          name, names.contains(name) ? FileTree.read("\(expected)/\(name)") : nil,
          result.files[name])
        if found.isEmpty { continue }
        count += 1
        if count <= Self.mostFiles { differences += found }
      }
      if count > Self.mostFiles {
        differences.append("and \(count - Self.mostFiles) more files")
      }
      lines = differences
    }
    if isPassed { return }
    if !step.isEmpty { lines.insert("step \(step)", at: 0) }
    let said = result.messages.split(separator: "\n").prefix(5)
    if !said.isEmpty { lines += ["the run said"] + said.map { "  \($0)" } }
  }

  private func compare(_ name: String, _ expected: [UInt8]?, _ found: [UInt8]?) -> [String] {
    switch (expected, found) {
    case (let expected?, let found?):
      if expected == found { return [] }
      if name == CaseRun.statusFile {
        return ["exit status: expected \(Self.word(expected)), is \(Self.word(found))"]
      }
      return [name] + FileDifference.lines(expected, found, name: name).map { "  \($0)" }
    case (.some, nil): return ["\(name): expected, and not written"]
    case (nil, let found?):
      return name == CaseRun.statusFile
        ? ["exit status: nothing expected, is \(Self.word(found))"]
        : ["\(name): written (\(found.count) bytes), and not expected"]
    case (nil, nil): return []
    }
  }

  private static func word(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }
}
