/// A point in time together with the clock on the wall there (formats.md: written in the local zone).
public struct Moment: BitwiseCopyable, Hashable, Sendable {
  /// Microseconds since 1970-01-01T00:00Z.
  public let instant: Int64
  /// Seconds that the local clock is ahead of UTC.
  public let offset: Int32

  @inlinable public init(instant: Int64, offset: Int32) {
    self.instant = instant
    self.offset = offset
  }

  public static let microsPerSecond: Int64 = 1_000_000
  public static let microsPerDay: Int64 = 86_400 * 1_000_000

  /// Microseconds since 1970-01-01T00:00 on the local clock.
  @inlinable public var local: Int64 { instant + Int64(offset) * 1_000_000 }

  /// The local date.
  public var date: CivilDate {
    CivilDate(days: Int32(Moment.floorDivide(local, Moment.microsPerDay)))
  }

  /// Microseconds since the local midnight.
  public var timeOfDay: Int64 {
    local - Int64(date.days) * Moment.microsPerDay
  }

  @inlinable static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    let quotient = a / b
    return a % b < 0 ? quotient - 1 : quotient
  }
}
