internal import Glibc

/// A clock that nobody sets, so that a correction of the time of day makes no file ready and none late.
public enum MonotonicClock {
  /// Nanoseconds since some moment; the time that a machine sleeps counts.
  public static func now() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_BOOTTIME, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
  }

  public static let second: Int64 = 1_000_000_000
}

/// How long to wait before something that failed is tried again: 1 s, then twice as long each time, up
/// to 15 minutes.
public struct Backoff: Sendable {
  public private(set) var failures = 0
  /// By ``MonotonicClock``; 0 before the first failure.
  public private(set) var due: Int64 = 0
  private static let longest: Int64 = 900

  public init() {}

  public var isWaiting: Bool { failures > 0 }

  /// - Returns: seconds until it is tried again.
  public mutating func fail(now: Int64) -> Int {
    let seconds = min(Self.longest, 1 << Int64(min(failures, 10)))
    failures += 1
    due = now + seconds * MonotonicClock.second
    return Int(seconds)
  }
}
