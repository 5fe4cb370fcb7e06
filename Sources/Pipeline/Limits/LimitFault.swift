internal import ByteIO
internal import Glibc
internal import Manifests

/// A limit of the manifest that a run exceeded: it ends with status 3, and nothing is emitted.
struct LimitFault: Error, Sendable, Equatable {
  /// The key under `limits`.
  let limit: String
  let allowed: Int
  /// What exceeded it, and where.
  let found: String

  var message: String {
    "limits.\(limit) is \(allowed): \(found); nothing was emitted. Raise the limit if that is right"
  }
}

/// When a run has to have come to its end, by a clock that nobody sets.
struct Deadline: Sendable {
  private let seconds: Int
  /// In milliseconds.
  private let end: Int

  /// `nil` where nothing limits the run.
  init?(_ limits: RunLimits) {
    guard let seconds = limits.runSeconds else { return nil }
    self.seconds = seconds
    end = Self.now + seconds * 1000
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  var millisecondsLeft: Int { max(0, end - Self.now) }

  func check() throws(LimitFault) {
    if Self.now < end { return }
    throw LimitFault(
      limit: LimitName.runSeconds, allowed: seconds, found: "the run has taken longer")
  }
}

/// The keys under `limits`, for messages.
enum LimitName {
  static let sourceMegabytes = "source_megabytes"
  static let totalMegabytes = "total_megabytes"
  static let records = "records"
  static let findings = "findings"
  static let claims = "claims"
  static let runSeconds = "run_seconds"
  static let outputMegabytes = "output_megabytes"
}
