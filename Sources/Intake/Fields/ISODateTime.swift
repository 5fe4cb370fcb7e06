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

  /// Dates that were read lately, by their spelling: sessions begin and end on few.
  struct KnownDates: ~Copyable {
    fileprivate struct Entry: BitwiseCopyable {
      var first: UInt64 = 0
      // No spelling has this: only two bytes are kept.
      var rest: UInt32 = .max
      var date = CivilDate(days: 0)
    }

    private static let count = 256
    fileprivate let entries: UnsafeMutablePointer<Entry>

    init() {
      entries = .allocate(capacity: Self.count)
      entries.initialize(repeating: Entry(), count: Self.count)
    }

    deinit { entries.deallocate() }

    /// No two dates of one month have the same place, nor of eight months that follow one another.
    @inline(__always)
    fileprivate static func place(_ first: UInt64, _ rest: UInt32) -> Int {
      let day = (rest & 15) &* 10 &+ (rest >> 8 & 15)
      let month = UInt32(truncatingIfNeeded: first >> 48) & 15
      return Int(day &+ month &* 32) & (count - 1)
    }
  }

  /// A date that is written as such, and known from now on; `nil` for anything else.
  @inline(__always)
  static func date(_ bytes: Bytes, in known: borrowing KnownDates) -> CivilDate? {
    guard bytes.count == 10 else { return nil }
    let (first, rest) = spelling(bytes)
    let place = KnownDates.place(first, rest)
    let entry = known.entries[place]
    if first == entry.first && rest == entry.rest { return entry.date }
    guard let date = try? date(bytes) else { return nil }
    known.entries[place] = KnownDates.Entry(first: first, rest: rest, date: date)
    return date
  }

  /// The first ten bytes.
  @inline(__always)
  private static func spelling(_ bytes: Bytes) -> (first: UInt64, rest: UInt32) {
    (bytes.word(from: 0), UInt32(truncatingIfNeeded: bytes.word(from: 8) & 0xFFFF))
  }

  /// `2026-01-05T09:00`, with seconds, a fraction and an offset where it has them.
  static func time(_ bytes: Bytes, _ known: borrowing KnownDates) throws(FaultCode) -> WrittenTime {
    guard bytes.count >= 16 else { throw .notATime }
    let (first, rest) = spelling(bytes)
    let place = KnownDates.place(first, rest)
    let entry = known.entries[place]
    if first == entry.first && rest == entry.rest { return try time(bytes, on: entry.date) }
    guard let parts = dateParts(bytes) else { throw .notATime }
    let date = CivilDate(year: parts.year, month: parts.month, day: parts.day)
    if let date { known.entries[place] = KnownDates.Entry(first: first, rest: rest, date: date) }
    return try time(bytes, on: date)
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
