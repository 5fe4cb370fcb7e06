internal import Glibc

/// Files that only their owner may read.
enum OwnFile {
  /// Creates an empty file where there is none.
  static func create(_ path: String) throws(LedgerFault) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if descriptor < 0 {
      throw .unusable(path: path, cause: String(cString: strerror(errno)))
    }
    close(descriptor)
  }

  /// Without effect where there is none.
  static func remove(_ path: String) throws(LedgerFault) {
    if unlink(path) != 0 && errno != ENOENT {
      throw .unusable(path: path, cause: String(cString: strerror(errno)))
    }
  }
}
