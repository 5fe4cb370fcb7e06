internal import ByteIO
internal import Ledger

/// What a run that was cut short left to do: its files have their names now.
struct Settlement {
  /// By absolute path, the control numbers of those that are batches.
  private(set) var named: [String: Int?] = [:]

  static let none = Settlement()

  /// Gives the files of a run that ended between its commit and its last name theirs.
  ///
  /// - Throws: ``RunFailure`` where one is gone, once; the ledger goes on without it afterwards.
  init(of memory: LedgerTransaction, log: Log) throws {
    let promised = try memory.promises()
    if promised.isEmpty { return }
    var lost: [PromisedFile] = []
    for file in promised {
      let outcome = try AtomicFile.settle(
        temporaryPath: file.temporaryPath, path: file.path, sha256: file.sha256)
      if case .isLost = outcome { lost.append(file) } else { named[file.path] = .some(file.batch) }
    }
    // Said before it is forgotten: a process that dies here says it again.
    let batches = lost.filter { $0.batch != nil }
    for file in lost where file.batch == nil { log.warning(Self.loss(of: file)) }
    for file in batches { log.error(Self.loss(of: file)) }
    try memory.forgetPromises()
    try memory.commitAndGoOn()
    if !batches.isEmpty { throw RunFailure.lostBatches(batches.count) }
    log.info("the files of a run that was cut short have their names now")
  }

  private init() {}

  private static func loss(of file: PromisedFile) -> String {
    let story =
      "\(file.path): a run that was cut short had finished this file, and it is gone, as is "
      + file.temporaryPath
    guard let batch = file.batch else { return story }
    return story
      + "; the claims of batch \(batch) count as submitted: unless someone has fetched it, "
      + "write it again (claimpipe claims emit)"
  }

  /// Whether all of some files have their names from another run, just now.
  func covers(_ paths: some Sequence<String>) -> Bool {
    !named.isEmpty && paths.allSatisfy { named[$0] != nil }
  }

  /// Of some paths, a batch among those named just now: nobody can have fetched it.
  func batch(among paths: some Sequence<String>) -> (path: String, number: Int)? {
    for path in paths {
      if let batch = named[path], let number = batch { return (path, number) }
    }
    return nil
  }
}

extension Ledger {
  /// As ``write(_:)``, when what a run that was cut short left to do is done.
  func writeSettled<Result>(
    log: Log, _ body: (LedgerTransaction, Settlement) throws -> Result
  ) throws -> Result {
    try write { memory in try body(memory, try Settlement(of: memory, log: log)) }
  }
}
