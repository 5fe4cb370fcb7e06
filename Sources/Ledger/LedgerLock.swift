internal import ByteIO
internal import Glibc

/// Holds a ledger for one process, from before it reads until its files have their names; the
/// system lets go when the process ends, however it ends.
///
/// A file beside the ledger: closing SQLite's own file would let go of SQLite's locks.
final class LedgerLock {
  private let path: String
  private let descriptor: Int32

  /// - Parameter ending: of the file's name.
  /// - Throws: ``LedgerFault/held(path:)`` where another process has it.
  init(of ledger: String, ending: String = "-lock") throws(LedgerFault) {
    path = LedgerFile.real(ledger) + ending
    descriptor = try Self.hold(path, of: ledger)
  }

  /// Apart from `init`: an object that has its descriptor closes it, also where `init` throws.
  private static func hold(_ path: String, of ledger: String) throws(LedgerFault) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw LedgerFault(path, errno) }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      close(descriptor)
      throw number == EWOULDBLOCK ? .held(path: ledger) : LedgerFault(path, number)
    }
    return descriptor
  }

  /// Says in the file which ledger is about to be loaded for the first time, for ``RollbackJournal``.
  func note(_ ledger: FileIdentity) throws(LedgerFault) {
    let text = Array(ledger.text.utf8)
    if ftruncate(descriptor, 0) != 0 || pwrite(descriptor, text, text.count, 0) != text.count
      || fsync(descriptor) != 0
    {
      throw LedgerFault(path, errno)
    }
  }

  deinit {
    // Said, and not left to closing: a program that this process is about to start may still hold the
    // descriptor, and the lock with it.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
