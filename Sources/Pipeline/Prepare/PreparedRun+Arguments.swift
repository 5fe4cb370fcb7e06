internal import ByteIO
internal import ClaimCore
internal import Intake
internal import Ledger

/// What the command line says beside the manifest.
extension PreparedRun {
  static func scope(of request: RunRequest) throws -> Scope {
    let from = try request.from.map { try date($0, option: "--from") }
    let to = try request.to.map { try date($0, option: "--to") }
    let period = try request.period.map(ChargeSelection.period)
    if period != nil && (from != nil || to != nil) {
      throw RunFailure.usage("--period takes the place of --from and --to: give either")
    }
    if let from, let to, to < from {
      throw RunFailure.usage("--to \(to.iso) is before --from \(from.iso)")
    }
    return Scope(
      dates: DateRange(start: period?.start ?? from, end: period?.end ?? to),
      businessUnits: request.businessUnits.isEmpty ? nil : Set(request.businessUnits))
  }

  private static func date(_ text: String, option: String) throws -> CivilDate {
    guard let date = CivilDate(iso: text) else {
      throw RunFailure.usage("\(option) \(text) is no date: write it as 2026-01-31")
    }
    return date
  }

  /// When the run begins, in the manifest's zone: what the request says, a date being its midnight,
  /// else the clock.
  static func moment(_ now: String?, zone: String) throws -> Moment {
    if let date = now.flatMap(CivilDate.init(iso:)) {
      return Moment(instant: Int64(date.days) * Moment.microsPerDay, offset: 0)
    }
    var instant = Clock.nowUTC()
    if let now {
      guard let given = instantOf(now) else {
        throw RunFailure.usage(
          "--now \(now) is neither a date nor a time in UTC: write 2026-02-01 or "
            + "2026-02-01T06:00:00Z")
      }
      instant = given
    }
    let rules = ZoneInfo.load(zone).flatMap(TimeZoneRules.init(tzif:)) ?? TimeZoneRules()
    var view = rules.view
    return Moment(instant: instant, offset: view.offset(atInstant: instant))
  }

  /// `2026-02-01T06:00:00Z` in microseconds since 1970.
  private static func instantOf(_ text: String) -> Int64? {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 9, parts[1].hasSuffix("Z"),
      let date = CivilDate(iso: String(parts[0]))
    else { return nil }
    let clock = parts[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, clock.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(clock[0]),
      let minute = Int(clock[1]), let second = Int(clock[2]), (0..<24).contains(hour),
      (0..<60).contains(minute), (0..<60).contains(second)
    else { return nil }
    let seconds = Int64(date.days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    return seconds * Moment.microsPerSecond
  }
}

extension CivilDate {
  /// `2026-01-31`, and nothing else.
  init?(iso text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      parts[2].utf8.count == 2, text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
