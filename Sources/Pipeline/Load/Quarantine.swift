internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Intake
internal import Manifests
internal import Synchronization

/// Where rejected records go: verbatim, in a file of the source's own format that can be mended and
/// fed in again, with a table of reasons beside it.
///
/// Files are written as rejections come and appear when the run publishes; a file that an earlier
/// run left under the same name is kept, and the new one takes the next free name.
final class Quarantine: Sendable {
  private struct State {
    /// By source number.
    var files: [Int: QuarantineFile] = [:]
    /// Files that have their names, by their one path.
    var taken: Set<String>
    /// Numbers of sources that were read to their end.
    var finished = Set<Int>()
  }

  private let manifest: Manifest
  private let state: Mutex<State>
  /// A dry run counts and writes nothing.
  private let isDryRun: Bool

  /// The folder is made when a record is rejected.
  ///
  /// - Parameter outputs: the files that the run writes besides, as the manifest has them.
  init(of manifest: Manifest, outputs: [String], isDryRun: Bool) {
    self.manifest = manifest
    state = Mutex(State(taken: Set(outputs.map(manifest.onePath))))
    self.isDryRun = isDryRun
  }

  /// Keeps one rejection. Called in the order of the source's records.
  func add(_ rejection: Rejection, of source: QuarantineSource) throws {
    if isDryRun { return }
    try state.withLock { state in
      if state.files[source.number] == nil {
        let path = freePath(for: source.fileName, taken: &state.taken)
        state.files[source.number] = try QuarantineFile(
          path: path, opening: manifest.resolve(path), source: source)
      }
      try state.files[source.number]?.add(rejection)
    }
  }

  /// Sends what was kept of a source to disk.
  func finish(_ source: QuarantineSource) throws {
    try finish { $0 == source.number }
  }

  /// The same for all that are still open: nothing more is read.
  func finish() throws { try finish { _ in true } }

  private func finish(_ takes: (Int) -> Bool) throws {
    try state.withLock { state in
      for (number, file) in state.files where takes(number) {
        if state.finished.insert(number).inserted { try file.finish() }
      }
    }
  }

  /// What stands under temporary names, by source.
  var summaries: [RunSummary.Quarantine] {
    state.withLock { state in state.files.sorted { $0.key < $1.key }.map(\.value.summary) }
  }

  /// Hands every file to `body`, a source's reasons before its records.
  func forEachFile(_ body: (AtomicFile) throws -> Void) rethrows {
    try state.withLock { state in
      for (_, file) in state.files.sorted(by: { $0.key < $1.key }) { try file.forEachFile(body) }
    }
  }

  /// `sessions.csv` in the quarantine's folder, or `sessions-2.csv` where that is taken.
  private func freePath(for name: String, taken: inout Set<String>) -> String {
    let dot = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 } ?? name.endIndex
    let ending = name[dot...].utf8.count < Self.longest ? name[dot...] : ""
    let stem = Self.shortened(ending.isEmpty ? name[...] : name[..<dot], ending)
    var path = "\(manifest.rejects.quarantine)/\(stem)\(ending)"
    var number = 2
    while isTaken(path, taken) || isTaken(path + QuarantineFile.reasonsEnding, taken) {
      path = "\(manifest.rejects.quarantine)/\(stem)-\(number)\(ending)"
      number += 1
    }
    taken.insert(manifest.onePath(path))
    taken.insert(manifest.onePath(path + QuarantineFile.reasonsEnding))
    return path
  }

  /// In bytes; file systems bear 255, with a number, the reasons' ending and a temporary one.
  private static let longest = 208

  private static func shortened(_ stem: Substring, _ ending: Substring) -> String {
    var short = String(stem)
    while short.utf8.count + ending.utf8.count > longest { short.unicodeScalars.removeLast() }
    return short
  }

  private func isTaken(_ path: String, _ taken: Set<String>) -> Bool {
    taken.contains(manifest.onePath(path)) || FileLookup.exists(manifest.resolve(path))
  }
}

/// What a quarantine file has to know of its source.
struct QuarantineSource: Sendable {
  let number: Int
  /// As the manifest has it.
  let name: String
  let blocks: SourceBlocks

  /// The last part of the name; what was compressed is kept as it was before that.
  var fileName: String {
    if name == "-" { return "standard-input" }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    return (last.hasSuffix(".gz") ? String(last.dropLast(3)) : last) + blocks.frame.ending
  }
}

extension FileLookup {
  fileprivate static func exists(_ path: String) -> Bool {
    if case .missing = system(zoneExists: { _ in false }).kind(path) { return false }
    return true
  }
}
