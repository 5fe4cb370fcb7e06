import ClaimCore
import Testing

/// DATE-1: the clocks of time zones.
struct TimeZoneRulesTests {
  /// A TZif file of version 2, or of version 1 where it has no footer.
  private func file(
    _ footer: String?, _ offset: Int32, _ changes: [(at: Int64, offset: Int32)] = []
  ) -> [UInt8] {
    func bytes<I: FixedWidthInteger>(_ value: I) -> [UInt8] {
      (0..<(I.bitWidth / 8)).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    func part<I: FixedWidthInteger>(_ changes: [(at: I, offset: Int32)]) -> [UInt8] {
      var part = Array("TZif".utf8) + [footer == nil ? 0 : 0x32] + [UInt8](repeating: 0, count: 15)
      part += [0, 0, 0, changes.count, changes.count + 1, 1].flatMap { bytes(Int32($0)) }
      for change in changes { part += bytes(change.at) }
      for index in changes.indices { part.append(UInt8(index + 1)) }
      part += bytes(offset) + [0, 0]
      for change in changes { part += bytes(change.offset) + [0, 0] }
      return part + [0]
    }
    let narrow = part(changes.map { (Int32($0.at), $0.offset) })
    guard let footer else { return narrow }
    return narrow + part(changes) + [0x0A] + Array(footer.utf8) + [0x0A]
  }

  private func local(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int = 0) -> Int64
  {
    let days = CivilDate(year: year, month: month, day: day)?.days ?? 0
    return Int64(days) * Moment.microsPerDay + Int64(hour * 60 + minute) * 60_000_000
  }

  private static let newYork = "EST5EDT,M3.2.0,M11.1.0"

  @Test(
    arguments: [
      // 2026 is in every table's reach, the others by the rule and its repetition.
      (2026, 3, 8, 1, 59, -5, TimeZoneRules.Anomaly.none, 0), (2026, 3, 8, 2, 0, -4, .skipped, 60),
      (2026, 3, 8, 2, 59, -4, .skipped, 60), (2026, 3, 8, 3, 0, -4, .none, 0),
      (2026, 11, 1, 0, 59, -4, .none, 0), (2026, 11, 1, 1, 0, -4, .repeated, 0),
      (2026, 11, 1, 1, 59, -4, .repeated, 0), (2026, 11, 1, 2, 0, -5, .none, 0),
      (2426, 3, 8, 2, 30, -4, .skipped, 60), (9999, 7, 1, 12, 0, -4, .none, 0),
      (9999, 12, 31, 23, 59, -5, .none, 0), (1, 1, 1, 0, 0, -5, .none, 0),
    ] as [(Int, Int, Int, Int, Int, Int32, TimeZoneRules.Anomaly, Int64)])
  func localTimes(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, offset: Int32,
    anomaly: TimeZoneRules.Anomaly, gap: Int64
  ) throws {
    let rules = try #require(TimeZoneRules(tzif: file(TimeZoneRulesTests.newYork, -18_000)))
    var view = rules.view
    let wanted = local(year, month, day, hour, minute)
    for _ in 0..<2 {
      let found = view.resolve(local: wanted)
      #expect(found.moment.offset == offset * 3600 && found.anomaly == anomaly)
      #expect(found.moment.local == wanted + gap * 60_000_000)
      #expect(view.offset(atInstant: found.moment.instant) == found.moment.offset)
    }
  }

  @Test(arguments: [
    ("<+0330>-3:30", 2026, 7, Int32(12_600)),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", 2026, 1, 39_600),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", 2026, 7, 36_000),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", 2026, 1, 0), ("IST-1GMT0,M10.5.0,M3.5.0/1", 2026, 7, 3600),
    ("XXX3YYY,J60/0,J300/0", 2026, 7, -7200), ("XXX3YYY,59/0,299/-2", 2024, 2, -10_800),
    ("EST5EDT4,0/0,J365/25", 2026, 1, -14_400), ("EST5EDT4,0/0,J365/25", 2026, 12, -14_400),
    ("nonsense!", 2026, 1, 25_200), ("", 2026, 1, 25_200),
  ]) func footers(footer: String, year: Int, month: Int, offset: Int32) throws {
    let rules = try #require(TimeZoneRules(tzif: file(footer, 25_200)))
    var view = rules.view
    #expect(view.offset(atInstant: local(year, month, 15, 12)) == offset)
  }

  /// A table of its own, also in version 1; a whole day left out (Samoa, 2011-12-30).
  @Test func tables() throws {
    let change = (at: local(2011, 12, 30, 10) / Moment.microsPerSecond, offset: Int32(50_400))
    for footer in [nil, "<+14>-14"] {
      let rules = try #require(TimeZoneRules(tzif: file(footer, -36_000, [change])))
      var view = rules.view
      let skipped = view.resolve(local: local(2011, 12, 30, 9))
      #expect(skipped.anomaly == .skipped && skipped.moment.local == local(2011, 12, 31, 9))
      #expect(view.resolve(local: local(2011, 12, 29, 23, 59)).moment.offset == -36_000)
      #expect(view.resolve(local: local(2031, 12, 31, 0)).moment.offset == 50_400)
    }
    var utc = TimeZoneRules().view
    #expect(utc.offset(atInstant: 0) == 0)
  }

  /// What is no TZif file is refused; any cut of one is refused or read, never a crash.
  @Test func brokenFiles() {
    let whole = file(TimeZoneRulesTests.newYork, -18_000, [(at: 0, offset: -14_400)])
    for length in 0..<whole.count { _ = TimeZoneRules(tzif: Array(whole[..<length])) }
    for index in whole.indices {
      var bytes = whole
      bytes[index] = 0xFF
      _ = TimeZoneRules(tzif: bytes)
    }
    #expect(TimeZoneRules(tzif: []) == nil)
    #expect(TimeZoneRules(tzif: Array(whole[..<60])) == nil)
  }

  /// At every instant the local time leads back to it, but for the second run of repeated ones.
  @Test func instantsAndLocalTimesAgree() throws {
    let rules = try #require(TimeZoneRules(tzif: file("<-03>3<-02>,M3.5.0/-1,M10.5.0/0", -10_800)))
    var view = rules.view
    var random = SplitMix(seed: 5)
    for _ in 0..<20_000 {
      let instant = Int64.random(in: local(1, 1, 2, 0)..<local(9999, 12, 31, 0), using: &random)
      let moment = Moment(instant: instant, offset: view.offset(atInstant: instant))
      let found = view.resolve(local: moment.local)
      // Where a view looked before makes no difference.
      var fresh = rules.view
      let alone = fresh.resolve(local: moment.local)
      #expect(alone.moment == found.moment && alone.anomaly == found.anomaly)
      #expect(found.moment == moment || found.anomaly == .repeated)
    }
  }
}
