import ClaimCore

/// Times in the session's zone (DATE-1, DATE-2).
extension SessionBlockDecoder {
  @inline(__always)
  mutating func moment(_ written: WrittenTime, _ zone: Int, _ field: Int) -> Moment {
    let moment = writtenMoment(written, zone, field)
    if written.elapsed == 0 { return moment }
    let instant = moment.instant + written.elapsed
    let end = Moment(instant: instant, offset: zones[zone].offset(atInstant: instant))
    if !SessionTime.calendar.contains(end.local) { reader.fault(field, .noSuchTime, .none) }
    return end
  }

  @inline(__always)
  private mutating func writtenMoment(
    _ written: WrittenTime, _ zone: Int, _ field: Int
  ) -> Moment {
    if let offset = written.offset {
      let instant = written.local - Int64(offset) * Moment.microsPerSecond
      let moment = Moment(instant: instant, offset: zones[zone].offset(atInstant: instant))
      // Only an offset can carry a time out of the calendar's years.
      if !SessionTime.calendar.contains(moment.local) { reader.fault(field, .noSuchTime, .none) }
      return moment
    }
    let (moment, anomaly) = zones[zone].resolve(local: written.local)
    if anomaly != .none { find(anomaly, field) }
    return moment
  }

  @inline(never)
  private mutating func find(_ anomaly: TimeZoneRules.Anomaly, _ field: Int) {
    let name = field == SessionField.start ? "start" : "end"
    let id = keptID()
    decoded.findings.append(
      anomaly == .skipped
        ? Finding(
          .timeSkipped, at: position, session: id,
          "\(name) is a local time that a clock change skips; it was moved on by the gap: check it, "
            + "or write it with its offset")
        : Finding(
          .timeRepeated, at: position, session: id,
          "\(name) is a local time that a clock change repeats; the first was taken: check it, or "
            + "write it with its offset"))
  }

  /// Where the mapping says `overnight`: an end that would lie before the start is of the next day, as
  /// far as that makes a session of at most half a day. A longer one is more likely a mistake.
  @inline(never)
  mutating func moveOverMidnight(
    _ end: inout Moment, _ written: WrittenTime, _ start: Moment, _ zone: Int
  ) {
    guard reader.plan(SessionField.end).pointee.isOvernight else { return }
    var next = written
    next.local += Moment.microsPerDay
    guard SessionTime.calendar.contains(next.local) else { return }
    let moved = moment(next, zone, SessionField.end)
    let length = moved.instant - start.instant
    if length > 0 && length <= Moment.microsPerDay / 2 { end = moved }
  }

  /// DATE-2, by elapsed time.
  @inline(__always)
  mutating func checkLength(_ start: Moment, _ end: Moment) {
    if end.instant < start.instant {
      reader.fault(SessionField.end, .endBeforeStart, .none)
    } else if end.instant - start.instant > Moment.microsPerDay {
      reader.fault(SessionField.end, .over24Hours, .none)
    }
  }
}

enum SessionTime {
  /// The years 1 to 9999 on a local clock.
  static let calendar =
    (-719_162 * Moment.microsPerDay)..<(2_932_897 * Moment.microsPerDay)
}
