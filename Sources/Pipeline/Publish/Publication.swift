internal import ByteIO
internal import Ledger

/// The finished files of a run, in the order in which they take their names.
struct Publication {
  private var files: [AtomicFile] = []

  mutating func add(_ file: AtomicFile) { files.append(file) }

  /// Gives every file its name. With a ledger, what the run decided is kept together with the promise
  /// of the names: from then on a process that dies leaves them to the next one.
  func publish(_ memory: LedgerTransaction?) throws {
    guard let memory else {
      for file in files { try file.publish() }
      return
    }
    try memory.promise(
      files.map { PromisedFile(temporaryPath: $0.temporaryPath, path: $0.path) })
    try memory.commit()
    for file in files { file.promise() }
    for file in files { try file.publish() }
    try memory.forgetPromises()
  }

  /// Gives the files of a run that ended between its commit and its last name theirs.
  static func settle(_ ledger: Ledger) throws {
    try ledger.write { memory in
      let promised = try memory.promises()
      if promised.isEmpty { return }
      for file in promised {
        try AtomicFile.settle(temporaryPath: file.temporaryPath, path: file.path)
      }
      try memory.forgetPromises()
      try memory.commit()
    }
  }
}
