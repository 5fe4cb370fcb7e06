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
    var names: Set<String> = []
  }

  /// As the manifest has it, and the one to open.
  private let folder: String
  private let openedFolder: String
  private let state = Mutex(State())
  /// A dry run counts and writes nothing.
  private let isDryRun: Bool

  /// The folder is made when a record is rejected.
  init(of manifest: Manifest, isDryRun: Bool) {
    folder = manifest.rejects.quarantine
    openedFolder = manifest.resolve(folder)
    self.isDryRun = isDryRun
  }

  /// Keeps one rejection. Called in the order of the source's records.
  func add(_ rejection: Rejection, of source: QuarantineSource) throws {
    if isDryRun { return }
    try state.withLock { state in
      if state.files[source.number] == nil {
        let name = Self.freeName(source.fileName, in: openedFolder, taken: &state.names)
        state.files[source.number] = try QuarantineFile(
          path: "\(folder)/\(name)", opening: "\(openedFolder)/\(name)", source: source)
      }
      try state.files[source.number]?.add(rejection)
    }
  }

  /// Flushes every file to disk; ``publish()`` may follow.
  func finish() throws {
    try state.withLock { state in
      for file in state.files.values { try file.finish() }
    }
  }

  /// - Returns: what was published, by source.
  func publish() throws -> [RunSummary.Quarantine] {
    try state.withLock { state in
      try state.files.sorted { $0.key < $1.key }.map { try $0.value.publish() }
    }
  }

  /// `sessions.csv`, or `sessions-2.csv` where that is taken.
  private static func freeName(
    _ name: String, in folder: String, taken: inout Set<String>
  ) -> String {
    let dot = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 } ?? name.endIndex
    var candidate = name
    var number = 2
    while taken.contains(candidate) || FileLookup.exists("\(folder)/\(candidate)") {
      candidate = "\(name[..<dot])-\(number)\(name[dot...])"
      number += 1
    }
    taken.insert(candidate)
    return candidate
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
    return last.hasSuffix(".gz") ? String(last.dropLast(3)) : last
  }
}

/// One source's rejected records and their reasons.
private final class QuarantineFile: Sendable {
  private struct State {
    var records: AtomicFile
    var reasons: AtomicFile
    var count = 0
  }

  private let source: QuarantineSource
  private let path: String
  private let state: Mutex<State>

  /// - Parameter path: for the run report; `opened` is the one to open.
  init(path: String, opening opened: String, source: QuarantineSource) throws {
    self.path = path
    self.source = source
    let records = try AtomicFile(path: opened)
    let reasons = try AtomicFile(path: opened + ".reasons.tsv")
    try records.write(source.blocks.byteOrderMark + source.encoded(source.blocks.frame.prefix))
    try reasons.write(
      Array("record\tsource\tsource_record\tline\tcolumn\tfield\tcode\treason\n".utf8))
    state = Mutex(State(records: records, reasons: reasons))
  }

  func add(_ rejection: Rejection) throws {
    try state.withLock { state in
      if state.count > 0 { try state.records.write(source.encoded(source.blocks.frame.separator)) }
      state.count += 1
      try state.records.write(source.encoded(rejection.raw))
      for reason in rejection.reasons {
        let cells = [
          "\(state.count)", source.name, "\(rejection.position.record)", "\(reason.line)",
          reason.column > 0 ? "\(reason.column)" : "", reason.field, reason.code, reason.message,
        ]
        let row = cells.map(Self.cell).joined(separator: "\t") + "\n"
        try state.reasons.write(Array(row.utf8))
      }
    }
  }

  private static func cell(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  func finish() throws {
    try state.withLock { state in
      try state.records.write(source.encoded(source.blocks.frame.suffix))
      _ = try state.records.finish()
      _ = try state.reasons.finish()
    }
  }

  func publish() throws -> RunSummary.Quarantine {
    try state.withLock { state in
      try state.reasons.publish()
      try state.records.publish()
      return RunSummary.Quarantine(
        source: source.name, path: path, reasons: path + ".reasons.tsv", records: state.count)
    }
  }
}

extension QuarantineSource {
  /// UTF-8 in the source's own encoding, so that the same manifest reads it again.
  fileprivate func encoded(_ bytes: [UInt8]) -> [UInt8] {
    blocks.encoding.encode(bytes) ?? bytes
  }
}

extension FileLookup {
  fileprivate static func exists(_ path: String) -> Bool {
    if case .missing = system(zoneExists: { _ in false }).kind(path) { return false }
    return true
  }
}
