internal import AdapterKit
internal import ByteIO
internal import Manifests

/// Runs a case's steps in a folder of its own, which nothing of the manifest's own is written to.
///
/// There the manifest stands at the top, its inputs as links, and what it writes below: with the paths
/// that the manifest has, without their ways up.
final class CaseRun {
  /// What a step left behind, by path; with the exit status.
  struct Result {
    var files: [String: [UInt8]]
    let status: ExitStatus
    /// What it said on standard error.
    let messages: String
  }

  /// Beside the outputs in `expected`.
  static let statusFile = "exit-status.txt"

  private let folder: CaseFolder
  private let registry: AdapterRegistry
  /// With those that stand beside the manifest.
  private let installed: AdapterRegistry
  private let scratch: ScratchFolder
  private let text: [UInt8]
  /// Where the manifest stands, and so the run's own folder.
  private let manifest: String
  private var links: [String] = []

  init(_ folder: CaseFolder, registry: AdapterRegistry) throws {
    self.folder = folder
    self.registry = registry
    installed = try InstalledAdapters(
      folder: Folder.of(folder.manifest), log: Log(isQuiet: true)
    ).join(registry)
    scratch = try ScratchFolder()
    text = try PreparedRun.text(ofManifest: folder.manifest)
    manifest = "\(scratch.path)/run/\(folder.manifest.split(separator: "/").last ?? "")"
    let file = try AtomicFile(path: manifest)
    try file.write(text)
    try file.commit()
  }

  private var run: String { "\(scratch.path)/run" }

  /// - Throws: where the case lacks a file.
  func perform(_ step: TestCase.Step) throws -> Result {
    for link in links { FileTree.remove(link, upTo: run) }
    links = []
    let environment = folder.testCase.environment
    let named = try PreparedRun.loader(installed) {
      environment[$0] ?? EnvironmentVariable.get($0)
    }.namedPaths(text: text, name: folder.manifest, overrides: step.overrides)
    let overrides = try named.map { try place($0, step) }
    var request = RunRequest(
      manifest: manifest, overrides: step.overrides + overrides, now: step.now,
      environment: environment, programs: Folder.of(folder.manifest))
    // A test uploads nothing.
    request.runsHooks = false
    request.ignoresInbox = true
    let messages = "\(scratch.path)/messages"
    let status = try withStandardError(in: messages) {
      Commands(log: Log(isQuiet: true), registry: registry).run(request)
    }
    // What is remembered stays for the next step; what monitors read has the clock's time in it.
    let kept = named.filter { ["ledger", "metrics", "status"].contains($0.key) }.flatMap(\.paths)
    var files = try take(besides: kept.map(NamedPath.inside))
    files[Self.statusFile] = Array("\(status.rawValue)\n".utf8)
    let said = String(decoding: try FileTree.read(messages), as: UTF8.self)
    return Result(
      files: files, status: status, messages: said.replacing("\(run)/", with: ""))
  }

  /// The override that leads a path of the manifest into the run's own folder.
  private func place(_ named: NamedPath, _ step: TestCase.Step) throws -> String {
    if named.role != .read { return override(named, named.paths.map(NamedPath.inside)) }
    var paths: [String] = []
    for path in named.paths {
      for file in try folder.files(for: path, in: step) {
        let link = "\(run)/\(file.path)"
        if !links.contains(link) {
          try FileTree.link(link, to: file.target)
          links.append(link)
        }
        paths.append(file.path)
      }
    }
    return override(named, paths)
  }

  private func override(_ named: NamedPath, _ paths: [String]) -> String {
    // Environment variables have their values by now.
    let texts = paths.map { JSONValue.text($0.replacing("${", with: "$${")) }
    var buffer = ByteBuffer(capacity: 256)
    let value = texts.count == 1 ? texts[0] : .array(texts)
    value.write(to: &buffer, indent: nil)
    return "\(named.key)=" + buffer.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// What the run wrote, which goes from the folder; a ledger stays for the next step.
  private func take(besides ledgers: [String]) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in FileTree.files(in: run) {
      let whole = "\(run)/\(path)"
      if whole == manifest || links.contains(whole) || ledgers.contains(where: path.hasPrefix) {
        continue
      }
      files[path] = try FileTree.read(whole)
      FileTree.remove(whole, upTo: run)
    }
    return files
  }
}
