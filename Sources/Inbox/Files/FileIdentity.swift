internal import Glibc

/// What tells one state of a regular file from another: a file that is written to, or replaced by
/// another of its name, has another identity.
public struct FileIdentity: Sendable, Hashable {
  /// Bytes.
  public let size: Int64
  /// When it was written to last, in nanoseconds since 1970, by the file system's clock.
  public let modified: Int64
  public let inode: UInt64

  public init(size: Int64, modified: Int64, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.inode = inode
  }

  /// Of the file at a path; `nil` where there is none, or something that is no regular file. Links are
  /// not followed.
  public init?(of path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    size = Int64(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    inode = UInt64(status.st_ino)
  }
}
