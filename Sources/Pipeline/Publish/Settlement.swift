internal import ByteIO
internal import Ledger

/// What a run that was cut short left to do: its files have their names now.
struct Settlement {
  /// By absolute path.
  private(set) var named: [String: PromisedFile] = [:]

  static let none = Settlement()

  /// Gives the files of a run that ended between its commit and its last name theirs.
  ///
  /// - Throws: ``RunFailure`` where one is gone, once; the ledger goes on without it afterwards.
  init(of memory: LedgerTransaction, log: Log) throws {
    let promised = try memory.promises()
    if promised.isEmpty { return }
    var lost: [PromisedFile] = []
    var lostPaths = Set<String>()
    for file in promised where file.isMarker {
      try AtomicFile.clearWay(temporaryPath: file.temporaryPath, path: file.path)
    }
    for file in promised {
      if lostPaths.contains(file.beside) {
        // It speaks of a file that is gone.
        AtomicFile.drop(temporaryPath: file.temporaryPath)
        continue
      }
      let outcome = try AtomicFile.settle(
        temporaryPath: file.temporaryPath, path: file.path, sha256: file.sha256)
      if case .isLost = outcome {
        lost.append(file)
        lostPaths.insert(file.path)
      } else {
        named[file.path] = file
      }
    }
    // Said before it is forgotten: a process that dies here says it again.
    for file in lost {
      log.write(file.comesOnce ? .error : .warning, Self.loss(of: file))
    }
    try memory.forgetPromises()
    try memory.commitAndGoOn()
    let count = lost.count { $0.comesOnce }
    if count > 0 { throw RunFailure.lostFiles(count) }
    log.info("the files of a run that was cut short have their names now")
  }

  private init() {}

  private static func loss(of file: PromisedFile) -> String {
    let story =
      "\(file.path): a run that was cut short had finished this file, and it is gone, as is "
      + file.temporaryPath
    if let batch = file.batch {
      return story
        + "; the claims of batch \(batch) count as submitted: unless someone has fetched it, "
        + "write it again (claimpipe claims emit)"
    }
    return file.isMarked
      ? story
        + "; its charge items are marked as billed externally: unless someone has fetched it, "
        + "export them again (include_billed_externally: true)"
      : story
  }

  /// Whether all of some files have their names from another run, just now.
  func covers(_ paths: some Sequence<String>) -> Bool {
    !named.isEmpty && paths.allSatisfy { named[$0] != nil }
  }

  /// Of some paths, one whose content comes once, named just now: nobody can have fetched it.
  func unfetched(among paths: some Sequence<String>) -> PromisedFile? {
    paths.lazy.compactMap { named[$0] }.first(where: \.comesOnce)
  }
}

extension PromisedFile {
  /// No later run writes what is in it.
  fileprivate var comesOnce: Bool { batch != nil || isMarked }
}

extension Ledger {
  /// As ``write(_:)``, when what a run that was cut short left to do is done.
  func writeSettled<Result>(
    log: Log, _ body: (LedgerTransaction, Settlement) throws -> Result
  ) throws -> Result {
    try write { memory in
      let settlement = try Settlement(of: memory, log: log)
      let journal = TemporaryJournal(path: path + "-temporary")
      defer {
        if memory.isCommitInDoubt { journal.leave() }
      }
      return try body(memory, settlement)
    }
  }
}
