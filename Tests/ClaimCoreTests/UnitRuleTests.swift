import Testing

@testable import ClaimCore

/// Minutes to units: UNIT, DATE-3, DATE-4.
@Suite struct UnitRuleTests {
  // MARK: UNIT-2, UNIT-3

  @Test func `UNIT-2 commercial rounds started units up`() {
    let table: [(minutes: Int, perUnit: Int, units: Int)] = [
      (0, 15, 0), (1, 15, 1), (15, 15, 1), (16, 15, 2), (30, 15, 2), (31, 15, 3), (45, 15, 3),
      (60, 15, 4), (61, 15, 5), (1440, 15, 96), (1, 60, 1), (60, 60, 1), (61, 60, 2), (30, 30, 1),
      (31, 30, 2), (29, 1, 29), (50, 45, 2), (20, 10, 2),
    ]
    for (minutes, perUnit, units) in table {
      #expect(
        BillableUnits.commercial(minutes: minutes, timePerUnit: perUnit) == units,
        "\(minutes) by \(perUnit)")
    }
  }

  @Test func `UNIT-3 AMA rounds quarter hours half up`() {
    let table: [(minutes: Int, units: Int)] = [
      (0, 0), (7, 0), (8, 1), (15, 1), (16, 1), (22, 1), (23, 2), (37, 2), (38, 3), (52, 3),
      (53, 4), (67, 4), (68, 5), (82, 5), (83, 6), (97, 6), (98, 7), (112, 7), (113, 8), (127, 8),
      (128, 9), (1440, 96),
    ]
    for (minutes, units) in table {
      #expect(BillableUnits.ama(minutes: minutes) == units, "\(minutes) minutes")
    }
  }

  @Test func `DATE-3 minutes are completed whole minutes`() {
    let commercial: [(seconds: Int, units: Int)] = [
      (0, 0), (59, 0), (60, 1), (899, 1), (900, 1), (901, 1), (959, 1), (960, 2), (1800, 2),
      (1859, 2), (1860, 3),
    ]
    let ama: [(seconds: Int, units: Int)] = [
      (449, 0), (450, 0), (479, 0), (480, 1), (1349, 1), (1350, 1), (1379, 1), (1380, 2),
    ]
    for (rule, table) in [(BillingRule.commercial, commercial), (.ama, ama)] {
      for (seconds, units) in table {
        let practice = PracticeFixture.complete()
        practice.settings.defaultRule = rule
        practice.session("S1", minutes: 0, seconds: seconds)
        #expect(practice.bill().units("S1") == units, "\(rule) \(seconds) s")
      }
    }
  }

  @Test func `DATE-3 minutes are right across a clock change`() {
    let practice = PracticeFixture.complete()
    // New York 2026-03-08: 01:30 EST to 03:30 EDT is one hour; 2026-11-01: two hours.
    practice.session("S1", "P1", "2026-03-08 01:30", to: "2026-03-08 03:30", endOffset: -14_400)
    practice.session(
      "S2", "P1", "2026-11-01 01:30", to: "2026-11-01 02:30", offset: -14_400, endOffset: -18_000)
    let billed = practice.bill()
    #expect(billed.item("S1").minutes == 60)
    #expect(billed.item("S2").minutes == 120)
  }

  @Test func `DATE-4 dates are local and an end at midnight belongs to the day before`() {
    let table: [(start: String, end: String, from: String, to: String)] = [
      ("2026-01-05 23:30", "2026-01-06 00:00", "2026-01-05", "2026-01-05"),
      ("2026-01-05 23:30", "2026-01-06 00:01", "2026-01-05", "2026-01-06"),
      ("2026-01-05 00:00", "2026-01-06 00:00", "2026-01-05", "2026-01-05"),
      // Never before the date of service (section 12).
      ("2026-01-05 00:00", "2026-01-05 00:00", "2026-01-05", "2026-01-05"),
      // After 19:00 in New York the date in UTC is another.
      ("2025-12-31 22:00", "2025-12-31 23:00", "2025-12-31", "2025-12-31"),
      ("0001-01-01 00:00", "0001-01-01 01:00", "1-01-01", "1-01-01"),
      ("9999-12-31 23:00", "9999-12-31 23:59", "9999-12-31", "9999-12-31"),
    ]
    for (start, end, from, to) in table {
      let practice = PracticeFixture.complete()
      practice.session("S1", "P1", start, to: end)
      let item = practice.bill().item("S1")
      #expect(Billed.written(item.dateOfService) == from, "\(start)")
      #expect(Billed.written(item.endDate) == to, "\(end)")
    }
  }

  // MARK: UNIT-1, UNIT-6, UNIT-7

  @Test func `UNIT-1 the most specific rule wins`() {
    typealias Row = (
      case: BillingRule, medicare: Bool, payer: BillingRule, fallback: BillingRule,
      rule: BillingRule, finding: Bool
    )
    let table: [Row] = [
      (.notSpecified, false, .notSpecified, .notSpecified, .commercial, false),
      (.notSpecified, false, .notSpecified, .ama, .ama, false),
      (.notSpecified, false, .medicare, .ama, .medicare, false),
      (.notSpecified, false, .commercial, .medicare, .commercial, false),
      (.notSpecified, true, .commercial, .ama, .medicare, false),
      (.ama, false, .commercial, .medicare, .ama, false),
      (.commercial, true, .ama, .notSpecified, .commercial, true),
      (.medicare, true, .ama, .notSpecified, .medicare, false),
    ]
    for row in table {
      let practice = PracticeFixture.complete()
      practice.records.payers[0].medicare = row.medicare
      practice.records.payers[0].billingRule = row.payer
      practice.settings.defaultRule = row.fallback
      practice.case("K1", rule: row.case)
      practice.session("S1", case: "K1")
      let billed = practice.bill()
      #expect(billed.item("S1").rule == row.rule, "\(row)")
      #expect(billed.findings() == (row.finding ? ["UNIT-1.case_over_medicare"] : []), "\(row)")
    }
    // Without a coverage there is no insurance to ask.
    let practice = PracticeFixture.complete()
    practice.records.coverages = []
    practice.records.payers[0].medicare = true
    practice.session("S1")
    #expect(practice.bill().item("S1").rule == .commercial)
  }

  @Test func `UNIT-2 sessions summed on one line are compared with their summed minutes`() {
    let table: [(minutes: [Int], rule: BillingRule, findings: [String])] = [
      ([20, 20], .commercial, ["UNIT-2.rounded_up"]),
      ([15, 30], .commercial, []),
      ([1, 1, 1], .commercial, ["UNIT-2.rounded_up"]),
      ([20], .commercial, []),
      ([20, 20], .ama, []),
    ]
    for (minutes, rule, findings) in table {
      let practice = PracticeFixture.complete()
      practice.settings.defaultRule = rule
      for (index, length) in minutes.enumerated() {
        practice.session("S\(index)", "P1", "2026-01-05 1\(index):00", minutes: length)
      }
      #expect(practice.bill().findings() == findings, "\(minutes) \(rule)")
    }
  }

  @Test func `UNIT-2 and UNIT-3 by the benefit's time per unit`() {
    let practice = PracticeFixture.complete()
    practice.records.planBenefits[0].timePerUnit = 60
    practice.session("S1", minutes: 61)
    #expect(practice.bill().units("S1") == 2)
    practice.settings.defaultRule = .ama
    let billed = practice.bill()
    #expect(billed.units("S1") == 4)
    #expect(billed.findings() == ["UNIT-3.time_per_unit"])
  }

  @Test func `UNIT-6 an untimed benefit is one unit and takes no part in UNIT-5`() {
    let practice = PracticeFixture.complete()
    practice.medicare(["97110", "97161"])
    practice.records.planBenefits[2].timed = false
    practice.session("S1", "P1", "2026-01-05 09:00", minutes: 1, code: "97161")
    practice.session("S2", "P1", "2026-01-05 10:00", minutes: 7, code: "97110")
    let billed = practice.bill()
    #expect(billed.units("S1") == 1)
    #expect(billed.units("S2") == 0)
    #expect(billed.findings() == ["UNIT-7.zero_units"])
    for rule in [BillingRule.commercial, .ama] {
      practice.records.payers[0].medicare = false
      practice.settings.defaultRule = rule
      #expect(practice.bill().units("S1") == 1)
    }
  }

  @Test func `UNIT-7 a charge of 0 units is not approved`() {
    let practice = PracticeFixture.complete()
    practice.settings.defaultRule = .ama
    practice.session("S1", minutes: 7)
    practice.session("S2", "P1", "2026-01-06 09:00")
    let billed = practice.bill()
    #expect(billed.status("S1") == .new)
    #expect(billed.item("S1").refusal == .zeroUnits)
    #expect(billed.findings() == ["UNIT-7.zero_units"])
    #expect(billed.claimSessions == [[["S2"]]])
    #expect(billed.periods == ["P1 BU1 2026-01-01 Claim Created 2"])
  }

  // MARK: UNIT-4, UNIT-5

  struct Day {
    var name: String
    var codes: [String]
    var minutes: [Int]
    var perCharge: [Int]
    var suggested: [Int]
    var finding: Bool

    init(
      _ name: String, _ codes: [String], _ minutes: [Int], _ perCharge: [Int], _ suggested: [Int],
      _ finding: Bool
    ) {
      self.name = name
      self.codes = codes
      self.minutes = minutes
      self.perCharge = perCharge
      self.suggested = suggested
      self.finding = finding
    }
  }

  static let te = "97110"
  static let nm = "97112"
  static let gait = "97116"
  static let us = "97035"
  static let mt = "97140"

  /// Worked by hand; CMS's are from the Medicare Claims Processing Manual, chapter 5, section 20.2.
  static let days: [Day] = [
    Day("CMS example 1", [nm, te], [24, 23], [2, 2], [2, 1], true),
    Day("CMS example 2", [nm, te], [20, 20], [1, 1], [2, 1], true),
    Day("CMS example 3", [te, mt], [33, 7], [2, 0], [2, 1], true),
    Day("CMS example 4", [te, mt, gait, us], [18, 13, 10, 8], [1, 1, 1, 1], [1, 1, 1, 0], true),
    Day("CMS example 5", [nm, te, mt], [7, 7, 7], [0, 0, 0], [1, 0, 0], true),
    Day("two short services, 8 minutes in all", [te, mt], [3, 5], [0, 0], [0, 1], true),
    Day("two short services, 7 minutes in all", [te, mt], [3, 4], [0, 0], [0, 0], false),
    Day("two of 8", [te, mt], [8, 8], [1, 1], [1, 0], true),
    Day("two of 22", [te, mt], [22, 22], [1, 1], [2, 1], true),
    Day("agrees, nothing to report", [te, mt], [30, 15], [2, 1], [2, 1], false),
    Day("38+7+7", [te, mt, gait], [38, 7, 7], [3, 0, 0], [3, 0, 0], false),
    Day("three of 14", [te, mt, gait], [14, 14, 14], [1, 1, 1], [1, 1, 1], false),
    Day(
      "five of 10", [te, nm, mt, gait, us], [10, 10, 10, 10, 10], [1, 1, 1, 1, 1],
      [1, 1, 1, 0, 0], true),
    Day("one charge alone", [te], [53], [4], [4], false),
    Day(
      "one unit each code, though the sums agree", [te, te, mt, mt], [8, 8, 7, 7], [1, 1, 0, 0],
      [1, 0, 1, 0], true),
    Day(
      "the smaller code has the larger remainder", [te, te, mt], [10, 10, 9], [1, 1, 1],
      [1, 0, 1], true),
    Day("one code, agrees", [te, te], [7, 8], [0, 1], [0, 1], false),
    Day("one code, two short ones", [te, te], [7, 7], [0, 0], [1, 0], true),
    Day(
      "one code, a tie goes to the earlier charge", [te, te], [22, 22], [1, 1], [2, 1], true),
    Day(
      "three fives make a unit", [te, te, te, mt], [5, 5, 5, 8], [0, 0, 0, 1], [1, 0, 0, 1], true),
    Day(
      "two codes, two charges each", [te, te, mt, mt], [23, 8, 14, 14], [2, 1, 1, 1],
      [2, 0, 1, 1], true),
    Day("interleaved", [te, mt, te], [7, 8, 7], [0, 1, 0], [1, 0, 0], true),
    Day("agrees per code", [te, te, mt], [30, 7, 8], [2, 0, 1], [2, 0, 1], false),
    Day(
      "four twelves", [te, te, te, te], [12, 12, 12, 12], [1, 1, 1, 1], [1, 1, 1, 0], true),
  ]

  private func practice(_ day: Day) -> (PracticeFixture, [String]) {
    let practice = PracticeFixture.complete()
    practice.medicare(day.codes)
    for (index, code) in day.codes.enumerated() {
      practice.session(
        "S\(index)", "P1", "2026-01-05 \(index + 10):00", minutes: day.minutes[index], code: code)
    }
    return (practice, day.codes.indices.map { "S\($0)" })
  }

  @Test func `UNIT-4 and UNIT-5 worked days are flagged`() {
    for day in Self.days {
      let (practice, ids) = practice(day)
      let billed = practice.bill()
      #expect(ids.map(billed.units) == day.perCharge, "\(day.name)")
      #expect(
        ids.map { Int(billed.item($0).suggestedUnits) }
          == (day.finding ? day.suggested : day.suggested.map { _ in -1 }), "\(day.name)")
      #expect(billed.messages(.medicareTotal).count == (day.finding ? 1 : 0), "\(day.name)")
    }
  }

  @Test func `UNIT-5 allocate applies the suggestion`() {
    for day in Self.days {
      let (practice, ids) = practice(day)
      practice.settings.medicareTotals = .allocate
      let billed = practice.bill()
      #expect(ids.map(billed.units) == day.suggested, "\(day.name)")
      #expect(billed.messages(.medicareTotal).count == (day.finding ? 1 : 0), "\(day.name)")
    }
  }

  @Test func `UNIT-5 finding has the charges, both totals and the suggestions`() {
    let (practice, _) = practice(Self.days[0])
    #expect(
      practice.bill().messages(.medicareTotal) == [
        "the day's Medicare total differs from the charges: S0 97112 24 min 2 -> 2; "
          + "S1 97110 23 min 2 -> 1; 4 -> 3 units in all"
      ])
  }

  @Test func `UNIT-5 ties go to the earlier start and then the code or session id`() {
    let practice = PracticeFixture.complete()
    practice.medicare(["97110", "97140"])
    practice.session("S9", "P1", "2026-01-05 09:00", minutes: 20, code: "97140")
    practice.session("S1", "P1", "2026-01-05 09:00", minutes: 20, code: "97110")
    #expect(["S1", "S9"].map { Int(practice.bill().item($0).suggestedUnits) } == [2, 1])
    practice.sessions = []
    practice.session("S9", minutes: 22)
    practice.session("S1", minutes: 22)
    #expect(["S1", "S9"].map { Int(practice.bill().item($0).suggestedUnits) } == [2, 1])
  }

  @Test func `UNIT-5 counts one patient, date and business unit, submitted, as Medicare`() {
    let practice = PracticeFixture.complete()
    practice.medicare([])
    practice.patient("P2")
    practice.coverage("C2", "P2", "PL")
    practice.businessUnit("BU2")
    practice.case("K1", rule: .ama)
    practice.session("S1", "P1", "2026-01-05 09:00", minutes: 20)
    practice.session("S2", "P2", "2026-01-05 10:00", minutes: 20)
    practice.session("S3", "P1", "2026-01-06 10:00", minutes: 20)
    practice.session("S4", "P1", "2026-01-05 10:00", minutes: 20, unit: "BU2")
    practice.session("S5", "P1", "2026-01-05 11:00", minutes: 20, case: "K1")
    for status in [SessionStatus.scheduled, .inProgress, .reopened, .cancelled] {
      practice.session("N\(status)", "P1", "2026-01-05 12:00", minutes: 20, status: status)
    }
    #expect(practice.bill().messages(.medicareTotal).isEmpty)
    // What holds an item back later does not take its minutes out of the day.
    practice.session("S6", "P1", "2026-01-05 13:00", minutes: 20, tracked: .onHold)
    #expect(practice.bill().item("S6").suggestedUnits == 1)
    #expect(practice.bill().item("S1").suggestedUnits == 2)
  }

  @Test func `UNIT-5 units on a claim are reported and never changed`() {
    for tracked in [TrackedChargeStatus.claimLineCreated, .awaitingResubmission] {
      let practice = PracticeFixture.complete()
      practice.medicare(["97110"])
      practice.settings.medicareTotals = .allocate
      practice.session("S1", "P1", "2026-01-05 09:00", minutes: 8, tracked: tracked)
      practice.session("S2", "P1", "2026-01-05 10:00", minutes: 10, code: "97110")
      let billed = practice.bill()
      #expect(billed.units("S1") == 1)
      #expect(billed.item("S1").suggestedUnits == 0)
      #expect(billed.units("S2") == 1)
      #expect(billed.messages(.medicareTotal).count == 1)
    }
  }

  @Test func `UNIT-5 units sum to the day's total and stay within one of each floor`() {
    var random = SplitMix(seed: 5)
    for _ in 0..<2000 {
      let count = Int.random(in: 1...12, using: &random)
      let longest = [9, 20, 120, 1440].randomElement(using: &random)!
      let charges = (0..<count).map {
        MedicareAllocation.Charge(
          code: Int.random(in: 0..<4, using: &random),
          minutes: Int.random(in: 0...longest, using: &random),
          start: Int64($0 / 2))
      }
      let units = MedicareAllocation.units(for: charges)
      let total = charges.reduce(0) { $0 + $1.minutes }
      #expect(units.reduce(0, +) == (total * 2 + 15) / 30, "\(charges)")
      var minutesByCode: [Int: Int] = [:]
      var unitsByCode: [Int: Int] = [:]
      for (charge, unit) in zip(charges, units) {
        #expect((0...1).contains(unit - charge.minutes / 15), "\(charges)")
        minutesByCode[charge.code, default: 0] += charge.minutes
        unitsByCode[charge.code, default: 0] += unit
      }
      for (code, minutes) in minutesByCode {
        #expect((0...1).contains(unitsByCode[code]! - minutes / 15), "\(charges)")
      }
    }
  }
}

/// A random generator whose numbers are the same in every run (Steele, Lea, Flood: SplitMix64).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
