internal import Glibc

/// Files that only their owner may read.
enum OwnFile {
  /// Creates an empty file where there is none, and the folders that it is to be in.
  static func create(_ path: String) throws(LedgerFault) {
    makeFolder(of: path)
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

  /// What fails shows when the file is made.
  private static func makeFolder(of path: String) {
    guard let slash = path.utf8.lastIndex(of: 0x2F), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    if mkdir(folder, 0o700) == 0 || errno != ENOENT { return }
    makeFolder(of: folder)
    mkdir(folder, 0o700)
  }
}
