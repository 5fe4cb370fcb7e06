import Testing

@testable import ClaimCore

/// Claims, their lines, prices and numbers: CLM-1 to CLM-6, and the requirements that shape them (REQ).
@Suite struct ClaimRuleTests {
  // MARK: CLM-1, CLM-2

  @Test func `CLM-1 a complete session becomes a claim that is Ready to Submit`() {
    let practice = PracticeFixture.complete()
    practice.session("S1", minutes: 60)
    let billed = practice.bill()
    let expected = Billed.ClaimView(
      number: billed.claims[0].number, patient: "P1", coverage: "C1", unit: "BU1",
      rendering: "PR1", referring: nil, facility: "L1", authorization: "", place: "12",
      total: 13_000, status: .readyToSubmit, diagnoses: ["F84.0"], failures: [],
      lines: [
        Billed.Line(
          code: "97153", modifiers: "", place: "12", date: "2026-01-05", units: 4, billed: 13_000,
          sessions: ["S1"], pointers: [1], showsTimes: false)
      ])
    #expect(billed.claims == [expected])
    #expect(billed.status("S1") == .claimLineCreated)
    #expect(billed.item("S1").claim == 0)
    #expect(billed.findings() == [])
    practice.settings.claims.generate = false
    #expect(practice.bill().claims == [])
    #expect(practice.bill().status("S1") == .readyToBill)
    // EXP-3: what was billed externally is never put on a claim.
    practice.settings.claims.generate = true
    practice.session("S2", "P1", "2026-01-06 09:00", tracked: .readyToBill, external: true)
    #expect(practice.bill().claimSessions == [[["S1"]]])
    #expect(practice.bill().status("S2") == .readyToBill)
  }

  /// Bills two sessions that agree in all but what `change` does to the second, and tells what is
  /// kept apart.
  private func split(
    _ requirements: String = "", merge: Bool = false, _ change: (inout SessionDraft) -> Void
  ) -> [[[String]]] {
    let practice = PracticeFixture.complete()
    practice.requirements(requirements)
    practice.settings.claims.mergeModifiers = merge
    practice.practitioner("PR2")
    practice.location("L2", .home)
    practice.location("L3", .office)
    practice.businessUnit("BU2")
    practice.benefit("PL", "SAME", procedure: "97153")
    practice.benefit("PL", "97155")
    practice.case("K1")
    practice.coverage("C2", "P1", "PL", case: "K1")
    practice.authorization("A1")
    practice.session("S1", "P1", "2026-01-05 09:00")
    practice.session("S2", "P1", "2026-01-05 11:00")
    change(&practice.sessions[1])
    return practice.bill().claimSessions
  }

  @Test func `CLM-2 and CLM-3 what shares a line and a claim`() {
    let oneLine = [[["S1", "S2"]]]
    let oneClaim = [[["S1"], ["S2"]]]
    let apart = [[["S1"]], [["S2"]]]
    #expect(split { _ in } == oneLine)
    // Another service code of the same procedure, or another start, is no matter.
    #expect(split { $0.code = "SAME" } == oneLine)
    #expect(split { $0.code = "97155" } == oneClaim)
    let nextDay = PracticeFixture.moment("2026-01-06 09:00", offset: -18_000)
    let nextNoon = PracticeFixture.moment("2026-01-06 12:00", offset: -18_000)
    #expect(split { $0.end = nextDay } == oneClaim)
    #expect(split { ($0.start, $0.end) = (nextDay, nextNoon) } == oneClaim)
    #expect(split { $0.modifiers = "HM" } == oneClaim)
    #expect(split { $0.authorization = "A1" } == apart)
    // An authorization without a record (REC-3) is still written out.
    #expect(split { $0.authorization = "A9" } == apart)
    #expect(split { $0.practitioner = "PR2" } == apart)
    #expect(split { $0.location = "L2" } == apart)
    #expect(split { $0.place = "99" } == apart)
    #expect(split { $0.unit = "BU2" } == apart)
    #expect(split { $0.case = "K1" } == apart)
    // REQ
    #expect(split("single_claim_line_per_session") { _ in } == oneClaim)
    #expect(split("time_on_claim_lines") { _ in } == oneClaim)
    #expect(split("split_claims_by_modifiers") { _ in } == oneLine)
    #expect(split("split_claims_by_modifiers") { $0.modifiers = "HM" } == apart)
    #expect(split("do_not_split_by_place_of_service") { $0.place = "99" } == oneClaim)
    #expect(split("do_not_split_by_place_of_service") { $0.location = "L3" } == apart)
    // merge_modifiers
    #expect(split(merge: true) { $0.modifiers = "HM" } == oneLine)
    #expect(split("split_claims_by_modifiers", merge: true) { $0.modifiers = "HM" } == oneLine)
  }

  @Test func `CLM-2 merged modifiers stand in order and are priced as one list`() {
    let practice = PracticeFixture.complete()
    practice.settings.claims.mergeModifiers = true
    practice.fee(plan: "PL", "97153", "GT:HM", cents: 5000)
    practice.session("S1", "P1", "2026-01-05 09:00", minutes: 15, modifiers: "HM:HO")
    practice.session("S2", "P1", "2026-01-05 10:00", minutes: 15, modifiers: "GT:HM")
    practice.session("S3", "P1", "2026-01-05 11:00", minutes: 15)
    let line = practice.bill().claims[0].lines[0]
    #expect(line.modifiers == "HM:HO:GT")
    #expect(line.units == 3)
    #expect(line.billed == 15_000)
  }

  @Test func `CLM-2 time_on_claim_lines shows each session's times`() {
    for (requirement, shows) in [
      ("time_on_claim_lines", true), ("single_claim_line_per_session", false),
    ] {
      let practice = PracticeFixture.complete()
      practice.requirements(requirement)
      practice.session("S1")
      #expect(practice.bill().claims[0].lines[0].showsTimes == shows)
    }
  }

  // MARK: CLM-3, CLM-4, CLM-6

  @Test func `CLM-3 the 51st line starts another claim`() {
    for (count, limit, sizes) in [(50, 50, [50]), (51, 50, [50, 1]), (7, 3, [3, 3, 1])] {
      let practice = PracticeFixture.complete()
      practice.settings.claims.maxLines = limit
      for index in 0..<count {
        let day = CivilDate(days: PracticeFixture.date("2026-01-05")!.days + Int32(index))
        practice.session("S\(index)", "P1", "\(Billed.written(day)) 09:00")
      }
      let billed = practice.bill()
      #expect(billed.claims.map(\.lines.count) == sizes)
      #expect(billed.claimSessions.flatMap { $0.flatMap { $0 } } == (0..<count).map { "S\($0)" })
      #expect(Set(billed.claims.map(\.number)).count == sizes.count)
    }
  }

  @Test func `CLM-3 the claim's place of service is its first line's`() {
    let practice = PracticeFixture.complete()
    practice.requirements("do_not_split_by_place_of_service")
    practice.session("S1", "P1", "2026-01-06 09:00", place: "03")
    practice.session("S2", "P1", "2026-01-05 09:00", place: "99")
    let claim = practice.bill().claims[0]
    #expect(claim.place == "99")
    #expect(claim.lines.map(\.place) == ["99", "03"])
  }

  @Test func `CLM-4 facility`() {
    typealias Row = (type: LocationType?, hasAddress: Bool, facility: String)
    let table: [Row] = [
      (.home, true, "L1"), (.office, true, "L1"), (.school, true, "L1"), (.office, false, "BU1"),
      (.home, false, ""), (.school, false, ""), (.other, false, ""), (nil, true, ""),
    ]
    for row in table {
      let practice = PracticeFixture.complete()
      practice.records.locations = []
      if let type = row.type { practice.location("L1", type, hasAddress: row.hasAddress) }
      practice.session("S1", place: "12")
      #expect(practice.bill().claims[0].facility == row.facility, "\(row)")
    }
    // An address is line 1, city, state and ZIP (section 12).
    for part in [\Address.line1, \.city, \.state, \.zip] {
      let practice = PracticeFixture.complete()
      practice.records.locations[0].address[keyPath: part] = .missing
      practice.session("S1")
      #expect(practice.bill().claims[0].facility == "")
    }
  }

  @Test func `CLM-6 order of sessions, lines and claims`() {
    let practice = PracticeFixture.complete()
    for id in ["p", "P10", "Ä"] {
      practice.patient(id)
      practice.coverage("C" + id, id, "PL")
    }
    practice.benefit("PL", "97110")
    practice.session("x", "p", "2026-01-01 09:00")
    practice.session("y", "Ä", "2026-01-01 09:00")
    practice.session("z", "P10", "2026-01-01 09:00")
    // One line: by start and then by id.
    practice.session("S3", "P1", "2026-01-06 09:00")
    practice.session("S10", "P1", "2026-01-06 10:00")
    practice.session("S2", "P1", "2026-01-06 10:00")
    // Lines: by date, code, modifiers element by element, session id.
    practice.session("S4", "P1", "2026-01-07 09:00", code: "97153", modifiers: "HM:A1")
    practice.session("S5", "P1", "2026-01-07 08:00", code: "97153", modifiers: "HM")
    practice.session("S6", "P1", "2026-01-07 07:00", code: "97153", modifiers: "HM0")
    practice.session("S7", "P1", "2026-01-07 06:00", code: "97110", modifiers: "ZZ")
    // A claim of its own, whose first line stands before those.
    practice.session("S1", "P1", "2026-01-05 09:00", place: "99")
    practice.session("S8", "P1", "2026-01-08 09:00", place: "99")
    #expect(
      practice.bill().claimSessions == [
        [["S1"], ["S8"]], [["S3", "S10", "S2"], ["S7"], ["S5"], ["S4"], ["S6"]],
        [["z"]], [["x"]], [["y"]],
      ])
  }

  @Test func `CLM-6 numbers are well-formed, unique and the same every time`() {
    let practice = PracticeFixture.complete()
    for index in 1...300 { practice.session("S\(index)", "P1", location: "", place: "\(index)") }
    let numbers = practice.bill().claims.map(\.number)
    #expect(numbers.count == 300)
    #expect(Set(numbers).count == 300)
    for number in numbers {
      #expect(number.utf8.count <= 20)
      #expect(number.utf8.allSatisfy { $0.isDigit || $0.isUpper })
    }
    #expect(practice.bill().claims.map(\.number) == numbers)
    // Never to be changed: payers know claims by it. Nor may the cut between ids be lost.
    let number = { (ids: [String]) in
      var number = ClaimNumber()
      for id in ids { Array(id.utf8).withUnsafeBufferPointer { number.add($0) } }
      return number.withCharacters { String(decoding: $0, as: UTF8.self) }
    }
    #expect(number(["S-1", "S-2"]) == "CPWVD24KQ2GNVAD8C1NE")
    #expect(number(["S-1S-2"]) != number(["S-1", "S-2"]))
    #expect(number(["S-2", "S-1"]) != number(["S-1", "S-2"]))
  }

  // MARK: CLM-5

  @Test func `CLM-5 the price of a line`() {
    typealias Fee = (owner: String, modifiers: String, cents: Int64, dates: String)
    typealias Row = (line: String, fees: [Fee], price: Int64?, findings: [String])
    let table: [Row] = [
      ("", [], nil, []), ("", [("PL", "", 100, "")], 100, []),
      // The largest subset, in any order
      ("HM:GT", [("PL", "", 100, ""), ("PL", "HM", 200, "")], 200, []),
      ("HM:GT", [("PL", "GT:HM", 300, ""), ("PL", "HM", 200, "")], 300, []),
      ("HM:GT", [("PL", "HM:GT:HO", 300, ""), ("PL", "", 100, "")], 100, []),
      ("", [("PL", "HM", 100, "")], nil, []),
      // Ties: the row whose first modifier stands first on the line
      ("HM:GT", [("PL", "GT", 300, ""), ("PL", "HM", 200, "")], 200, []),
      ("GT:HM", [("PL", "GT", 300, ""), ("PL", "HM", 200, "")], 300, []),
      ("A1:B2:C3", [("PL", "C3:A1", 1, ""), ("PL", "B2:C3", 2, "")], 2, []),
      // In force on the line's start date
      ("", [("PL", "", 100, "2026-01-06..."), ("PL", "", 200, "...2026-01-04")], nil, []),
      ("", [("PL", "", 100, "2026-01-05...2026-01-05")], 100, []),
      // The business unit's, where no row of the plan fits
      ("", [("BU1", "", 100, "")], 100, []),
      ("HM", [("BU1", "HM", 100, ""), ("PL", "", 200, "")], 200, []),
      ("", [("BU1", "", 100, ""), ("PL", "HM", 200, "")], 100, []),
      ("", [("BU1", "", 100, ""), ("PL", "", 200, "...2026-01-04")], 100, []),
      ("", [("PL9", "", 100, ""), ("BU9", "", 100, "")], nil, []),
      // Two with the same modifiers: the later start, then the smaller amount
      (
        "", [("PL", "", 100, "2025-01-01..."), ("PL", "", 200, "2026-01-01...")], 200,
        ["CLM-5.overlap"]
      ),
      ("", [("PL", "", 300, ""), ("PL", "", 200, "")], 200, ["CLM-5.overlap"]),
      (
        "HM:GT", [("PL", "HM:GT", 300, "2026-01-01..."), ("PL", "GT:HM", 200, "")], 300,
        ["CLM-5.overlap"]
      ),
      // Not where others than the chosen one overlap
      ("HM", [("PL", "", 1, ""), ("PL", "", 2, ""), ("PL", "HM", 3, "")], 3, []),
    ]
    for row in table {
      for order in [row.fees, row.fees.reversed()] {
        let practice = PracticeFixture.complete()
        practice.plan("PL9", payer: "PAY")
        practice.businessUnit("BU9")
        practice.records.feeSchedules = []
        for fee in order {
          let isPlan = fee.owner.hasPrefix("PL")
          practice.fee(
            plan: isPlan ? fee.owner : "", unit: isPlan ? "" : fee.owner, "97153", fee.modifiers,
            cents: fee.cents, fee.dates)
        }
        practice.fee(plan: "PL", "97155", row.line, cents: 9)
        practice.session("S1", minutes: 45, modifiers: row.line)
        let billed = practice.bill()
        #expect(billed.claims[0].lines[0].billed == row.price.map { $0 * 3 }, "\(row)")
        #expect(billed.claims[0].status == (row.price == nil ? .draft : .readyToSubmit), "\(row)")
        #expect(billed.failures == (row.price == nil ? ["service_lines.fee"] : []), "\(row)")
        #expect(billed.findings() == row.findings, "\(row)")
      }
    }
  }

  @Test func `CLM-5 an amount past what can be held is no price`() {
    let practice = PracticeFixture.complete()
    practice.records.feeSchedules[0].billingAmount = Money(cents: .max / 2)
    practice.session("S1", minutes: 60)
    #expect(practice.bill().failures == ["service_lines.fee"])
    practice.sessions = []
    practice.session("S1", "P1", "2026-01-05 09:00")
    practice.session("S2", "P1", "2026-01-06 09:00")
    practice.session("S3", "P1", "2026-01-07 09:00")
    let claim = practice.bill().claims[0]
    #expect(claim.total == nil)
    #expect(claim.status == .draft)
  }
}
