internal import ByteIO
internal import ClaimCore
internal import Ledger
internal import Manifests

/// Removes files that outputs published longer ago than their `keep_days`: those that the ledger knows,
/// that still hold what they held then, and that no hook waits for.
struct OutboxRetention {
  let plan: OutboxPlan
  /// The run's.
  let date: CivilDate
  let log: Log

  func sweep() throws {
    guard plan.hasRetention else { return }
    try Ledger(path: plan.ledger).write { memory in
      // A file that has yet to get its name is none of an earlier run.
      guard try memory.promises().isEmpty else { return }
      for (key, output) in plan.outputs.sorted(by: { $0.key < $1.key }) {
        guard let days = output.keepDays else { continue }
        let limit = CivilDate(days: date.days - Int32(days))
        for file in try memory.files(ofOutput: key, before: limit) {
          if let fate = remove(file) { try memory.note(fate, of: file) }
        }
      }
      try memory.commit()
    }
  }

  /// - Returns: `nil` where it can't be removed now.
  private func remove(_ file: OutboxFile) -> OutboxFile.Fate? {
    let path = file.path
    do throws(OutputFault) {
      if path.hasPrefix(AbsolutePath.of(plan.ledger) + "-") { return .changed }
      let state = try PublishedFile(path).state(sha256: file.sha256)
      if case .changed = state {
        log.warning("\(path): older than keep_days, and changed since it was written: it stays")
        return .changed
      }
      // What says that the file is there goes first.
      if !file.marker.isEmpty { try PublishedFile(path + file.marker).remove(text: "") }
      if !file.checksum.isEmpty {
        try PublishedFile(path + file.checksum)
          .remove(text: OutboxFiles.checksumLine(file.sha256, of: path))
      }
      if case .missing = state { return .missing }
      _ = try PublishedFile(path).remove(sha256: file.sha256)
      Folder.removeEmpty(above: path, levels: OutboxFiles.namedFolders(of: file.document))
      log.info("removed \(path), older than keep_days")
      return .removed
    } catch {
      log.warning("\(error): it is older than keep_days and stays for now")
      return nil
    }
  }
}
