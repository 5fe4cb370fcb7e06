internal import Glibc

/// Holds a ledger for one process, from before it reads until its files have their names; the
/// system lets go when the process ends, however it ends.
///
/// A file beside the ledger: closing SQLite's own file would let go of SQLite's locks.
final class LedgerLock {
  private let descriptor: Int32

  /// - Throws: ``LedgerFault/held(path:)`` where another process has it.
  init(of ledger: String) throws(LedgerFault) {
    let path = ledger + "-lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    if descriptor < 0 {
      throw .unusable(path: path, cause: String(cString: strerror(errno)))
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let isHeld = errno == EWOULDBLOCK
      let cause = String(cString: strerror(errno))
      close(descriptor)
      throw isHeld ? .held(path: ledger) : .unusable(path: path, cause: cause)
    }
  }

  deinit { close(descriptor) }
}
