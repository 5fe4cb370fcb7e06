internal import ByteIO
internal import Glibc

/// Files that only their owner may read.
enum OwnFile {
  /// Whether there is something, if only a link that leads nowhere.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 || errno != ENOENT
  }

  /// - Throws: where SQLite would make do with less: it makes what a link names and is not there, so that
  ///   all would be billed again; it leaves files behind where it may not write; and a database with two
  ///   names has two journals, and breaks.
  static func requireOneWritable(_ path: String) throws(LedgerFault) {
    var status = stat()
    if stat(path, &status) != 0 {
      throw errno == ENOENT
        ? .unusable(path: path, cause: "it is a link to a file that is not there; bring that back")
        : LedgerFault(path, errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return }
    if access(path, R_OK | W_OK) != 0 { throw LedgerFault(path, errno) }
    if status.st_nlink > 1 {
      throw .unusable(
        path: path,
        cause: "the file has a second name (a hard link), which SQLite can't bear; remove it")
    }
  }

  /// Creates an empty file.
  static func create(_ path: String) throws(LedgerFault) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw LedgerFault(path, errno) }
    close(descriptor)
  }

  static func makeFolder(of path: String) throws(LedgerFault) {
    do throws(OutputFault) {
      try Folder.make(Folder.of(path))
    } catch {
      throw .unusable(path: path, cause: error.description)
    }
  }

  /// Without effect where there is none.
  static func remove(_ path: String) throws(LedgerFault) {
    if unlink(path) != 0 && errno != ENOENT { throw LedgerFault(path, errno) }
  }

  /// Renames a file and brings its new name to disk.
  static func rename(_ old: String, to new: String) throws(LedgerFault) {
    if Glibc.rename(old, new) != 0 { throw LedgerFault(new, errno) }
    do throws(OutputFault) {
      try Folder.sync(Folder.of(new))
    } catch {
      throw .unusable(path: new, cause: error.description)
    }
  }
}

extension LedgerFault {
  /// A system call's error.
  init(_ path: String, _ number: Int32) {
    let fault = OutputFault(path: path, number: number)
    self = .unusable(
      path: path, cause: fault.cause + (fault.remedy.isEmpty ? "" : "; \(fault.remedy)"))
  }
}
