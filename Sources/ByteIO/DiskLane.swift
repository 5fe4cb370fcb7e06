import CLinux
import Dispatch
import Glibc
import Synchronization

/// A thread that waits for the disk, beside those that work: to do so is most of what a small run would
/// do, and even to begin writing may wait, for the disk to say where there is room.
///
/// What a file asks of its lane is done in order. There are several, since file systems with a journal
/// write it once for all files that wait for it together.
struct DiskLane: Sendable {
  private static let queues = (0..<8).map { DispatchQueue(label: "claimpipe.disk.\($0)") }
  private static let next = Atomic(0)

  private let queue: DispatchQueue

  init() {
    let number = Self.next.wrappingAdd(1, ordering: .relaxed).oldValue
    queue = Self.queues[number % Self.queues.count]
  }

  func run(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }

  /// Has the disk begin to write some bytes of a file.
  func beginWriting(_ range: Range<Int>, of descriptor: Int32) {
    queue.async {
      claimpipe_begin_writeback(descriptor, Int64(range.lowerBound), Int64(range.count))
    }
  }

  /// Brings a file to disk, then closes it.
  func flush(_ descriptor: Int32) -> Flush {
    let flush = Flush()
    queue.async {
      let synced = uninterrupted { fsync(descriptor) }
      Glibc.close(descriptor)
      flush.end(synced.error)
    }
    return flush
  }

  /// Closes a file that nobody wants, once nothing of it is under way.
  func close(_ descriptor: Int32) { queue.async { Glibc.close(descriptor) } }
}

/// A file on its way to disk.
final class Flush: Sendable {
  /// Of files that may be on theirs at once: a run may have thousands, and a process fewer open ones.
  private static let free = DispatchSemaphore(value: 16)

  private let error = Mutex<Int32>(0)
  private let ended = DispatchSemaphore(value: 0)
  private let isWaitedFor = Mutex(false)

  fileprivate init() { Self.free.wait() }

  fileprivate func end(_ error: Int32) {
    Self.free.signal()
    self.error.withLock { $0 = error }
    ended.signal()
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
