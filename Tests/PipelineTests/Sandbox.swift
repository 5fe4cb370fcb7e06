import Foundation
import Pipeline
import Testing

/// A folder of its own for a test, removed at its end, with the program to run in it.
final class Sandbox {
  /// The repository.
  static let repository = URL(filePath: #filePath).appending(path: "../../..").standardized
  let root: URL
  private let base: URL

  init() throws {
    base = FileManager.default.temporaryDirectory.appending(path: "claimpipe-\(UUID().uuidString)")
    root = base.appending(path: "work")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit {
    // A test may have taken the right to write away.
    for folder in ["", "out", "inbox"] { try? allowWriting(to: folder, true) }
    try? FileManager.default.removeItem(at: base)
  }

  /// The samples and their manifests, as they stand in the repository.
  static func ofSamples() throws -> Sandbox {
    let sandbox = try Sandbox()
    for folder in ["samples", "plugins-config"] {
      let from = repository.appending(path: folder)
      try FileManager.default.createDirectory(
        at: sandbox.url(folder), withIntermediateDirectories: true)
      // A package of its own, which may have been built where it stands.
      for name in try FileManager.default.contentsOfDirectory(atPath: from.path)
      where name != "swift-adapter" {
        try FileManager.default.copyItem(
          at: from.appending(path: name), to: sandbox.url("\(folder)/\(name)"))
      }
    }
    return sandbox
  }

  func url(_ path: String) -> URL { path.isEmpty ? root : root.appending(path: path) }

  func write(_ data: Data, to path: String) throws {
    try FileManager.default.createDirectory(
      at: url(path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url(path))
  }

  func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

  func data(_ path: String) throws -> Data { try Data(contentsOf: url(path)) }

  func text(_ path: String) throws -> String { String(decoding: try data(path), as: UTF8.self) }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

  /// Every file, hidden ones too, by path.
  func files(in folder: String = "") throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: url(folder).path).filter {
      var isFolder: ObjCBool = false
      let path = url(folder).appending(path: $0).path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  func allowWriting(to folder: String, _ isAllowed: Bool) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: isAllowed ? 0o755 : 0o555], ofItemAtPath: url(folder).path)
  }

  func report(_ path: String = "out/run-report.json") throws -> RunReportContent {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(RunReportContent.self, from: data(path))
  }

  // MARK: Running

  /// What a process left behind.
  struct Ending {
    let status: Int32
    let isSignal: Bool
    let output: String
    let messages: String
  }

  /// Runs the built program with `root` as its working folder.
  ///
  /// - Parameters:
  ///   - input: standard input, at once and then closed.
  ///   - underWay: called while the program runs, with its process.
  @discardableResult
  func claimpipe(
    _ arguments: String..., environment: [String: String] = [:], input: Data? = nil,
    underWay: ((Process) throws -> Void)? = nil
  ) throws -> Ending {
    try run(Self.program, arguments, environment, input, underWay)
  }

  @discardableResult
  func claimpipe(
    _ arguments: [String], environment: [String: String] = [:], input: Data? = nil,
    underWay: ((Process) throws -> Void)? = nil
  ) throws -> Ending {
    try run(Self.program, arguments, environment, input, underWay)
  }

  /// Another program of this package.
  @discardableResult
  func package(_ program: String, _ arguments: [String]) throws -> Ending {
    let folder = Self.program.deletingLastPathComponent()
    return try run(folder.appending(path: program), arguments, [:], nil, nil)
  }

  /// Another program, such as gzip.
  @discardableResult
  func tool(_ arguments: String...) throws -> Ending { try tool(arguments) }

  @discardableResult
  func tool(_ arguments: [String]) throws -> Ending {
    try run(URL(filePath: "/usr/bin/env"), arguments, [:], nil, nil)
  }

  private func run(
    _ program: URL, _ arguments: [String], _ environment: [String: String], _ input: Data?,
    _ underWay: ((Process) throws -> Void)?
  ) throws -> Ending {
    let streams = ["in", "out", "err"].map { base.appending(path: "\(UUID().uuidString).\($0)") }
    try (input ?? Data()).write(to: streams[0])
    for stream in streams[1...] { try Data().write(to: stream) }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let input = try FileHandle(forReadingFrom: streams[0])
    let output = try FileHandle(forWritingTo: streams[1])
    let messages = try FileHandle(forWritingTo: streams[2])
    process.standardInput = input
    process.standardOutput = output
    process.standardError = messages
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { @Sendable _ in ended.signal() }
    try process.run()
    // Foundation keeps them open for long, and can't start a process beside a thousand open files.
    for handle in [input, output, messages] { try handle.close() }
    try underWay?(process)
    ended.wait()
    return Ending(
      status: process.terminationStatus, isSignal: process.terminationReason == .uncaughtSignal,
      output: String(decoding: try Data(contentsOf: streams[1]), as: UTF8.self),
      messages: String(decoding: try Data(contentsOf: streams[2]), as: UTF8.self))
  }

  /// Beside the test bundle, wherever the package was built.
  static let program: URL = {
    let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
    let bundle = maps.split(separator: "\n").first { $0.contains("PackageTests") }
    let path = bundle.map { String($0.drop { $0 != "/" }) }
    return URL(filePath: path ?? CommandLine.arguments[0])
      .deletingLastPathComponent().appending(path: "claimpipe")
  }()
}

/// What the tests read of a run report.
struct RunReportContent: Decodable, Equatable {
  struct Counts: Decodable, Equatable { let read, used, rejected, unchanged, replaced: Int }
  struct Input: Decodable, Equatable { let source, adapter, record: String, read, rejected: Int }
  struct Items: Decodable, Equatable { let total: Int, byStatus: [String: Int] }
  struct Batch: Decodable, Equatable { let claims: Int, totalBilled: String }
  struct Claims: Decodable, Equatable {
    let readyToSubmit, draft: Batch
    let chargeItems, lines, units: Int
    let validationFailures, uncheckedValidations: [String: Int]
  }
  struct Findings: Decodable, Equatable { let severity: String, count: Int }
  struct Output: Decodable, Equatable {
    let adapter, path: String, records, bytes: Int, sha256: String
  }
  struct Quarantine: Decodable, Equatable { let source, path, reasons: String, records: Int }

  let pipeline, runDate, outcome: String
  let inputs: [Input]
  let records: [String: Counts]
  let rejections: [String: Int]
  let chargeItems: Items?
  let claims: Claims?
  let findings: [String: Findings]
  let findingsFile: String?
  let outputs: [Output]
  let quarantine: [Quarantine]
}

/// A file's expected content, kept in `Golden`.
func expectGolden(
  _ content: Data, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expectRecorded(
    content, "Tests/PipelineTests/Golden/\(name)", sourceLocation: sourceLocation)
}

/// The content of a file of the repository. `CLAIMPIPE_RECORD=1` records it anew: look at the
/// difference before committing it.
func expectRecorded(
  _ content: Data, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = Sandbox.repository.appending(path: path)
  if ProcessInfo.processInfo.environment["CLAIMPIPE_RECORD"] == "1" {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try content.write(to: file)
    return
  }
  let expected = try Data(contentsOf: file)
  if expected == content { return }
  let (a, b) = [expected, content].map {
    String(decoding: $0, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }.pair
  let line = zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  let number = line ?? min(a.count, b.count)
  Issue.record(
    """
    \(path) differs at line \(number + 1) (CLAIMPIPE_RECORD=1 records it anew)
      expected: \(number < a.count ? a[number].prefix(300) : "its end")
      is:       \(number < b.count ? b[number].prefix(300) : "its end")
    """, sourceLocation: sourceLocation)
}

func expectGolden(
  _ content: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expectGolden(Data(content.utf8), name, sourceLocation: sourceLocation)
}

extension Array {
  fileprivate var pair: (Element, Element) { (self[0], self[1]) }
}
