import Testing

@testable import ClaimCore

/// Coverage, place of service, modifiers, rendering provider and plan requirements of one charge:
/// COV, POS, MOD, REND, REQ.
@Suite struct ChargeRuleTests {
  // MARK: COV

  @Test func `COV-1 the authorization's coverage pays while it is in force`() {
    let practice = PracticeFixture.complete()
    practice.coverage("C2", "P1", "PL", "...2026-01-05", level: .secondary)
    practice.authorization("A1", coverage: "C2")
    practice.session("S1", "P1", "2026-01-05 09:00", authorization: "A1")
    practice.session("S2", "P1", "2026-01-06 09:00", authorization: "A1")
    let billed = practice.bill()
    #expect(billed.coverage("S1") == "C2")
    #expect(billed.findings("S1") == [])
    #expect(billed.coverage("S2") == "C1")
    #expect(billed.findings("S2") == ["COV-1.not_in_force"])
    // An authorization that names no coverage just passes the question on.
    practice.records.authorizations[0].coverageID = .missing
    #expect(practice.bill().coverage("S1") == "C1")
    #expect(practice.bill().findings() == [])
  }

  @Test func `COV-2 and COV-3 the case's coverage, else one that names no case`() {
    typealias Row = (case: String, date: String, coverage: String?, findings: [String])
    let practice = PracticeFixture.complete()
    practice.records.coverages = []
    practice.case("K1")
    practice.case("K2")
    practice.coverage("C1", "P1", "PL", "2026-01-01...2026-01-31")
    practice.coverage("C2", "P1", "PL", "2026-01-10...2026-01-20", case: "K1")
    practice.coverage("C3", "P1", "PL", "2026-01-10...", level: .secondary, case: "K1")
    practice.coverage("C4", "P1", "PL", "2026-01-15...2026-01-15")
    let table: [Row] = [
      ("", "2026-01-01", "C1", []), ("", "2026-01-31", "C1", []),
      ("", "2026-01-15", "C4", ["COV.several"]),
      ("K1", "2026-01-09", "C1", []), ("K1", "2026-01-10", "C2", []),
      ("K1", "2026-01-15", "C2", []), ("K1", "2026-01-21", "C1", []),
      ("K2", "2026-01-10", "C1", []),
      ("", "2026-02-01", nil, ["COV-4.no_benefit", "COV.none"]),
      ("K1", "2025-12-31", nil, ["COV-4.no_benefit", "COV.none"]),
    ]
    for (index, row) in table.enumerated() {
      practice.session("S\(index)", "P1", "\(row.date) 09:00", case: row.case)
    }
    let billed = practice.bill()
    for (index, row) in table.enumerated() {
      #expect(billed.coverage("S\(index)") == row.coverage, "\(row)")
      #expect(billed.findings("S\(index)") == row.findings, "\(row)")
    }
  }

  @Test func `COV of several the latest start wins and then the smallest id`() {
    let table: [(coverages: [(String, String)], wins: String)] = [
      ([("C2", "2026-01-01..."), ("C1", "2025-01-01...")], "C2"),
      ([("C2", "2026-01-01..."), ("C10", "2026-01-01...")], "C10"),
      ([("C2", ""), ("C10", "1900-01-01...")], "C10"),
      ([("C-LONGER-2", ""), ("C-LONGER-1", ""), ("C-LONGER-3", "")], "C-LONGER-1"),
    ]
    for (coverages, wins) in table {
      for order in [coverages, coverages.reversed()] {
        let practice = PracticeFixture.complete()
        practice.records.coverages = []
        for (id, dates) in order { practice.coverage(id, "P1", "PL", dates) }
        practice.session("S1")
        let billed = practice.bill()
        #expect(billed.coverage("S1") == wins)
        #expect(billed.findings() == ["COV.several"])
      }
    }
  }

  @Test func `COV-4 the plan's benefit names the procedure, else the defaults hold`() {
    let practice = PracticeFixture.complete()
    practice.benefit("PL", "DIRECT", procedure: "97155", perUnit: 30)
    practice.plan("PL2", payer: "PAY")
    practice.benefit("PL2", "OTHER", procedure: "97156")
    practice.session("S1", minutes: 31, code: "DIRECT")
    practice.session("S2", minutes: 31, code: "OTHER")
    let billed = practice.bill()
    #expect(billed.procedure("S1") == "97155")
    #expect(billed.units("S1") == 2)
    #expect(billed.procedure("S2") == "OTHER")
    #expect(billed.units("S2") == 3)
    #expect(billed.findings("S1") == [])
    #expect(billed.findings("S2") == ["COV-4.no_benefit"])
  }

  @Test func `COV-5 a session outside its authorization's dates is a compliance finding`() {
    let table: [(dates: String, findings: [String])] = [
      ("", []), ("2026-01-05...2026-01-05", []), ("2026-01-06...", ["COV-5.outside_authorization"]),
      ("...2026-01-04", ["COV-5.outside_authorization"]),
    ]
    for (dates, findings) in table {
      let practice = PracticeFixture.complete()
      practice.authorization("A1", dates)
      practice.session("S1", authorization: "A1")
      #expect(practice.bill().findings() == findings, "\(dates)")
    }
    #expect(FindingCode.outsideAuthorization.severity == .compliance)
  }

  @Test func `COV-3 a coverage for a case that isn't there pays for no session`() {
    let practice = PracticeFixture.complete()
    for index in practice.records.coverages.indices {
      practice.records.coverages[index].caseID = practice.text("K9")
    }
    practice.session("S1")
    #expect(practice.bill().item("S1").coverage.isNone)
  }

  @Test func `REC-3 references between reference records that lead nowhere are findings`() {
    let practice = PracticeFixture.complete()
    practice.plan("PL2", payer: "PAY9")
    practice.benefit("PL9", "97153")
    practice.require("PL9", "97153", anyOf: "BCBA")
    practice.fee(plan: "PL9", "97153", cents: 1)
    practice.fee(unit: "BU9", "97153", cents: 1)
    practice.coverage("C2", "P1", "PL9", level: .secondary, case: "K9")
    practice.authorization("A1", coverage: "C9")
    practice.assign("A9", "PR1")
    practice.assign("A1", "PR9")
    practice.qualification("PR9", "BCBA")
    let findings = Practice(practice.records, pool: practice.pool).findings
    #expect(findings.allSatisfy { $0.code == .unknownReference && $0.severity == .warning })
    let named = findings.map { $0.message(in: practice.pool).split(separator: ",")[0] }.sorted()
    #expect(
      named == [
        "names A9", "names BU9", "names C9", "names K9", "names PAY9", "names PL9", "names PL9",
        "names PL9", "names PL9", "names PR9", "names PR9",
      ])
  }

  // MARK: POS

  @Test func `POS place of service by session, plan, telecare and location`() {
    typealias Row = (own: String, plan: String, telecare: Bool, at: LocationType?, place: String)
    let table: [Row] = [
      // POS-1
      ("49", "pos_02_telehealth", true, .home, "49"), ("03", "", false, .home, "03"),
      // POS-2, which speaks of telehealth only
      ("", "pos_02_telehealth", true, .home, "02"), ("", "pos_02_telehealth", true, .office, "02"),
      ("", "pos_02_telehealth", true, nil, "02"), ("", "pos_02_telehealth", false, .home, "12"),
      ("", "pos_10_home_02_other_telehealth", true, .home, "10"),
      ("", "pos_10_home_02_other_telehealth", true, .school, "02"),
      ("", "pos_10_home_02_other_telehealth", true, nil, "02"),
      ("", "pos_10_home_02_other_telehealth", false, .office, "11"),
      // Of two the first that the plan names
      ("", "pos_02_telehealth;pos_10_home_02_other_telehealth", true, .home, "02"),
      ("", "pos_10_home_02_other_telehealth;pos_02_telehealth", true, .home, "10"),
      // POS-3
      ("", "", false, .home, "12"), ("", "", false, .office, "11"), ("", "", false, .school, "03"),
      ("", "", false, .other, "99"), ("", "", true, .home, "10"), ("", "", true, .office, "02"),
      ("", "", true, .school, "02"), ("", "", true, .other, "02"),
      // POS-4
      ("", "", true, nil, "02"), ("", "", false, nil, ""),
    ]
    for row in table {
      let practice = PracticeFixture.complete()
      practice.requirements(row.plan)
      if let type = row.at { practice.records.locations[0].type = type }
      practice.session(
        "S1", location: row.at == nil ? "" : "L1", place: row.own, telecare: row.telecare)
      let billed = practice.bill()
      #expect(billed.place("S1") == row.place, "\(row)")
      #expect(billed.findings() == (row.place.isEmpty ? ["POS-4.no_location"] : []), "\(row)")
    }
  }

  // MARK: MOD, and REQ's modifiers

  @Test func `MOD-1 the session's modifiers and then the plan's, none twice`() {
    typealias Row = (own: String, plan: String, telecare: Bool, fees: [String], modifiers: String)
    let table: [Row] = [
      ("", "", true, ["95"], ""), ("HM:GT", "", false, [], "HM:GT"),
      ("HM:HM:GT:HM", "", false, [], "HM:GT"),
      ("", "modifier_95_telehealth", true, ["95"], "95"),
      ("", "modifier_95_telehealth", false, ["95"], ""),
      ("", "modifier_GT_telehealth", true, ["HM:GT"], "GT"),
      ("", "modifier_GT_telehealth", false, ["GT"], ""),
      // Only where a fee schedule row has that modifier
      ("", "modifier_95_telehealth", true, ["GT"], ""), ("", "modifier:HO", false, [], ""),
      ("", "modifier:HO", false, ["HO"], "HO"), ("", "modifier:HO", true, ["HM:HO"], "HO"),
      ("HO:HM", "modifier:HO", false, ["HO"], "HO:HM"),
      ("HM", "modifier:HO;modifier_95_telehealth", true, ["95", "HO"], "HM:HO:95"),
      ("HM", "modifier_95_telehealth;modifier:HO", true, ["95", "HO"], "HM:95:HO"),
      ("A1:B2:C3", "modifier:HO", false, ["HO"], "A1:B2:C3:HO"),
      // By location
      ("", "modifier:HQ:location:home", false, ["HQ"], "HQ"),
      ("", "modifier:HQ:location:Home", false, ["HQ"], "HQ"),
      ("", "modifier:HQ:location:school", false, ["HQ"], ""),
      // By qualification of the session's practitioner, who is a BCBA in January 2026
      ("", "modifier:HO:qualification:BCBA", false, ["HO"], "HO"),
      ("", "modifier:HO:qualification:RBT", false, ["HO"], ""),
    ]
    for row in table {
      for byUnit in [false, true] {
        let practice = PracticeFixture.complete()
        practice.requirements(row.plan)
        practice.qualification("PR1", "BCBA", "2026-01-01...2026-01-31")
        for modifiers in row.fees {
          practice.fee(
            plan: byUnit ? "" : "PL", unit: byUnit ? "BU1" : "", "97153", modifiers, cents: 100)
        }
        practice.session("S1", telecare: row.telecare)
        practice.sessions[0].modifiers = row.own
        #expect(practice.bill().modifiers("S1") == row.modifiers, "\(row) \(byUnit)")
      }
    }
  }

  @Test func `REQ a modifier's fee row and qualification must be in force`() {
    typealias Row = (fee: String, procedure: String, held: String, modifiers: String)
    let table: [Row] = [
      ("2026-01-05...2026-01-05", "97153", "", "HO"), ("2026-01-06...", "97153", "", ""),
      ("...2026-01-04", "97153", "", ""), ("", "97155", "", ""),
      ("", "97153", "2026-01-05...", "HO"), ("", "97153", "...2026-01-04", ""),
    ]
    for row in table {
      let practice = PracticeFixture.complete()
      practice.requirements("modifier:HO:qualification:BCBA")
      practice.qualification("PR1", "BCBA", row.held)
      practice.fee(plan: "PL", row.procedure, "HO", cents: 100, row.fee)
      practice.session("S1")
      #expect(practice.bill().modifiers("S1") == row.modifiers, "\(row)")
    }
  }

  @Test func `MOD-1 more than four modifiers are a finding and a Draft claim`() {
    for (modifiers, fails) in [("A1:B2:C3:D4", false), ("A1:B2:C3:D4:E5", true)] {
      let practice = PracticeFixture.complete()
      practice.session("S1", modifiers: modifiers)
      let billed = practice.bill()
      #expect(billed.findings() == (fails ? ["MOD-1.too_many"] : []))
      #expect(billed.failures == (fails ? ["service_lines.too_many_modifiers"] : []))
    }
  }

  // MARK: REND

  @Test func `REND-1 the practitioner who holds what the benefit requires`() {
    typealias Row = (required: [String], held: [(String, String)], qualified: Bool)
    let table: [Row] = [
      ([], [], true), (["BCBA"], [], false), (["BCBA"], [("BCBA", "")], true),
      (["BCBA:LBA"], [("LBA", "")], true), (["BCBA:LBA"], [("RBT", "")], false),
      // Each row is to be met
      (["BCBA", "LBA"], [("LBA", "")], false),
      (["BCBA", "LBA"], [("LBA", ""), ("BCBA", "")], true),
      // On the date of service
      (["BCBA"], [("BCBA", "2026-01-05...2026-01-05")], true),
      (["BCBA"], [("BCBA", "...2026-01-04")], false),
      (["BCBA"], [("BCBA", "2026-01-06...")], false),
      (["BCBA"], [("BCBA", "...2026-01-04"), ("BCBA", "2026-01-05...")], true),
      // The whole word
      (["BCBA-D"], [("BCBA", "")], false), (["BCBA"], [("BCBA-D", "")], false),
    ]
    for row in table {
      // It binds also where there is no benefit row (section 1).
      for hasBenefit in [true, false] {
        let practice = PracticeFixture.complete()
        if !hasBenefit { practice.records.planBenefits = [] }
        for anyOf in row.required { practice.require("PL", "97153", anyOf: anyOf) }
        practice.require("PL", "97999", anyOf: "NOBODY")
        for (name, dates) in row.held { practice.qualification("PR1", name, dates) }
        practice.session("S1")
        let billed = practice.bill()
        #expect(billed.rendering("S1") == (row.qualified ? "PR1" : nil), "\(row)")
        let findings = billed.findings().filter { $0 != "COV-4.no_benefit" }
        #expect(findings == (row.qualified ? [] : ["REND-3.none"]), "\(row)")
      }
    }
  }

  @Test func `REND-2 and REND-3 else the authorization's assignment, if it is one`() {
    typealias Row = (assigned: [(String, String)], rendering: String?, findings: [String])
    let table: [Row] = [
      ([], nil, ["REND-3.none"]), ([("PR2", "")], "PR2", []),
      ([("PR2", "...2026-01-04"), ("PR3", "2026-01-05...")], "PR3", []),
      ([("PR2", "2026-01-06...")], nil, ["REND-3.none"]),
      ([("PR2", ""), ("PR3", "")], nil, ["REND-3.several"]),
      // The same practitioner twice is one
      ([("PR2", "2026-01-01..."), ("PR2", "...2026-01-31")], "PR2", []),
      // One who is unknown counts as none (section 12)
      ([("PR9", "")], nil, ["REND-3.none"]), ([("PR9", ""), ("PR2", "")], "PR2", []),
      ([("PR1", "")], "PR1", []),
    ]
    for row in table {
      let practice = PracticeFixture.complete()
      practice.practitioner("PR2")
      practice.practitioner("PR3")
      practice.require("PL", "97153", anyOf: "BCBA")
      practice.authorization("A1")
      practice.authorization("A2")
      practice.assign("A2", "PR3")
      for (practitioner, dates) in row.assigned { practice.assign("A1", practitioner, dates) }
      practice.session("S1", authorization: "A1")
      let billed = practice.bill()
      #expect(billed.rendering("S1") == row.rendering, "\(row)")
      #expect(billed.findings() == row.findings, "\(row)")
    }
  }

  @Test func `REND-3 counts each practitioner once and knows none without a record`() {
    let practice = PracticeFixture.complete()
    practice.practitioner("PR2")
    practice.require("PL", "97153", anyOf: "BCBA")
    practice.authorization("A1")
    for practitioner in ["PR1", "PR2", "PR1", "PR2"] { practice.assign("A1", practitioner) }
    practice.session("S1", authorization: "A1")
    #expect(
      practice.bill().messages(.severalRenderingProviders) == [
        "the authorization names 2 rendering providers on this date: keep one"
      ])
    // A practitioner without a record (REC-3) is nobody, even where nothing is required.
    practice.records.benefitQualifications = []
    practice.records.renderingAssignments = []
    practice.sessions[0].practitioner = "PR9"
    #expect(practice.bill().rendering("S1") == nil)
    #expect(practice.bill().findings() == ["REND-3.none"])
  }

  // MARK: REQ's forms

  @Test func `REQ every known requirement is understood and no other`() {
    let understood: [(written: String, requirement: PlanRequirement)] = [
      ("modifier_95_telehealth", .modifierAtTelehealth("95")),
      ("modifier_GT_telehealth", .modifierAtTelehealth("GT")),
      ("modifier:HO", .modifier("HO")),
      ("modifier:HO:qualification:BCBA", .modifierByQualification("HO", qualification: "BCBA")),
      ("modifier:HQ:location:school", .modifierByLocation("HQ", .school)),
      ("pos_02_telehealth", .telehealthAt02),
      ("pos_10_home_02_other_telehealth", .telehealthAt10Or02),
      ("referring_provider_required", .flag(1)), ("rendering_taxonomy_required", .flag(2)),
      ("single_claim_line_per_session", .flag(4)), ("time_on_claim_lines", .flag(8)),
      ("split_claims_by_modifiers", .flag(16)), ("do_not_split_by_place_of_service", .flag(32)),
    ]
    for (written, requirement) in understood {
      #expect(PlanRequirement(written) == requirement, "\(written)")
    }
    #expect(understood.count == PlanRequirement.forms.count)
    let unknown = [
      "", ":", "modifier", "modifier:", "modifier:HO:", "modifier:HO:qualification",
      "modifier:HO:qualification:", "modifier:HQ:location:moon", "modifier:HQ:weather:rain",
      "modifier_95", "pos_03_telehealth", "pos_02_telehealth:x", "unheard_of",
    ]
    for written in unknown { #expect(PlanRequirement(written) == nil, "\(written)") }
  }
}
