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
    /// Its name says something of files before it: their names are on disk first.
    var comesAfterOthers = false
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
    files.append(Entry(file: file, beside: path, isMarker: isMarker, comesAfterOthers: true))
  }

  /// The run's report, which speaks of all files before it.
  mutating func add(report file: AtomicFile) {
    files.append(Entry(file: file, comesAfterOthers: true))
  }

  /// - Parameter path: of an export whose items are marked as billed externally, as it is opened.
  mutating func mark(_ path: String) { marked.insert(path) }

  /// Where the files will be, whatever the working folder.
  var paths: [String] { files.map { AbsolutePath.of($0.file.path) } }

  var hasBatches: Bool { files.contains { $0.batch != nil } }

  /// Brings every file to disk and gives it its name. With a ledger, what the run decided is kept
  /// together with the promise of the names: from then on a process that dies leaves them to the next
  /// one.
  func publish(_ memory: LedgerTransaction?) throws {
    // None appears before all are on disk.
    for entry in files { try entry.file.finish() }
    if let memory {
      let files = files.map(\.file)
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
    for entry in files where entry.isMarker {
      try AtomicFile.clearWay(temporaryPath: entry.file.temporaryPath, path: entry.file.path)
    }
    try giveNames()
    try memory?.forgetPromises()
  }

  /// Names are given in the order of the files: a process that is killed between two has given those
  /// before. After a power cut a name may be lost that was not brought to disk. So a folder is brought
  /// there before the first name in another one, before a file that says something of those before it,
  /// and at the end. Among outputs of one folder none says anything of another: what is lost of them
  /// then, a ledger's promises bring back, and without a ledger the run, which has not ended.
  private func giveNames() throws(OutputFault) {
    var last: AtomicFile?
    for entry in files {
      if let last, entry.comesAfterOthers || last.folder != entry.file.folder {
        try last.syncName()
      }
      try entry.file.takeName()
      last = entry.file
    }
    try last?.syncName()
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
