internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Ledger
internal import Manifests

/// Hands an output's finished files on: what stands beside them, and what the ledger notes of them.
struct OutboxFiles {
  let run: PreparedRun
  let memory: LedgerTransaction
  /// The machine's clock, for hooks, in microseconds since 1970.
  let now: Int64
  let log: Log

  /// Whether a ledger keeps account of an output's files.
  private func isKept(_ output: PlannedOutputs.Output) -> Bool {
    let manifest = output.manifest
    if manifest.outbox != nil || manifest.hook != nil { return true }
    return (try? PathTemplate(output.named.template))?.names.isEmpty == false
  }

  private func key(_ output: PlannedOutputs.Output) -> String {
    run.manifest.outboxKey(output.named.template)
  }

  /// Whether a file has nothing new in it and is left out for that.
  ///
  /// - Parameter changes: what the run brought to the ledger: rows of other charge items may read just
  ///   as those of the last file, and are none of them.
  func isLeftOut(
    _ file: Publisher.Finished, of output: PlannedOutputs.Output, _ changes: LedgerChanges
  ) throws -> Bool {
    guard output.named.isSkippedWhenEmpty, output.document.batch == nil,
      output.document.partOfBatch == nil, isKept(output)
    else { return false }
    if output.document.export != nil && !changes.isNothing { return false }
    return try memory.lastSHA256(ofDocument: key(output)) == file.digest.sha256
  }

  /// Leaves a file out, and folders that were made for it.
  func leaveOut(_ file: Publisher.Finished, of output: PlannedOutputs.Output) {
    file.file.discard()
    Folder.removeEmpty(
      above: file.file.path, levels: Self.namedFolders(of: output.named.template))
    log.info("nothing new for \(output.named.template): no file")
  }

  /// How many of the folders above a file have names of its own: those from the first placeholder on.
  static func namedFolders(of template: String) -> Int {
    let folders = template.split(separator: "/").dropLast()
    return folders.drop { !$0.contains("{") }.count
  }

  /// Adds what stands beside a file, and has the ledger note it, its hook included.
  ///
  /// - Throws: ``OutputFault`` where the file would take the place of one whose hook is not done.
  func handOn(
    _ file: Publisher.Finished, of output: PlannedOutputs.Output,
    _ publication: inout Publication
  ) throws {
    guard isKept(output) else { return }
    let path = AbsolutePath.of(file.file.path)
    try refuseToReplace(path, by: file)
    let outbox = output.document.isAside ? nil : output.manifest.outbox
    let checksum = outbox?.hasChecksum == true ? OutboxSettings.checksumEnding : ""
    if !checksum.isEmpty {
      let line = Self.checksumLine(file.digest.sha256, of: path)
      try publication.add(
        finished(file.file.path + checksum, line), beside: file.file.path, isMarker: false)
    }
    if let marker = outbox?.marker {
      try publication.add(
        finished(file.file.path + marker, ""), beside: file.file.path, isMarker: true)
    }
    let entry = OutboxFile(
      output: run.manifest.outboxKey(output.manifest.path), document: key(output),
      date: run.moment.date, sequence: output.named.sequence, path: path,
      sha256: file.digest.sha256, byteCount: file.digest.byteCount, recordCount: file.records,
      controlNumber: output.named.controlNumber, checksum: checksum, marker: outbox?.marker ?? "")
    let hasHook = output.manifest.hook != nil && !output.document.isAside
    try memory.note(entry, hookDue: hasHook ? now : nil)
  }

  private func finished(_ path: String, _ text: String) throws(OutputFault) -> AtomicFile {
    let file = try AtomicFile(path: path)
    try file.write(Array(text.utf8))
    try file.seal()
    return file
  }

  /// What a hook has not taken yet would be gone.
  private func refuseToReplace(_ path: String, by file: Publisher.Finished) throws {
    let open = try memory.openHooks(at: path)
    guard !open.isEmpty, let digest = try FileDigest(of: path), digest != file.digest,
      open.contains(where: { $0.file.sha256 == digest.sha256 })
    else { return }
    throw OutputFault(
      path: path, action: "can't be replaced",
      cause: "the hook of the file that is there is not done yet (claimpipe outbox list)",
      remedy: "see to the hook (claimpipe outbox retry), or put {sequence} into the output's path; "
        + "nothing was emitted")
  }

  /// As sha256sum writes it, which escapes a name with a line end or a backslash.
  static func checksumLine(_ sha256: String, of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let escaped = name.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
      .replacing("\r", with: "\\r")
    return (escaped == name ? "" : "\\") + "\(sha256)  \(escaped)\n"
  }
}
