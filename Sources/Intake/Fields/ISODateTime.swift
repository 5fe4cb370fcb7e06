import ClaimCore

/// A time as a source writes it: on its local clock, with the offset where it has one.
struct WrittenTime: BitwiseCopyable {
  /// Microseconds since 1970-01-01T00:00 on the clock that the source goes by.
  var local: Int64
  /// Seconds ahead of UTC; `nil` where the time has none.
  var offset: Int32?
  /// Microseconds that went by from then to the time that is meant.
  var elapsed: Int64 = 0
}

/// Dates and times as ISO 8601 writes them.
enum ISODateTime {
  /// `2026-01-05`
  static func date(_ bytes: Bytes) throws(FaultCode) -> CivilDate {
    guard bytes.count == 10 else { throw .notADate }
    guard let parts = dateParts(bytes) else { throw .notADate }
    guard let date = CivilDate(year: parts.year, month: parts.month, day: parts.day) else {
      throw .noSuchDate
    }
    return date
  }

  /// Months that were read lately, by their spelling with both dashes, which is a word of the machine.
  struct KnownMonths: ~Copyable {
    fileprivate struct Month: BitwiseCopyable {
      var spelling: UInt64 = 0
      /// The day before its first, in days since 1970-01-01.
      var dayBefore: Int32 = 0
      var length: UInt64 = 0
    }

    private static let count = 32
    fileprivate let months: UnsafeMutablePointer<Month>

    init() {
      months = .allocate(capacity: Self.count)
      months.initialize(repeating: Month(), count: Self.count)
    }

    deinit { months.deallocate() }

    /// No two months of one year have the same place.
    @inline(__always)
    fileprivate func place(_ spelling: UInt64) -> UnsafeMutablePointer<Month> {
      months + Int(truncatingIfNeeded: (spelling >> 40 & 1) &* 16 &+ (spelling >> 48 & 15))
    }

    /// Remembers the month of a date that is right.
    @inline(never)
    fileprivate func remember(_ bytes: Bytes, _ parts: (year: Int, month: Int, day: Int)) {
      guard let first = CivilDate(year: parts.year, month: parts.month, day: 1) else { return }
      let spelling = bytes.word(from: 0)
      place(spelling).pointee = Month(
        spelling: spelling, dayBefore: first.days - 1,
        length: UInt64(CivilDate.length(ofMonth: parts.month, year: parts.year)))
    }
  }

  /// A date of a known month, of which this is the number of the day in two digits' values; `nil` for
  /// anything else.
  @inline(__always)
  private static func days(
    _ spelling: UInt64, day: UInt64, in known: borrowing KnownMonths
  ) -> Int32? {
    let month = known.place(spelling)
    guard month.pointee.spelling == spelling, day &- 1 < month.pointee.length else { return nil }
    return month.pointee.dayBefore &+ Int32(truncatingIfNeeded: day)
  }

  /// The date that ten bytes or more begin with; `nil` where its month is not known.
  @inline(__always)
  private static func leadingDate(_ bytes: Bytes, in known: borrowing KnownMonths) -> CivilDate? {
    let (tens, ones) = (UInt64(bytes[8] ^ 0x30), UInt64(bytes[9] ^ 0x30))
    guard tens < 10, ones < 10 else { return nil }
    return days(bytes.word(from: 0), day: tens &* 10 &+ ones, in: known).map(CivilDate.init(days:))
  }

  /// A date that is written as such, whose month is known from now on; `nil` for anything else.
  @inline(__always)
  static func date(_ bytes: Bytes, in known: borrowing KnownMonths) -> CivilDate? {
    guard bytes.count == 10 else { return nil }
    if let date = leadingDate(bytes, in: known) { return date }
    guard let parts = dateParts(bytes) else { return nil }
    known.remember(bytes, parts)
    return CivilDate(year: parts.year, month: parts.month, day: parts.day)
  }

  /// `2026-01-05T09:00` in a known month, as microseconds since 1970 on the local clock; `nil` for
  /// anything else, which ``time(_:_:)`` reads.
  static func minute(_ bytes: Bytes, in known: borrowing KnownMonths) -> Int64? {
    guard bytes.count == 16 else { return nil }
    // `05T09:00`: nothing is left of the marks, and of digits their value.
    let rest = bytes.word(from: 8) ^ 0x3030_3A30_3054_3030
    guard rest & 0xF0F0_FFF0_F0FF_F0F0 == 0,
      (rest &+ 0x0606_0006_0600_0606) & 0x1010_0010_1000_1010 == 0
    else { return nil }
    let day = (rest & 15) &* 10 &+ (rest >> 8 & 15)
    let hour = (rest >> 24 & 15) &* 10 &+ (rest >> 32 & 15)
    let minute = (rest >> 48 & 15) &* 10 &+ (rest >> 56)
    guard hour < 24 && minute < 60, let days = days(bytes.word(from: 0), day: day, in: known)
    else { return nil }
    return (Int64(days) &* 1440 &+ Int64(hour &* 60 &+ minute)) &* 60 &* Moment.microsPerSecond
  }

  /// `2026-01-05T09:00`, with seconds, a fraction and an offset where it has them.
  static func time(
    _ bytes: Bytes, _ known: borrowing KnownMonths
  ) throws(FaultCode) -> WrittenTime {
    guard bytes.count >= 16 else { throw .notATime }
    if let date = leadingDate(bytes, in: known) { return try time(bytes, on: date) }
    guard let parts = dateParts(bytes) else { throw .notATime }
    known.remember(bytes, parts)
    return try time(bytes, on: CivilDate(year: parts.year, month: parts.month, day: parts.day))
  }

  @inline(__always)
  private static func time(_ bytes: Bytes, on date: CivilDate?) throws(FaultCode) -> WrittenTime {
    guard bytes[10] | 0x20 == 0x74 || bytes[10] == 0x20, bytes[13] == 0x3A,
      let hour = twoDigits(bytes, 11), let minute = twoDigits(bytes, 14)
    else { throw .notATime }
    var second = 0
    var fraction: Int64 = 0
    var offset: Int32?
    if bytes.count > 16 {
      var index = 16
      if bytes[16] == 0x3A {
        guard bytes.count >= 19, let seconds = twoDigits(bytes, 17) else { throw .notATime }
        second = seconds
        index = 19
        fraction = try self.fraction(bytes, &index)
      }
      offset = try self.offset(bytes, &index)
      guard index == bytes.count else { throw .notATime }
    }
    guard let date, minute < 60, second < 60,
      let local = local(date, seconds: hour * 3600 + minute * 60 + second, fraction)
    else { throw .noSuchTime }
    return WrittenTime(local: local, offset: offset)
  }

  /// A time of day on a date, in microseconds; `nil` past 24:00, which is midnight at the day's end.
  @inline(__always)
  static func local(_ date: CivilDate, seconds: Int, _ fraction: Int64) -> Int64? {
    let local =
      (Int64(date.days) * 86_400 + Int64(seconds)) * Moment.microsPerSecond + fraction
    if seconds < 86_400 { return local }
    let isMidnight = seconds == 86_400 && fraction == 0
    return isMidnight && SessionTime.calendar.contains(local) ? local : nil
  }

  @inline(__always)
  private static func dateParts(_ bytes: Bytes) -> (year: Int, month: Int, day: Int)? {
    guard bytes[4] == 0x2D, bytes[7] == 0x2D, let century = twoDigits(bytes, 0),
      let year = twoDigits(bytes, 2), let month = twoDigits(bytes, 5),
      let day = twoDigits(bytes, 8)
    else { return nil }
    return (century * 100 + year, month, day)
  }

  @inline(__always)
  private static func twoDigits(_ bytes: Bytes, _ index: Int) -> Int? {
    let tens = bytes[index] &- 48
    let ones = bytes[index + 1] &- 48
    return tens > 9 || ones > 9 ? nil : Int(tens) * 10 + Int(ones)
  }

  /// `.5` or `,500000`: microseconds; further digits are cut.
  private static func fraction(_ bytes: Bytes, _ index: inout Int) throws(FaultCode) -> Int64 {
    guard index < bytes.count, bytes[index] == 0x2E || bytes[index] == 0x2C else { return 0 }
    index += 1
    let digits = micros(bytes, &index)
    guard let digits else { throw .notATime }
    return digits
  }

  /// Digits after a decimal point, as microseconds; `nil` without any.
  static func micros(_ bytes: Bytes, _ index: inout Int) -> Int64? {
    let start = index
    var value: Int64 = 0
    var scale: Int64 = 100_000
    while index < bytes.count, bytes[index] &- 48 < 10 {
      value += Int64(bytes[index] &- 48) * scale
      scale /= 10
      index += 1
    }
    return index == start ? nil : value
  }

  /// `Z`, `+05:30`, `+0530`, `+05`: seconds; `nil` where there is none.
  static func offset(_ bytes: Bytes, _ index: inout Int) throws(FaultCode) -> Int32? {
    guard index < bytes.count else { return nil }
    let sign = bytes[index]
    if sign | 0x20 == 0x7A {
      index += 1
      return 0
    }
    guard sign == 0x2B || sign == 0x2D, index + 3 <= bytes.count,
      let hours = twoDigits(bytes, index + 1)
    else { throw .notATime }
    index += 3
    var minutes = 0
    if index < bytes.count {
      if bytes[index] == 0x3A { index += 1 }
      guard index + 2 <= bytes.count, let more = twoDigits(bytes, index) else { throw .notATime }
      minutes = more
      index += 2
    }
    guard hours < 24, minutes < 60 else { throw .noSuchTime }
    let seconds = Int32(hours * 3600 + minutes * 60)
    return sign == 0x2D ? -seconds : seconds
  }
}
