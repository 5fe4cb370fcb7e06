internal import ByteIO
internal import Glibc

/// Files that only their owner may read.
enum OwnFile {
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 || errno != ENOENT
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
