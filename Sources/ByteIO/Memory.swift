import CLinux
import Dispatch

/// The process's memory.
public enum Memory {
  /// Where the large pages begin that the heap grows into.
  private struct LargePages: @unchecked Sendable {
    // @unchecked: an address that nothing is read from or written to.
    let start: UnsafeMutableRawPointer
    let size: Int

    static let heap: LargePages? = {
      var size = 0
      return claimpipe_keep_freed_memory(&size).map { LargePages(start: $0, size: size) }
    }()
  }

  /// At once: a thread that wants to change the process's map waits for as much.
  private static let step = 2 << 20

  /// Buffers of a megabyte come and go all the time here: keeps what is freed for the next one.
  ///
  /// A large page that is new may cost milliseconds, most of all on virtual machines whose host has to
  /// find it first, and whoever grows the heap meets it while all other threads wait for `malloc`. So
  /// what will surely be used is asked for beside the work, on a thread of its own.
  ///
  /// - Parameter bytes: that the process will surely take; less than a few pages is not asked for.
  public static func keepFreed(expecting bytes: Int = 0) {
    guard let heap = LargePages.heap, bytes >= 4 * step else { return }
    DispatchQueue.global(qos: .utility).async {
      for offset in stride(from: 0, to: min(bytes, heap.size), by: step)
      where claimpipe_provide_pages(heap.start + offset, step) != 0 { return }
    }
  }
}
