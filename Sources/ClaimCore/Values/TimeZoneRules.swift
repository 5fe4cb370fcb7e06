/// The clock of one time zone, for every year (DATE-1): what offset holds at an instant, and which
/// instant a local time names.
///
/// Read from a TZif file (RFC 8536, versions 1 to 4) by the caller, who has the files. Past the
/// file's own table its footer's rule is written out for 400 years, after which the calendar, and so
/// the rule, repeats. Immutable; hot paths look up through a ``View``, which counts no references.
public final class TimeZoneRules: Sendable {
  /// What a clock change did to a local time.
  public enum Anomaly: UInt8, BitwiseCopyable, Sendable {
    case none
    /// No clock showed it; it moved on by the gap.
    case skipped
    /// Clocks showed it twice; the first is taken.
    case repeated
  }

  /// A stretch of time with one offset.
  struct Period: BitwiseCopyable {
    /// Microseconds since 1970-01-01T00:00Z; the first period's is before all time.
    var start: Int64
    /// From this local time on, the periods before can no longer hold.
    var wall: Int64
    /// Seconds ahead of UTC.
    var offset: Int32
  }

  private let periods: Table<Period>
  private let cycleEnd: Int64

  /// - Parameter bytes: a TZif file; `nil` where they are none, or count leap seconds.
  public init?(tzif bytes: [UInt8]) {
    guard var changes = TZifTable(bytes) else { return nil }
    cycleEnd = changes.extendByFooter()
    var periods = [Period(start: .min, wall: .min, offset: changes.initialOffset)]
    for change in changes.changes {
      let before = periods[periods.count - 1].offset
      if change.offset == before { continue }
      let start = change.at * Moment.microsPerSecond
      let wall = start + Int64(max(before, change.offset)) * Moment.microsPerSecond
      periods.append(Period(start: start, wall: wall, offset: change.offset))
    }
    self.periods = Table(periods)
  }

  /// UTC.
  public init() {
    periods = Table([Period(start: .min, wall: .min, offset: 0)])
    cycleEnd = .max
  }

  /// A look into the rules that remembers where it looked last; one for each thread.
  public struct View {
    /// Only kept alive; look-ups go by the rows.
    private let rules: TimeZoneRules
    private let periods: UnsafeBufferPointer<Period>
    private let cycleEnd: Int64
    private var last = 0
    /// The stretches looked at last, and before that: most sources have times on either side of
    /// one clock change.
    private var recent = Stretch()
    private var older = Stretch()

    /// Local times of one period that no clock change touches.
    private struct Stretch {
      var from: Int64 = 0
      var to: Int64 = 0
      var offset: Int32 = 0

      @inline(__always)
      func moment(_ local: Int64) -> Moment? {
        guard local >= from && local < to else { return nil }
        return Moment(
          instant: local - Int64(offset) * Moment.microsPerSecond, offset: offset)
      }
    }

    fileprivate init(_ rules: TimeZoneRules) {
      self.rules = rules
      periods = rules.periods.withRows { $0 }
      cycleEnd = rules.cycleEnd
    }

    /// Seconds that the local clock is ahead of UTC at an instant (microseconds since 1970 in UTC).
    public mutating func offset(atInstant instant: Int64) -> Int32 {
      let instant = instant - shift(instant)
      if !(periods[last].start <= instant
        && (last + 1 == periods.count || instant < periods[last + 1].start))
      {
        last = lowerBound(0..<periods.count) { periods[$0].start <= instant } - 1
      }
      return periods[last].offset
    }

    /// The moment that a local time (microseconds since 1970 on the local clock) names.
    @inline(__always)
    public mutating func resolve(local: Int64) -> (moment: Moment, anomaly: Anomaly) {
      if let moment = recent.moment(local) ?? older.moment(local) { return (moment, .none) }
      return slowlyResolved(local)
    }

    @inline(never)
    private mutating func slowlyResolved(_ local: Int64) -> (moment: Moment, anomaly: Anomaly) {
      let shift = shift(local)
      let reduced = local - shift
      if !(periods[last].wall <= reduced
        && (last + 1 == periods.count || reduced < periods[last + 1].wall))
      {
        last = lowerBound(0..<periods.count) { periods[$0].wall <= reduced } - 1
      }
      let offset = periods[last].offset
      // A skipped time, read by the clock before the change, lands as far after it as the gap is
      // long; a repeated one read by that clock is the first. So both take the offset before.
      let lead = Int64(offset) * Moment.microsPerSecond
      let instant = local - lead
      let change =
        last + 1 < periods.count ? periods[last + 1].start - max(0, overlap(last + 1)) : .max
      guard last + 1 < periods.count, reduced - lead >= change else {
        if shift == 0 {
          let end = change == .max ? .max : change + lead
          older = recent
          recent = Stretch(from: periods[last].wall, to: min(end, cycleEnd), offset: offset)
        }
        return (Moment(instant: instant, offset: offset), .none)
      }
      let next = periods[last + 1].offset
      return next > offset
        ? (Moment(instant: instant, offset: next), .skipped)
        : (Moment(instant: instant, offset: offset), .repeated)
    }

    /// How far a period's start sets the clock back, in microseconds.
    private func overlap(_ index: Int) -> Int64 {
      Int64(periods[index - 1].offset - periods[index].offset) * Moment.microsPerSecond
    }

    private func shift(_ time: Int64) -> Int64 {
      if time < cycleEnd { return 0 }
      return ((time - cycleEnd) / TZifTable.cycle + 1) * TZifTable.cycle
    }
  }

  public var view: View { View(self) }
}

/// What a TZif file holds.
private struct TZifTable {
  struct Change {
    /// Seconds since 1970 in UTC.
    var at: Int64
    var offset: Int32
  }

  var initialOffset: Int32
  var changes: [Change]
  private let footer: ArraySlice<UInt8>

  /// No clock change is known as far ahead as the year 9000.
  private static let lastChange: Int64 = 221_845_392_000
  /// 400 years, in microseconds: after them the calendar and the days of the week repeat.
  static let cycle = 146_097 * Moment.microsPerDay

  init?(_ bytes: [UInt8]) {
    guard let first = Header(bytes, at: 0) else { return nil }
    var header = first
    var wide = false
    if first.version >= 0x32 {
      guard let second = Header(bytes, at: first.end(timeSize: 4)) else { return nil }
      header = second
      wide = true
    }
    let size = wide ? 8 : 4
    let end = header.end(timeSize: size)
    guard header.leapCount == 0, header.typeCount > 0, end <= bytes.count else { return nil }
    let indices = header.body + header.timeCount * size
    let types = indices + header.timeCount
    // RFC 8536 section 3.2 allows 25 hours and 26 hours.
    func offset(_ type: Int) -> Int32? {
      guard type < header.typeCount else { return nil }
      let offset = read(types + type * 6, 4)
      return (-89_999...93_599).contains(offset) ? Int32(offset) : nil
    }
    func read(_ at: Int, _ size: Int) -> Int64 {
      var value = Int64(Int8(bitPattern: bytes[at]))
      for index in 1..<size { value = value << 8 | Int64(bytes[at + index]) }
      return value
    }
    guard let initial = offset(0) else { return nil }
    initialOffset = initial
    changes = []
    for index in 0..<header.timeCount {
      guard let offset = offset(Int(bytes[indices + index])) else { return nil }
      let at = read(header.body + index * size, size)
      guard at > changes.last?.at ?? .min, at < TZifTable.lastChange else { return nil }
      // Some files begin with a change at the beginning of time.
      if at < -(1 << 48) {
        initialOffset = offset
      } else {
        changes.append(Change(at: at, offset: offset))
      }
    }
    footer = wide ? bytes[end...].dropFirst().prefix { $0 != 0x0A } : []
  }

  /// Writes the footer's rule out for 400 years; the result is the instant from which it repeats.
  mutating func extendByFooter() -> Int64 {
    guard let rule = PosixRule(footer) else { return .max }
    let last = changes.last?.at ?? -(1 << 40)
    guard let summer = rule.summer else {
      if (changes.last?.offset ?? initialOffset) != rule.offset {
        changes.append(Change(at: last + 1, offset: rule.offset))
      }
      return .max
    }
    let days = Int32(clamping: max(last, -2_208_988_800) / 86_400)
    let year = CivilDate(days: days).components.year
    var written: [Change] = []
    for year in year...(year + 402) {
      written.append(
        Change(at: summer.end.seconds(in: year) - Int64(summer.offset), offset: rule.offset))
      written.append(
        Change(at: summer.start.seconds(in: year) - Int64(rule.offset), offset: summer.offset))
    }
    written = written.filter { $0.at > last }.sorted { $0.at < $1.at }
    for (index, change) in written.enumerated() {
      // Summer time all the year: it ends when it begins.
      if index + 1 < written.count, written[index + 1].at == change.at {
        if change.offset == summer.offset { written[index + 1] = change }
        continue
      }
      changes.append(change)
    }
    let newYear = CivilDate(year: year + 401, month: 1, day: 1) ?? .distantFuture
    return Int64(newYear.days) * Moment.microsPerDay
  }

  private struct Header {
    var version: UInt8
    var leapCount: Int
    var timeCount: Int
    var typeCount: Int
    private var rest: Int
    /// Where the tables begin.
    var body: Int

    init?(_ bytes: [UInt8], at start: Int) {
      guard bytes.count >= start + 44, Array(bytes[start..<(start + 4)]) == Array("TZif".utf8)
      else { return nil }
      func count(_ index: Int) -> Int {
        let at = start + 20 + index * 4
        return bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
      }
      version = bytes[start + 4]
      leapCount = count(2)
      timeCount = count(3)
      typeCount = count(4)
      rest = count(0) + count(1) + count(5)
      body = start + 44
    }

    func end(timeSize: Int) -> Int {
      body + timeCount * (timeSize + 1) + typeCount * 6 + leapCount * (timeSize + 4) + rest
    }
  }
}

/// A POSIX `TZ` rule such as `EST5EDT,M3.2.0,M11.1.0`.
private struct PosixRule {
  struct Summer {
    var offset: Int32
    var start: YearDay
    var end: YearDay
  }

  /// A day of every year, and seconds since its midnight (RFC 8536 allows a week either way).
  struct YearDay {
    enum Day {
      case weekday(month: Int, week: Int, day: Int)
      /// From 1, 29 February never counted.
      case julian(Int)
      /// From 0, 29 February counted.
      case zeroBased(Int)
    }
    var day: Day
    var time: Int

    /// Seconds since 1970 on the clock that the rule goes by.
    func seconds(in year: Int) -> Int64 {
      func days(_ month: Int, _ day: Int) -> Int {
        Int(CivilDate(year: year, month: month, day: day)?.days ?? 0)
      }
      let number: Int
      switch day {
      case .julian(let day):
        let leaps = CivilDate.length(ofMonth: 2, year: year) == 29 && day > 59
        number = days(1, 1) + day - (leaps ? 0 : 1)
      case .zeroBased(let day): number = days(1, 1) + day
      case .weekday(let month, let week, let day):
        let first = days(month, 1)
        // 1970-01-01 was a Thursday.
        let weekday = ((first + 4) % 7 + 7) % 7
        var date = (day - weekday + 7) % 7 + (week - 1) * 7
        if date >= CivilDate.length(ofMonth: month, year: year) { date -= 7 }
        number = first + date
      }
      return Int64(number * 86_400 + time)
    }
  }

  /// Seconds ahead of UTC.
  var offset: Int32
  var summer: Summer?

  init?(_ text: ArraySlice<UInt8>) {
    var rest = text
    guard PosixRule.skipName(&rest), let west = PosixRule.time(&rest) else { return nil }
    offset = Int32(-west)
    if rest.isEmpty { return }
    guard PosixRule.skipName(&rest) else { return nil }
    var summerOffset = offset + 3600
    if let next = rest.first, next != 0x2C {
      guard let west = PosixRule.time(&rest) else { return nil }
      summerOffset = Int32(-west)
    }
    guard let start = PosixRule.yearDay(&rest), let end = PosixRule.yearDay(&rest), rest.isEmpty
    else { return nil }
    summer = Summer(offset: summerOffset, start: start, end: end)
  }

  private static func skipName(_ rest: inout ArraySlice<UInt8>) -> Bool {
    if rest.first == 0x3C {
      guard let close = rest.firstIndex(of: 0x3E) else { return false }
      rest = rest[(close + 1)...]
      return true
    }
    let name = rest.prefix { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    rest = rest[name.endIndex...]
    return !name.isEmpty
  }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
    rest = rest[digits.endIndex...]
    return digits.isEmpty || digits.count > 4 ? nil : digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }

  private static func take(_ byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// `[+-]hh[:mm[:ss]]`, in seconds.
  private static func time(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let negative = take(0x2D, &rest)
    if !negative { _ = take(0x2B, &rest) }
    guard let hours = number(&rest), hours <= 167 else { return nil }
    var seconds = hours * 3600
    for scale in [60, 1] where take(0x3A, &rest) {
      guard let part = number(&rest), part < 60 else { return nil }
      seconds += part * scale
    }
    return negative ? -seconds : seconds
  }

  private static func yearDay(_ rest: inout ArraySlice<UInt8>) -> YearDay? {
    guard take(0x2C, &rest) else { return nil }
    let day: YearDay.Day
    if take(0x4D, &rest) {
      guard let month = number(&rest), (1...12).contains(month), take(0x2E, &rest),
        let week = number(&rest), (1...5).contains(week), take(0x2E, &rest),
        let weekday = number(&rest), weekday <= 6
      else { return nil }
      day = .weekday(month: month, week: week, day: weekday)
    } else if take(0x4A, &rest) {
      guard let number = number(&rest), (1...365).contains(number) else { return nil }
      day = .julian(number)
    } else {
      guard let number = number(&rest), number <= 365 else { return nil }
      day = .zeroBased(number)
    }
    var seconds = 7200
    if take(0x2F, &rest) {
      guard let time = time(&rest) else { return nil }
      seconds = time
    }
    return YearDay(day: day, time: seconds)
  }
}
