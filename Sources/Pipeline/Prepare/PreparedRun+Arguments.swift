internal import ByteIO
internal import ClaimCore
internal import Intake

/// What the command line says beside the manifest.
extension PreparedRun {
  static func scope(of request: RunRequest) throws -> Scope {
    let from = try request.from.map { try date($0, option: "--from") }
    let to = try request.to.map { try date($0, option: "--to") }
    if let from, let to, to < from {
      throw RunFailure.usage("--to \(to.iso) is before --from \(from.iso)")
    }
    return Scope(
      dates: DateRange(start: from, end: to),
      businessUnits: request.businessUnits.isEmpty ? nil : Set(request.businessUnits))
  }

  private static func date(_ text: String, option: String) throws -> CivilDate {
    guard let date = CivilDate(iso: text) else {
      throw RunFailure.usage("\(option) \(text) is no date: write it as 2026-01-31")
    }
    return date
  }

  /// The run's date in the manifest's zone; the clock's where the request says nothing.
  static func date(_ now: String?, _ zones: TimeZones) throws -> CivilDate {
    guard let now else { return zones.local(Clock.nowUTC()).date }
    if let date = CivilDate(iso: now) { return date }
    guard let instant = ISODateTime.instant(now) else {
      throw RunFailure.usage(
        "--now \(now) is neither a date nor a time with an offset: write 2026-02-01 or "
          + "2026-02-01T06:00:00Z")
    }
    return zones.local(instant).date
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
