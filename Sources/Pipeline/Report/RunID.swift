internal import AdapterKit
internal import ByteIO
internal import ClaimCore

/// A run's name in logs, in the run report and in the status file: `20261122T072839Z-5f3a`.
///
/// The moment in UTC and four digits of chance, so that ids sort by time.
public struct RunID: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  /// One for a run that begins now.
  public init() { self.init(at: Clock.nowUTC(), chance: .random(in: .min ... .max)) }

  /// The one that a run in an inbox has from the moment at which its files were taken.
  init(_ name: String) { description = name }

  /// - Parameter instant: microseconds since 1970.
  init(at instant: Int64, chance: UInt16) {
    let digits = String(chance, radix: 16)
    let compact = UTCTime(instant).text.filter { $0 != "-" && $0 != ":" }
    description = "\(compact)-\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)"
  }
}

/// A time as machines write it (RFC 3339, in UTC).
struct UTCTime {
  /// Microseconds since 1970.
  let instant: Int64

  init(_ instant: Int64) { self.instant = instant }

  static var now: UTCTime { UTCTime(Clock.nowUTC()) }

  /// `2026-11-22T07:28:39Z`
  var text: String { "\(date)T\(clock)Z" }

  /// `2026-11-22T07:28:39.041Z`
  var precise: String {
    let millis = Int(moment.timeOfDay / 1000 % 1000)
    return "\(date)T\(clock).\(Self.padded(millis, to: 3))Z"
  }

  /// Seconds since 1970, as monitors count.
  var seconds: Int { Int((instant - instant % 1_000_000) / 1_000_000) }

  private var moment: Moment { Moment(instant: instant, offset: 0) }
  private var date: String { moment.date.iso }

  private var clock: String {
    let seconds = Int(moment.timeOfDay / Moment.microsPerSecond)
    return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.padded($0, to: 2) }
      .joined(separator: ":")
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
