import Glibc
import Synchronization

/// A file in which a process says which temporary files it makes: whoever comes after one that was
/// killed removes them, also where its own files have other names, as those with a time in them have.
///
/// Used by one process at a time. Only tidiness hangs on it, so that one that can't be written is none.
public final class TemporaryJournal {
  private let path: String
  private let descriptor: Int32

  /// Of the journal that is kept now; -1 where none is.
  private static let kept = Mutex<Int32>(-1)
  private static let separator: UInt8 = 0

  private var stays = false

  /// Removes what those left that kept this journal before, whoever has their numbers by now, and begins
  /// anew. Files that are promised must have their names by now.
  public init(path: String) {
    self.path = path
    Self.sweep(path)
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW
    let opened = uninterrupted { open(path, flags, mode_t(0o600)) }.result
    descriptor = opened
    Self.kept.withLock { if $0 < 0 { $0 = opened } }
  }

  deinit {
    Self.kept.withLock { if $0 == descriptor { $0 = -1 } }
    if descriptor < 0 { return }
    close(descriptor)
    if !stays { unlink(path) }
  }

  /// Leaves it for whoever comes next: files stay that may or may not be promised.
  public func leave() { stays = true }

  private static func sweep(_ path: String) {
    guard let bytes = try? FileTree.read(path) else { return }
    for entry in bytes.split(separator: separator) {
      if let left = String(validating: entry, as: UTF8.self) {
        TemporaryFiles.remove(leftBehind: left)
      }
    }
  }

  /// Notes a file before it is made.
  static func note(_ temporaryPath: String) {
    kept.withLock { descriptor in
      if descriptor < 0 { return }
      let entry = Array(AbsolutePath.of(temporaryPath).utf8) + [separator]
      _ = uninterrupted { Int32(clamping: write(descriptor, entry, entry.count)) }
    }
  }
}
