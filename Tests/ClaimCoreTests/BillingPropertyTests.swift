import Testing

@testable import ClaimCore

/// Could be checked of claims of one line only.
private struct UndecidedOverOneLine: ClaimValidation {
  static let code: StaticString = "test.one_line"
  static let message: StaticString = "one line is enough"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.lines.count == 1 ? .pass : .noData
  }
}

/// What must hold for every input: order and sharing out change nothing, sums balance, and nothing
/// takes time in the square of the input.
@Suite struct BillingPropertyTests {
  /// A practice of several patients with a bit of everything.
  static func anyPractice(seed: UInt64) -> PracticeFixture {
    var random = SplitMix(seed: seed)
    let practice = PracticeFixture.complete()
    let codes = ["97153", "97155", "97110", "97140"]
    practice.medicare(codes)
    practice.records.payers[0].medicare = Bool.random(using: &random)
    practice.fee(plan: "PL", "97153", "HM", cents: 4001)
    practice.fee(unit: "BU2", "97999", cents: 777)
    practice.requirements(
      [
        "", "do_not_split_by_place_of_service;modifier:HM", "time_on_claim_lines",
        "split_claims_by_modifiers;modifier_95_telehealth;rendering_taxonomy_required",
      ].randomElement(using: &random)!)
    practice.settings.medicareTotals = Bool.random(using: &random) ? .allocate : .flag
    practice.settings.claims.mergeModifiers = Bool.random(using: &random)
    practice.settings.claims.maxLines = [1, 3, 50].randomElement(using: &random)!
    practice.businessUnit("BU2", .weekly)
    practice.location("L2", .office, hasAddress: false)
    practice.practitioner("PR2", npi: "1245319599")
    practice.require("PL", "97155", anyOf: "BCBA")
    practice.qualification("PR2", "BCBA")
    for patient in 2...6 {
      practice.patient("P\(patient)")
      if patient != 4 { practice.coverage("C\(patient)", "P\(patient)", "PL") }
      practice.diagnosis("P\(patient)", "F84.0", "2026-01-03...")
    }
    practice.coverage("C7", "P3", "PL", "2026-01-05...")
    for number in 0..<200 {
      practice.session(
        "S\(number)", "P\(Int.random(in: 1...7, using: &random))",
        "2026-01-0\(Int.random(in: 1...9, using: &random)) "
          + "1\(Int.random(in: 0...3, using: &random)):00",
        minutes: Int.random(in: 0...70, using: &random), code: codes.randomElement(using: &random)!,
        status: [.submitted, .submitted, .submitted, .submitted, .scheduled, .reopened]
          .randomElement(using: &random)!,
        practitioner: ["PR1", "PR2"].randomElement(using: &random)!,
        unit: ["BU1", "BU1", "BU2", ""].randomElement(using: &random)!,
        location: ["L1", "L1", "L2", ""].randomElement(using: &random)!,
        modifiers: ["", "", "HM", "GT:HM"].randomElement(using: &random)!,
        telecare: Int.random(in: 0...4, using: &random) == 0,
        tracked: [nil, nil, nil, nil, .onHold, .readyToBill, .claimLineCreated]
          .randomElement(using: &random)!,
        external: Int.random(in: 0...9, using: &random) == 0)
    }
    return practice
  }

  @Test(arguments: 1...8)
  func `the order of the records and the sharing out change nothing`(seed: UInt64) {
    let practice = Self.anyPractice(seed: seed)
    let expected = practice.bill().everything
    for runSize in [1, 10, 60] {
      #expect(practice.bill(runSize: runSize).everything == expected, "runs of \(runSize)")
    }
    var random = SplitMix(seed: seed)
    for _ in 0..<3 {
      practice.sessions.shuffle(using: &random)
      practice.records.patients.shuffle(using: &random)
      practice.records.practitioners.shuffle(using: &random)
      practice.records.businessUnits.shuffle(using: &random)
      practice.records.locations.shuffle(using: &random)
      practice.records.coverages.shuffle(using: &random)
      practice.records.planBenefits.shuffle(using: &random)
      practice.records.feeSchedules.shuffle(using: &random)
      #expect(practice.bill(runSize: 50).everything == expected)
    }
  }

  @Test(arguments: 1...8)
  func `money and units balance from items to lines to claims`(seed: UInt64) {
    let practice = Self.anyPractice(seed: seed)
    practice.settings.claims.asDraft = seed % 2 == 0
    practice.settings.claims.checks = .contract.adding(
      ClaimChecks(validations: [UndecidedOverOneLine()]))
    let billed = practice.bill()
    let items = billed.result.items.indices.map { billed.result.items[$0] }
    #expect(items.count == practice.sessions.count)
    #expect(Set(items.map(billed.id)).count == items.count)
    let claimed = items.filter { $0.claim != ChargeItem.noClaim }
    let onLines = billed.claims.flatMap { $0.lines.flatMap(\.sessions) }
    #expect(claimed.map(billed.id).sorted() == onLines.sorted())
    #expect(claimed.allSatisfy { $0.status == .claimLineCreated && !$0.billedExternally })
    for claim in billed.claims {
      #expect(claim.lines.count <= practice.settings.claims.maxLines)
      for line in claim.lines {
        #expect(line.units == line.sessions.reduce(0) { $0 + billed.units($1) })
      }
      #expect(claim.total == claim.lines.reduce(0) { $0 + ($1.billed ?? 0) })
      // CLM-7: Ready to Submit exactly where every validation passed, and not as_draft.
      let isClean = claim.failures.isEmpty && claim.unchecked.isEmpty
      #expect((claim.status == .readyToSubmit) == (isClean && seed % 2 == 1))
      #expect(claim.unchecked.contains("test.one_line") == (claim.lines.count > 1))
    }
    for (number, claim) in billed.claims.enumerated() {
      for session in claim.lines.flatMap(\.sessions) {
        #expect(billed.item(session).claim == UInt32(number))
      }
    }
    let periods = billed.result.periods.indices.map { Int(billed.result.periods[$0].itemCount) }
    #expect(periods.reduce(0, +) == items.count)
  }

  @Test func `texts as long as a field may be break nothing`() {
    let practice = PracticeFixture.complete()
    practice.medicare([])
    practice.settings.claims.mergeModifiers = true
    let long = String(repeating: "x", count: Text.lengthLimit - 1)
    practice.session("S1", minutes: 7, modifiers: long)
    practice.session("S2", minutes: 8, modifiers: long + "y")
    for number in 3...9 {
      practice.session("\(number)" + long, minutes: 10, status: .scheduled, location: "")
    }
    practice.session("T", minutes: 20, location: "")
    let billed = practice.bill()
    #expect(billed.messages(.notApprovedDuplicate).allSatisfy { $0.utf8.count < 5000 })
    #expect(billed.claims.allSatisfy { $0.status == .draft })
  }

  /// Many sessions of one patient on one day: what is quadratic hangs here.
  @Test func `a very long day is billed in one line, one group, one total`() {
    let count = 20_000
    let shapes: [(what: String, change: (Int, inout SessionDraft) -> Void)] = [
      ("one line", { _, _ in }),
      ("a line each", { $1.modifiers = "M\($0)" }),
      ("a claim each", { $1.authorization = "A\($0)" }),
      ("a place each", { $1.place = "\($0)" }),
      ("a code each", { $1.code = "C\($0)" }),
      ("half not submitted", { $1.status = $0 % 2 == 0 ? .submitted : .scheduled }),
      ("half on hold", { $1.tracked = $0 % 2 == 0 ? nil : .onHold }),
    ]
    for (what, change) in shapes {
      let practice = PracticeFixture.complete()
      practice.medicare([])
      practice.settings.medicareTotals = .allocate
      let start = PracticeFixture.moment("2026-01-05 09:00", offset: -18_000)
      practice.session("S", minutes: 8)
      let draft = practice.sessions.removeLast()
      for number in 0..<count {
        var session = draft
        session.id = "S\(number)"
        session.start = Moment(instant: start.instant + Int64(number), offset: start.offset)
        change(number, &session)
        practice.sessions.append(session)
      }
      let result = practice.bill().result
      #expect(result.items.count == count, "\(what)")
    }
  }
}
