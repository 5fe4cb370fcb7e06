import Dispatch
import Glibc
import Synchronization

/// Brings a file to disk on a thread beside, while the next one is rendered: to wait for the disk is
/// most of what a small run would do.
final class Flush: Sendable {
  /// A thread of its own, since those that work may not wait. One is enough: the disk takes files in
  /// turn.
  private static let queue = DispatchQueue(label: "claimpipe.flush")
  /// Of files that may wait for it: a run may have thousands, and a process fewer open ones.
  private static let free = DispatchSemaphore(value: 16)

  private let error = Mutex<Int32>(0)
  private let ended = DispatchSemaphore(value: 0)
  private let isWaitedFor = Mutex(false)

  /// Begins; closes the descriptor when it is done.
  init(_ descriptor: Int32) {
    Flush.free.wait()
    Flush.queue.async { [self] in
      let synced = uninterrupted { fsync(descriptor) }
      close(descriptor)
      Flush.free.signal()
      error.withLock { $0 = synced.error }
      ended.signal()
    }
  }

  /// Waits for the end.
  ///
  /// - Returns: `errno`, or 0 where all is on disk.
  func wait() -> Int32 {
    isWaitedFor.withLock { isWaitedFor in
      if !isWaitedFor { ended.wait() }
      isWaitedFor = true
    }
    return error.withLock { $0 }
  }
}
