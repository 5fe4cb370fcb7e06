import CLinux
import Glibc

/// Files that a library of this process has open.
public enum OpenFiles {
  /// Has the disk begin to write what was changed of a file, beside the work, so that the library waits
  /// less for it later.
  ///
  /// By the library's own descriptor: another one of the same file would take the library's locks with
  /// it when it is closed (POSIX).
  public static func beginWriting(_ path: String) {
    DiskLane().run {
      guard let descriptor = descriptor(of: path) else { return }
      // All of the file. Should the number be another file's by now, that one is only written sooner.
      claimpipe_begin_writeback(descriptor, 0, 0)
    }
  }

  private static func descriptor(of path: String) -> Int32? {
    var file = stat()
    guard stat(path, &file) == 0 else { return nil }
    return FileTree.names(in: "/proc/self/fd").lazy.compactMap { Int32($0) }.first { number in
      var open = stat()
      return fstat(number, &open) == 0 && open.st_ino == file.st_ino && open.st_dev == file.st_dev
    }
  }
}
