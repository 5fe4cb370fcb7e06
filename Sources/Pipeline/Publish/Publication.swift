internal import ByteIO
internal import Ledger

/// The finished files of a run, in the order in which they take their names.
struct Publication {
  private struct Entry {
    let file: AtomicFile
    var batch: Int?
    /// The path of the file that it only speaks of.
    var beside: String?
    var isMarker = false
  }

  private var files: [Entry] = []
  /// Exports whose items are marked as billed externally with them.
  private var marked = Set<String>()

  /// - Parameter batch: the control number, where the file is a batch or the copy that is kept.
  mutating func add(_ file: AtomicFile, batch: Int? = nil) {
    files.append(Entry(file: file, batch: batch))
  }

  /// A file that speaks of another one, which was added before it.
  ///
  /// - Parameter isMarker: whether its presence says that the other one is there.
  mutating func add(_ file: AtomicFile, beside path: String, isMarker: Bool) {
    files.append(Entry(file: file, beside: path, isMarker: isMarker))
  }

  /// - Parameter path: of an export whose items are marked as billed externally, as it is opened.
  mutating func mark(_ path: String) { marked.insert(path) }

  /// Where the files will be, whatever the working folder.
  var paths: [String] { files.map { AbsolutePath.of($0.file.path) } }

  var hasBatches: Bool { files.contains { $0.batch != nil } }

  /// Gives every file its name. With a ledger, what the run decided is kept together with the promise
  /// of the names: from then on a process that dies leaves them to the next one.
  func publish(_ memory: LedgerTransaction?) throws {
    let promises = promises
    let files = files.map(\.file)
    if let memory {
      try memory.promise(promises)
      // What is promised must outlive a power cut.
      try AtomicFile.syncFolders(of: files)
      for file in files { file.promise() }
      do {
        try memory.commit()
      } catch {
        if !memory.isCommitInDoubt { for file in files { file.withdraw() } }
        throw error
      }
    }
    // Nobody must take a new file for the one that an old marker speaks of.
    for promise in promises where promise.isMarker {
      try AtomicFile.clearWay(temporaryPath: promise.temporaryPath, path: promise.path)
    }
    for file in files { try file.publish() }
    try memory?.forgetPromises()
  }

  private var promises: [PromisedFile] {
    files.map { entry in
      let file = entry.file
      return PromisedFile(
        temporaryPath: AbsolutePath.of(file.temporaryPath),
        path: AbsolutePath.of(file.path), sha256: file.digest?.sha256 ?? "", batch: entry.batch,
        isMarked: marked.contains(file.path), beside: entry.beside.map(AbsolutePath.of) ?? "",
        isMarker: entry.isMarker)
    }
  }
}
