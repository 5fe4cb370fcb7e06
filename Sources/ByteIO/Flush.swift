import Dispatch
import Glibc
import Synchronization

/// Brings a file to disk on a thread beside, while the next one is rendered: to wait for the disk is
/// most of what a small run would do. File systems with a journal write it once for all files that wait
/// for it together, so each has a thread.
final class Flush: Sendable {
  private static let queues = (0..<8).map { DispatchQueue(label: "claimpipe.flush.\($0)") }
  private static let next = Atomic(0)
  /// Of files that may wait for it: a run may have thousands, and a process fewer open ones.
  private static let free = DispatchSemaphore(value: 16)

  private let error = Mutex<Int32>(0)
  private let ended = DispatchSemaphore(value: 0)
  private let isWaitedFor = Mutex(false)

  /// Begins; closes the descriptor when it is done.
  init(_ descriptor: Int32) {
    Flush.free.wait()
    let number = Flush.next.wrappingAdd(1, ordering: .relaxed).oldValue
    Flush.queues[number % Flush.queues.count].async { [self] in
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
