import Testing

@testable import ClaimCore

/// What a ledger's memory changes: CHG-2 in full, UNIT-5 and DUP-1 with history.
@Suite struct LedgerRuleTests {
  /// A practice that neither approves nor makes claims, with one session `S1`, and what a ledger
  /// knows of it after it was seen once.
  static func remembered(
    _ status: ChargeStatus?, pending: Bool = false
  ) -> PracticeFixture {
    let practice = PracticeFixture.complete()
    practice.settings.approval.isAutomatic = false
    practice.settings.claims.generate = false
    practice.authorization("A1", status: pending ? .pending : .active)
    practice.session("S1", authorization: "A1")
    practice.remember()
    practice.earlier?["S1"]?.status = status
    return practice
  }

  // MARK: CHG-2

  /// In the order of `says`: scheduled, in progress, reopened, submitted, submitted with a change,
  /// cancelled.
  private static let table: [(was: ChargeStatus?, becomes: [ChargeStatus?])] = [
    (
      nil,
      [.scheduled, .awaitingSubmission, .awaitingSubmission, .new, .new, nil]
    ),
    (
      .scheduled,
      [.scheduled, .awaitingSubmission, .awaitingSubmission, .new, .new, nil]
    ),
    (
      .awaitingSubmission,
      [.awaitingSubmission, .awaitingSubmission, .awaitingSubmission, .new, .new, nil]
    ),
    (
      .new,
      [.awaitingSubmission, .awaitingSubmission, .awaitingSubmission, .new, .new, nil]
    ),
    (
      .onHold,
      [.awaitingSubmission, .awaitingSubmission, .awaitingSubmission, .onHold, .onHold, nil]
    ),
    (
      .readyToBill,
      [.awaitingSubmission, .awaitingSubmission, .awaitingSubmission, .readyToBill, .new, nil]
    ),
    (
      .claimLineCreated,
      [
        .awaitingResubmission, .awaitingResubmission, .awaitingResubmission, .claimLineCreated,
        .awaitingResubmission, .awaitingResubmission,
      ]
    ),
    (.awaitingResubmission, .init(repeating: .awaitingResubmission, count: 6)),
    // Its authorization is no longer pending: as CHG-1.
    (
      .pendingAuthorization,
      [.scheduled, .awaitingSubmission, .awaitingSubmission, .new, .new, nil]
    ),
  ]

  private static let says: [(SessionStatus, hasChanged: Bool)] = [
    (.scheduled, false), (.inProgress, false), (.reopened, false), (.submitted, false),
    (.submitted, true), (.cancelled, false),
  ]

  @Test func `CHG-2 every row of the table`() {
    for row in Self.table {
      for (says, becomes) in zip(Self.says, row.becomes) {
        let practice = Self.remembered(row.was)
        practice.sessions[0].status = says.0
        if says.hasChanged { practice.sessions[0].code = "97155" }
        #expect(practice.bill().status("S1") == becomes, "\(String(describing: row.was)) \(says)")
      }
    }
  }

  @Test func `CHG-2 what is no longer in the source stays as it is`() {
    let table: [(was: ChargeStatus, session: SessionStatus, becomes: ChargeStatus)] = [
      (.scheduled, .scheduled, .scheduled), (.awaitingSubmission, .reopened, .awaitingSubmission),
      (.new, .submitted, .new), (.onHold, .submitted, .onHold),
      (.readyToBill, .submitted, .readyToBill),
      (.claimLineCreated, .submitted, .claimLineCreated),
      (.claimLineCreated, .reopened, .claimLineCreated),
      (.claimLineCreated, .cancelled, .claimLineCreated),
      (.awaitingResubmission, .submitted, .awaitingResubmission),
      (.awaitingResubmission, .cancelled, .awaitingResubmission),
      // Its authorization is known to be active now.
      (.pendingAuthorization, .submitted, .new),
    ]
    for row in table {
      let practice = Self.remembered(row.was)
      practice.sessions[0].status = row.session
      practice.earlier?["S1"]?.session = row.session
      practice.earlier?["S1"]?.isInSource = false
      // A new coverage of the patient is a change that billing can see.
      practice.coverage("C2", "P1", "PL", "2026-01-01...")
      #expect(practice.bill().status("S1") == row.becomes, "\(row)")
    }
  }

  @Test func `CHG-2 a pending authorization holds what is on no claim`() {
    let table: [(was: ChargeStatus?, becomes: ChargeStatus)] = [
      (nil, .pendingAuthorization), (.new, .pendingAuthorization), (.onHold, .pendingAuthorization),
      (.readyToBill, .pendingAuthorization), (.pendingAuthorization, .pendingAuthorization),
      (.claimLineCreated, .claimLineCreated), (.awaitingResubmission, .awaitingResubmission),
    ]
    for row in table {
      let practice = Self.remembered(row.was, pending: true)
      #expect(practice.bill().status("S1") == row.becomes, "\(row)")
    }
  }

  @Test func `CHG-2 cancelled after it was billed externally is a finding`() {
    let practice = Self.remembered(.readyToBill)
    practice.sessions[0].status = .cancelled
    #expect(practice.bill().findings() == [])
    practice.earlier?["S1"]?.billedExternally = true
    #expect(practice.bill().findings() == ["CHG-2.cancelled_billed_externally"])
  }

  /// CHG-1's earlier state of the source counts at first sight; afterwards the ledger's does, unless
  /// the source has the item on a claim and the ledger does not.
  @Test func `CHG-2 the ledger's state outranks what the source tracks`() {
    typealias Row = (was: ChargeStatus?, tracked: TrackedChargeStatus, becomes: ChargeStatus)
    let table: [Row] = [
      (nil, .readyToBill, .readyToBill), (nil, .claimLineCreated, .claimLineCreated),
      (.new, .readyToBill, .new), (.new, .onHold, .new), (.onHold, .readyToBill, .onHold),
      (.readyToBill, .new, .readyToBill), (.claimLineCreated, .new, .claimLineCreated),
      (.claimLineCreated, .awaitingResubmission, .claimLineCreated),
      (.awaitingResubmission, .claimLineCreated, .awaitingResubmission),
      (.new, .claimLineCreated, .claimLineCreated),
      (.readyToBill, .claimLineCreated, .claimLineCreated),
      (.readyToBill, .awaitingResubmission, .awaitingResubmission),
      (.pendingAuthorization, .onHold, .onHold),
      (.pendingAuthorization, .readyToBill, .readyToBill),
    ]
    for row in table {
      let practice = Self.remembered(row.was)
      practice.sessions[0].tracked = row.tracked
      #expect(practice.bill().status("S1") == row.becomes, "\(row)")
    }
  }

  @Test func `CHG-2 the mark of items billed externally stays`() {
    for (source, ledger) in [(true, false), (false, true), (true, true)] {
      let practice = Self.remembered(.readyToBill)
      practice.settings.claims.generate = true
      practice.sessions[0].external = source
      practice.earlier?["S1"]?.billedExternally = ledger
      let billed = practice.bill()
      #expect(billed.item("S1").billedExternally)
      #expect(billed.status("S1") == .readyToBill)
      #expect(billed.claims.isEmpty)
    }
  }

  // MARK: Changes that billing can see

  /// Each changes one thing of session S1 or of the records behind it.
  private static let changes: [(name: String, change: @Sendable (PracticeFixture) -> Void)] = [
    (
      "patient",
      {
        $0.patient("P2")
        $0.coverage("C9", "P2", "PL")
        $0.sessions[0].patient = "P2"
      }
    ),
    (
      "date",
      {
        $0.sessions[0].start = PracticeFixture.moment("2026-01-06 09:00", offset: -18_000)
        $0.sessions[0].end = PracticeFixture.moment("2026-01-06 09:30", offset: -18_000)
      }
    ),
    (
      "start",
      { $0.sessions[0].start = PracticeFixture.moment("2026-01-05 08:59:59", offset: -18_000) }
    ),
    (
      "end", { $0.sessions[0].end = PracticeFixture.moment("2026-01-05 09:30:01", offset: -18_000) }
    ),
    (
      "service code",
      {
        $0.benefit("PL", "97155", procedure: "97153")
        $0.sessions[0].code = "97155"
      }
    ),
    (
      "procedure code",
      { practice in practice.records.planBenefits[0].procedureCode = practice.text("H2019") }
    ),
    ("units", { $0.records.planBenefits[0].timePerUnit = 10 }),
    ("place of service", { $0.sessions[0].place = "11" }),
    ("modifiers", { $0.sessions[0].modifiers = "HM" }),
    (
      "rendering provider",
      {
        $0.practitioner("PR2")
        $0.qualification("PR2", "BCBA")
        $0.require("PL", "97153", anyOf: "BCBA")
        $0.assign("A1", "PR2")
      }
    ),
    (
      "authorization number",
      {
        $0.authorization("A2")
        $0.sessions[0].authorization = "A2"
      }
    ),
    (
      "business unit",
      {
        $0.businessUnit("BU2")
        $0.sessions[0].unit = "BU2"
      }
    ),
    ("coverage", { $0.coverage("C2", "P1", "PL", "2026-01-01...") }),
    (
      "location",
      {
        $0.location("L2", .home)
        $0.sessions[0].location = "L2"
      }
    ),
  ]

  @Test func `CHG-2 each change that billing can see sends a claim's item to review`() {
    for (name, change) in Self.changes {
      let practice = Self.remembered(.claimLineCreated)
      practice.session("S2", "P1", "2026-01-07 09:00", authorization: "A1")
      change(practice)
      // Section 12: units on a claim change with their own session.
      let status: ChargeStatus = name == "units" ? .claimLineCreated : .awaitingResubmission
      #expect(practice.bill().status("S1") == status, "\(name)")
      practice.earlier?["S1"]?.status = .readyToBill
      #expect(practice.bill().status("S1") == .new, "\(name)")
    }
  }

  @Test func `CHG-2 what billing can't see is no change`() {
    let changes: [(name: String, change: (PracticeFixture) -> Void)] = [
      ("nothing", { _ in }),
      (
        "case",
        {
          $0.`case`("K1")
          $0.sessions[0].case = "K1"
        }
      ),
      ("tracked status", { $0.sessions[0].tracked = .new }),
      (
        "practitioner who is not the rendering provider",
        {
          $0.practitioner("PR2")
          $0.qualification("PR1", "BCBA")
          $0.require("PL", "97153", anyOf: "BCBA")
          $0.assign("A1", "PR1")
          $0.sessions[0].practitioner = "PR2"
        }
      ),
      ("price", { $0.records.feeSchedules[0].billingAmount = Money(cents: 1) }),
    ]
    for (name, change) in changes {
      let practice = Self.remembered(.claimLineCreated)
      change(practice)
      #expect(practice.bill().status("S1") == .claimLineCreated, "\(name)")
      practice.earlier?["S1"]?.status = .readyToBill
      #expect(practice.bill().status("S1") == .readyToBill, "\(name)")
    }
  }

  // MARK: UNIT-5

  /// 24 and 23 minutes: 2 units each by the charge, 2 and 1 by the day's total.
  @Test func `UNIT-5 units on a claim stay until their own session changes`() {
    func practice(_ totals: BillingSettings.MedicareTotals) -> PracticeFixture {
      let practice = PracticeFixture.complete()
      practice.medicare(["97110"])
      practice.settings.approval.isAutomatic = false
      practice.settings.claims.generate = false
      practice.settings.medicareTotals = totals
      practice.session("S1", minutes: 23)
      practice.remember()
      practice.earlier?["S1"]?.status = .claimLineCreated
      practice.session("S2", "P1", "2026-01-05 11:00", minutes: 24, code: "97110")
      return practice
    }
    // A session that comes later changes nothing of what is on a claim.
    let later = practice(.allocate).bill()
    #expect(later.units("S1") == 2)
    #expect(later.item("S1").suggestedUnits == 1)
    #expect(later.status("S1") == .claimLineCreated)
    #expect(later.findings() == ["UNIT-5.medicare_total"])
    // Its own session does, and then the allocation counts for it.
    for (totals, units) in [(BillingSettings.MedicareTotals.allocate, 1), (.flag, 2)] {
      let changed = practice(totals)
      changed.sessions[0].place = "11"
      let billed = changed.bill()
      #expect(billed.units("S1") == units)
      #expect(billed.status("S1") == .awaitingResubmission)
      changed.remember()
      #expect(changed.bill().units("S1") == units)
    }
    // The benefit's records are no session's change.
    let plan = practice(.flag)
    plan.earlier?["S1"]?.units = 7
    #expect(plan.bill().units("S1") == 7)
  }

  @Test func `UNIT-5 another session's units are a change that billing can see`() {
    let practice = PracticeFixture.complete()
    practice.medicare(["97110"])
    practice.settings.approval.isAutomatic = false
    practice.settings.claims.generate = false
    practice.settings.medicareTotals = .allocate
    practice.session("S1", minutes: 23)
    practice.remember()
    practice.earlier?["S1"]?.status = .readyToBill
    #expect(practice.bill().status("S1") == .readyToBill)
    practice.session("S2", "P1", "2026-01-05 11:00", minutes: 24, code: "97110")
    let billed = practice.bill()
    #expect(billed.units("S1") == 1)
    #expect(billed.status("S1") == .new)
  }

  // MARK: DUP-1

  @Test func `DUP-1 items of earlier runs are duplicates too`() {
    let blocking = ["DUP-1.duplicate"]
    typealias Row = (
      was: ChargeStatus?, session: SessionStatus, external: Bool, findings: [String]
    )
    let table: [Row] = [
      (.claimLineCreated, .submitted, false, blocking),
      (.awaitingResubmission, .submitted, false, blocking),
      (.awaitingResubmission, .cancelled, false, blocking),
      (.scheduled, .scheduled, false, blocking),
      (.awaitingSubmission, .reopened, false, blocking),
      (.readyToBill, .submitted, true, blocking), (.readyToBill, .submitted, false, []),
      (.onHold, .submitted, false, ["DUP-1.held"]), (nil, .cancelled, false, []),
    ]
    for row in table {
      let practice = Self.remembered(row.was)
      practice.sessions[0].status = row.session
      practice.earlier?["S1"]?.session = row.session
      practice.earlier?["S1"]?.isInSource = false
      practice.earlier?["S1"]?.billedExternally = row.external
      practice.settings.approval.isAutomatic = true
      practice.session("S2", "P1", "2026-01-05 15:00", authorization: "A1")
      let billed = practice.bill()
      #expect(billed.status("S2") == (row.findings == blocking ? .new : .readyToBill), "\(row)")
      #expect(billed.findings("S2") == row.findings, "\(row)")
    }
  }
}

extension PracticeFixture {
  /// Bills, and has the next run begin where this one ended.
  @discardableResult
  func remember() -> Billed {
    if earlier == nil { earlier = [:] }
    let billed = bill()
    let result = billed.result
    for index in result.sessions.sessions.indices {
      let session = result.sessions.sessions[index]
      let id = pool.string(session.id)
      let item = result.items.indices.first { Int(result.items[$0].session) == index }
      let claim = item.map { result.items[$0].claim }.flatMap {
        $0 == ChargeItem.noClaim ? nil : result.claims[Int($0)]
      }
      earlier?[id] = EarlierItem(
        row: Int64(index + 1), record: 0, status: item.map { result.items[$0].status },
        isOnUnsentClaim: false, facts: item.map { result.facts[$0] } ?? 0,
        units: item.map { result.items[$0].units } ?? 0,
        billedExternally: item.map { result.items[$0].billedExternally } ?? false, isInSource: true,
        session: session.status, isVoided: claim?.frequency == .void)
    }
    return billed
  }
}
