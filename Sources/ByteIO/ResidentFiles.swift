import Glibc
import Synchronization

/// How much of its mapped files the process holds in memory just now, as the kernel counts it.
final class ResidentFiles: Sendable {
  /// Bytes that may come to memory between two looks.
  private static let allowance = 24 << 20

  /// -1 where the kernel does not say: then there is always something to give back.
  private let descriptor: Int32
  private let pageSize = sysconf(Int32(_SC_PAGESIZE))
  private let noted = Mutex(0)

  init() { descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC) }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether more has come to memory since ``note()`` than is worth while.
  var hasGrown: Bool {
    guard let bytes else { return true }
    return bytes > noted.withLock { $0 } + Self.allowance
  }

  func note() {
    guard let bytes else { return }
    noted.withLock { $0 = bytes }
  }

  /// The third of statm's numbers: pages that a file or shared memory stands behind.
  private var bytes: Int? {
    withUnsafeTemporaryAllocation(byteCount: 128, alignment: 1) { room in
      let count = pread(descriptor, room.baseAddress, room.count, 0)
      if count <= 0 { return nil }
      let numbers = room[..<count].split(separator: UInt8(ascii: " "))
      guard numbers.count > 2 else { return nil }
      return Int(String(decoding: numbers[2], as: UTF8.self)).map { $0 * pageSize }
    }
  }
}
