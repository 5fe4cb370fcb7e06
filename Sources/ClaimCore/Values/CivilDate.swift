/// A calendar date of the proleptic Gregorian calendar, as days since 1970-01-01.
public struct CivilDate: BitwiseCopyable, Hashable, Comparable, Sendable {
  public let days: Int32

  @inlinable public init(days: Int32) { self.days = days }

  /// `nil` where the calendar has no such date; years 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    // Days from civil: H. Hinnant, "chrono-compatible low-level date algorithms".
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    days = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthIndex + 2) / 5 + 1
    )
  }

  /// The Monday of this date's week (charge periods run Monday to Sunday).
  public var startOfWeek: CivilDate {
    let fromMonday = (Int(days) + 3) % 7
    return CivilDate(days: days - Int32(fromMonday < 0 ? fromMonday + 7 : fromMonday))
  }

  public var startOfMonth: CivilDate {
    CivilDate(days: days - Int32(components.day - 1))
  }

  /// For keys of sorts: orders as the dates do.
  @inlinable var order: UInt32 { UInt32(bitPattern: days) ^ 1 << 31 }
  @inlinable init(order: UInt32) { days = Int32(bitPattern: order ^ 1 << 31) }

  @inlinable public static func < (a: CivilDate, b: CivilDate) -> Bool { a.days < b.days }

  /// After every date: what a missing end means.
  public static let distantFuture = CivilDate(days: .max)
}

/// Dates from `start` to `end`, both included; a missing bound is open.
public struct DateRange: BitwiseCopyable, Hashable, Sendable {
  public let start: CivilDate
  public let end: CivilDate

  @inlinable public init(start: CivilDate?, end: CivilDate?) {
    self.start = start ?? CivilDate(days: .min)
    self.end = end ?? CivilDate(days: .max)
  }

  public static let always = DateRange(start: nil, end: nil)
  @inlinable public var hasStart: Bool { start.days != .min }
  @inlinable public var hasEnd: Bool { end.days != .max }

  @inlinable public func contains(_ date: CivilDate) -> Bool { start <= date && date <= end }
}
