import Testing

@testable import ClaimCore

/// What becomes of charge items before claims: CHG, APP, DUP.
@Suite struct StatusRuleTests {
  // MARK: CHG-1, CHG-2

  @Test func `CHG-1 and CHG-2 status by session, tracked status and authorization`() {
    typealias Row = (
      tracked: TrackedChargeStatus?, pending: Bool, scheduled: ChargeStatus?,
      underWay: ChargeStatus?, submitted: ChargeStatus?, cancelled: ChargeStatus?
    )
    let table: [Row] = [
      (nil, false, .scheduled, .awaitingSubmission, .new, nil),
      (.new, false, .awaitingSubmission, .awaitingSubmission, .new, nil),
      (.onHold, false, .awaitingSubmission, .awaitingSubmission, .onHold, nil),
      (.readyToBill, false, .awaitingSubmission, .awaitingSubmission, .readyToBill, nil),
      (
        .claimLineCreated, false, .awaitingResubmission, .awaitingResubmission, .claimLineCreated,
        .awaitingResubmission
      ),
      (
        .awaitingResubmission, false, .awaitingResubmission, .awaitingResubmission,
        .awaitingResubmission, .awaitingResubmission
      ),
      (nil, true, .pendingAuthorization, .pendingAuthorization, .pendingAuthorization, nil),
      (.new, true, .pendingAuthorization, .pendingAuthorization, .pendingAuthorization, nil),
      (.onHold, true, .pendingAuthorization, .pendingAuthorization, .pendingAuthorization, nil),
      (
        .readyToBill, true, .pendingAuthorization, .pendingAuthorization, .pendingAuthorization, nil
      ),
      (
        .claimLineCreated, true, .awaitingResubmission, .awaitingResubmission, .claimLineCreated,
        .awaitingResubmission
      ),
      (
        .awaitingResubmission, true, .awaitingResubmission, .awaitingResubmission,
        .awaitingResubmission, .awaitingResubmission
      ),
    ]
    for row in table {
      let practice = PracticeFixture.complete()
      practice.settings.approval.isAutomatic = false
      practice.settings.claims.generate = false
      practice.authorization("A1", status: row.pending ? .pending : .active)
      let sessions: [(SessionStatus, ChargeStatus?)] = [
        (.scheduled, row.scheduled), (.inProgress, row.underWay), (.reopened, row.underWay),
        (.submitted, row.submitted), (.cancelled, row.cancelled),
      ]
      for (status, _) in sessions {
        practice.session(
          status.rawValue, status: status, authorization: "A1", tracked: row.tracked)
      }
      let billed = practice.bill()
      for (status, becomes) in sessions {
        #expect(billed.status(status.rawValue) == becomes, "\(row) \(status)")
      }
    }
  }

  @Test func `CHG-2 a cancelled session that was billed externally is a finding`() {
    let practice = PracticeFixture.complete()
    practice.session("S1", status: .cancelled, external: true)
    practice.session("S2", status: .cancelled)
    practice.session("S3", status: .cancelled, tracked: .claimLineCreated, external: true)
    let billed = practice.bill()
    #expect(billed.findings() == ["CHG-2.cancelled_billed_externally"])
    #expect(billed.statuses(["S1", "S2", "S3"]) == [nil, nil, .awaitingResubmission])
  }

  // MARK: CHG-4

  @Test func `CHG-4 periods are weeks from Monday or months, by business unit`() {
    let practice = PracticeFixture.complete()
    practice.businessUnit("BU2", .weekly)
    practice.patient("P0")
    practice.coverage("C0", "P0", "PL")
    let days = [
      "2026-01-01", "2026-01-31", "2026-02-01", "2024-02-29", "2026-01-04", "2026-01-05",
      "2026-01-11", "2026-01-12",
    ]
    for (index, day) in days.enumerated() {
      practice.session(
        "S\(index)", "P1", "\(day) 09:00", status: .scheduled, unit: index < 4 ? "BU1" : "BU2")
    }
    practice.session("T", "P0", "2026-01-01 09:00", status: .scheduled)
    practice.session("U", "P1", "2026-01-06 09:00", status: .scheduled, unit: "BU9")
    let expected = [
      "P0 BU1 2026-01-01 Open 1", "P1 - 2026-01-01 Open 1", "P1 BU1 2024-02-01 Open 1",
      "P1 BU1 2026-01-01 Open 2", "P1 BU1 2026-02-01 Open 1", "P1 BU2 2025-12-29 Open 1",
      "P1 BU2 2026-01-05 Open 2", "P1 BU2 2026-01-12 Open 1",
    ]
    #expect(practice.bill().periods == expected)
    // Nor does the order of the business units' records matter.
    practice.records.businessUnits.reverse()
    #expect(practice.bill().periods == expected)
  }

  @Test func `UNIT-7 charges of 0 units do not hold up their period`() {
    typealias Row = (empty: TrackedChargeStatus?, other: TrackedChargeStatus?, status: String)
    let table: [Row] = [
      (.new, .claimLineCreated, "Claim Created"), (.onHold, .claimLineCreated, "Claim Created"),
      (.readyToBill, .claimLineCreated, "Claim Created"), (nil, .claimLineCreated, "Claim Created"),
      (.claimLineCreated, nil, "Open"), (.onHold, .new, "New"),
    ]
    for row in table {
      let practice = PracticeFixture.complete()
      practice.settings.approval.isAutomatic = false
      practice.settings.claims.generate = false
      for (minutes, tracked) in [(0, row.empty), (30, row.other)] {
        practice.session(
          "S\(minutes)", minutes: minutes, status: tracked == nil ? .scheduled : .submitted,
          tracked: tracked)
      }
      #expect(practice.bill().periods == ["P1 BU1 2026-01-01 \(row.status) 2"], "\(row)")
    }
  }

  @Test func `CHG-4 status of a period`() {
    let table: [(tracked: [TrackedChargeStatus?], status: String)] = [
      ([.new, .onHold, .readyToBill, .claimLineCreated], "New"),
      ([.onHold, .readyToBill, .claimLineCreated, nil], "Blocked"),
      ([.readyToBill, .claimLineCreated, nil], "Ready to Bill"),
      ([.claimLineCreated, .claimLineCreated], "Claim Created"),
      ([.claimLineCreated, nil], "Open"), ([nil], "Open"),
      ([.claimLineCreated, .awaitingResubmission], "Open"), ([.awaitingResubmission], "Open"),
    ]
    for (tracked, status) in table {
      let practice = PracticeFixture.complete()
      practice.settings.approval.isAutomatic = false
      practice.settings.claims.generate = false
      for (index, state) in tracked.enumerated() {
        practice.session(
          "S\(index)", "P1", "2026-01-0\(index + 5) 09:00",
          status: state == nil ? .scheduled : .submitted, tracked: state)
      }
      #expect(practice.bill().periods == ["P1 BU1 2026-01-01 \(status) \(tracked.count)"])
    }
  }

  // MARK: APP

  @Test func `APP-1 and APP-3 approving moves New items and no others`() {
    let practice = PracticeFixture.complete()
    practice.settings.claims.generate = false
    practice.authorization("A1", status: .pending)
    practice.session("new", "P1", "2026-01-05 09:00")
    practice.session("external", "P1", "2026-01-06 09:00", external: true)
    practice.session("held", "P1", "2026-01-07 09:00", tracked: .onHold)
    practice.session("ready", "P1", "2026-01-08 09:00", tracked: .readyToBill)
    practice.session("pending", "P1", "2026-01-09 09:00", authorization: "A1")
    practice.session("scheduled", "P1", "2026-01-10 09:00", status: .scheduled)
    let ids = practice.sessions.map(\.id)
    let billed = practice.bill()
    #expect(
      billed.statuses(ids) == [
        .readyToBill, .new, .onHold, .readyToBill, .pendingAuthorization, .scheduled,
      ])
    #expect(billed.item("external").refusal == .billedExternally)
    practice.settings.approval.isAutomatic = false
    #expect(
      practice.bill().statuses(ids) == [
        .new, .new, .onHold, .readyToBill, .pendingAuthorization, .scheduled,
      ])
  }

  @Test func `APP and CLM are limited to their dates and business units`() {
    let practice = PracticeFixture.complete()
    practice.businessUnit("BU2")
    practice.fee(unit: "BU2", "97153", cents: 100)
    practice.session("before", "P1", "2026-01-04 09:00")
    practice.session("first", "P1", "2026-01-05 09:00")
    practice.session("last", "P1", "2026-01-07 09:00")
    practice.session("after", "P1", "2026-01-08 09:00")
    practice.session("other unit", "P1", "2026-01-06 09:00", unit: "BU2")
    practice.session("no unit", "P1", "2026-01-06 09:30", unit: "")
    let ids = practice.sessions.map(\.id)
    let scope = Scope(
      dates: PracticeFixture.dates("2026-01-05...2026-01-07"), businessUnits: ["BU1"])
    practice.settings.approval.scope = scope
    #expect(
      practice.bill().statuses(ids) == [
        .new, .claimLineCreated, .claimLineCreated, .new, .new, .new,
      ])
    practice.settings.approval.scope = .everything
    practice.settings.claims.scope = scope
    #expect(
      practice.bill().statuses(ids) == [
        .readyToBill, .claimLineCreated, .claimLineCreated, .readyToBill, .readyToBill,
        .readyToBill,
      ])
  }

  @Test func `scopes narrow each other`() {
    let january = Scope(
      dates: PracticeFixture.dates("2026-01-01...2026-01-31"), businessUnits: ["A", "B"])
    let late = Scope(dates: PracticeFixture.dates("2026-01-20..."), businessUnits: ["B", "C"])
    let both = Scope(dates: PracticeFixture.dates("2026-01-20...2026-01-31"), businessUnits: ["B"])
    #expect(january.narrowed(by: late) == both)
    #expect(late.narrowed(by: january) == both)
    #expect(january.narrowed(by: .everything) == january)
    #expect(Scope.everything.narrowed(by: january) == january)
  }

  // MARK: APP-2, DUP-1

  @Test func `DUP-1 what holds an approval back`() {
    // The other item of the same patient, date and service code, and what it does to a New one.
    enum Effect { case nothing, refusal, warning }
    typealias Row = (
      tracked: TrackedChargeStatus?, status: SessionStatus, external: Bool, effect: Effect
    )
    let table: [Row] = [
      (nil, .submitted, false, .nothing), (.readyToBill, .submitted, false, .nothing),
      (nil, .scheduled, false, .refusal), (nil, .inProgress, false, .refusal),
      (nil, .reopened, false, .refusal), (.readyToBill, .reopened, false, .refusal),
      (.claimLineCreated, .submitted, false, .refusal),
      (.awaitingResubmission, .submitted, false, .refusal),
      (.claimLineCreated, .cancelled, false, .refusal),
      (nil, .submitted, true, .refusal), (.onHold, .submitted, true, .refusal),
      (.readyToBill, .submitted, true, .refusal),
      (.onHold, .submitted, false, .warning), (nil, .cancelled, false, .nothing),
    ]
    for row in table {
      let practice = PracticeFixture.complete()
      practice.session("S1", "P1", "2026-01-05 09:00")
      practice.session(
        "S2", "P1", "2026-01-05 10:00", status: row.status, tracked: row.tracked,
        external: row.external)
      let billed = practice.bill()
      #expect(billed.item("S1").refusal == (row.effect == .refusal ? .duplicate : nil), "\(row)")
      #expect(
        billed.status("S1") == (row.effect == .refusal ? .new : .claimLineCreated), "\(row)")
      let findings: [String] =
        switch row.effect {
        case .nothing: []
        case .refusal: ["DUP-1.duplicate"]
        case .warning: ["DUP-1.held"]
        }
      #expect(billed.findings("S1") == findings, "\(row)")
      // APP-2 switched off
      practice.settings.approval.allowsDuplicates = true
      #expect(practice.bill().status("S1") == .claimLineCreated, "\(row)")
    }
    let practice = PracticeFixture.complete()
    practice.authorization("A1", status: .pending)
    practice.session("S1", "P1", "2026-01-05 09:00")
    practice.session("S2", "P1", "2026-01-05 10:00", authorization: "A1")
    #expect(practice.bill().findings("S1") == ["DUP-1.held"])
    #expect(practice.bill().status("S1") == .claimLineCreated)
  }

  @Test func `DUP-1 patient, date, service code and place of service must agree`() {
    let practice = PracticeFixture.complete()
    practice.patient("P2")
    practice.coverage("C2", "P2", "PL")
    practice.benefit("PL", "OTHER", procedure: "97153")
    practice.location("L2", .office)
    practice.businessUnit("BU2")
    practice.session("S1", "P1", "2026-01-05 09:00")
    practice.session("T1", "P2", "2026-01-05 09:00", status: .scheduled)
    practice.session("T2", "P1", "2026-01-06 09:00", status: .scheduled)
    practice.session("T3", "P1", "2026-01-05 09:00", code: "OTHER", status: .scheduled)
    practice.session("T4", "P1", "2026-01-05 09:00", status: .scheduled, location: "L2")
    #expect(practice.bill().item("S1").refusal == nil)
    // Where the plan of the item being approved does not split by it, place does not matter.
    practice.requirements("do_not_split_by_place_of_service")
    #expect(practice.bill().item("S1").refusal == .duplicate)
    practice.requirements("")
    // An item outside the approval's scope still counts as somebody's duplicate.
    practice.session(
      "T5", "P1", "2026-01-05 23:59", minutes: 10, status: .scheduled, unit: "BU2")
    practice.settings.approval.scope.businessUnits = ["BU1"]
    #expect(practice.bill().item("S1").refusal == .duplicate)
  }

  @Test func `DUP-1 a blank place of service equals a blank one`() {
    let practice = PracticeFixture.complete()
    practice.session("S1", "P1", "2026-01-05 09:00", location: "")
    practice.session("S2", "P1", "2026-01-05 10:00", status: .scheduled, location: "")
    practice.session("S3", "P1", "2026-01-05 11:00")
    #expect(practice.bill().item("S1").refusal == .duplicate)
    #expect(practice.bill().item("S3").refusal == nil)
  }

  @Test func `APP-2 the finding links the duplicates`() {
    let practice = PracticeFixture.complete()
    practice.session("S0", "P1", "2026-01-05 08:00")
    for index in 1...7 {
      practice.session("S\(index)", "P1", "2026-01-05 1\(index):00", status: .scheduled)
    }
    #expect(
      practice.bill().messages(.notApprovedDuplicate) == [
        "stays New: 7 other charge items of the same day and service are billed or not submitted "
          + "yet (S1, S2, S3, S4, S5, …)"
      ])
  }

  // MARK: DUP-2

  @Test func `DUP-2 groups billable items with those not submitted yet`() {
    typealias Row = (
      sessions: [(String, SessionStatus, TrackedChargeStatus?)], groups: [[String]]
    )
    let table: [Row] = [
      ([("A", .submitted, nil), ("B", .scheduled, nil)], [["A+=", "B-="]]),
      ([("A", .scheduled, nil), ("B", .submitted, .readyToBill)], [["A-=", "B+="]]),
      ([("A", .submitted, nil), ("B", .submitted, nil)], []),
      ([("A", .scheduled, nil), ("B", .reopened, nil)], []),
      ([("A", .submitted, .onHold), ("B", .scheduled, nil)], []),
      ([("A", .submitted, .claimLineCreated), ("B", .scheduled, nil)], []),
      (
        [
          ("A", .submitted, nil), ("B", .inProgress, nil), ("C", .submitted, .onHold),
          ("D", .submitted, .readyToBill), ("E", .cancelled, nil), ("F", .reopened, nil),
        ], [["A+=", "B-=", "D+=", "F-="]]
      ),
    ]
    for row in table {
      let practice = PracticeFixture.complete()
      for (index, (id, status, tracked)) in row.sessions.enumerated() {
        practice.session(id, "P1", "2026-01-05 1\(index):00", status: status, tracked: tracked)
      }
      #expect(practice.bill().duplicates == row.groups, "\(row)")
    }
  }

  @Test func `DUP-2 sets place of service aside and says where it agrees`() {
    let practice = PracticeFixture.complete()
    practice.location("L2", .office)
    practice.location("L3", .school)
    practice.session("A", "P1", "2026-01-05 09:00")
    practice.session("B", "P1", "2026-01-05 10:00", location: "L2")
    practice.session("C", "P1", "2026-01-05 11:00", status: .scheduled, location: "L2")
    practice.session("D", "P1", "2026-01-05 12:00", status: .scheduled, location: "L3")
    // A partner's place, not one of the own role.
    practice.session("E", "P1", "2026-01-05 13:00", status: .scheduled, location: "L3")
    #expect(practice.bill().duplicates == [["A+", "B+=", "C-=", "D-", "E-"]])
    practice.requirements("do_not_split_by_place_of_service")
    #expect(practice.bill().duplicates == [["A+=", "B+=", "C-=", "D-=", "E-="]])
  }

  @Test func `DUP-2 groups stand by patient, date and service code, and are listed whole`() {
    let practice = PracticeFixture.complete()
    practice.patient("P0")
    practice.coverage("C0", "P0", "PL")
    practice.benefit("PL", "97110")
    practice.businessUnit("BU2")
    for (id, patient, day, code) in [
      ("a", "P1", "2026-01-06", "97153"), ("b", "P1", "2026-01-05", "97153"),
      ("c", "P1", "2026-01-05", "97110"), ("d", "P0", "2026-01-09", "97153"),
    ] {
      practice.session(id + "1", patient, day + " 09:00", code: code)
      practice.session(id + "2", patient, day + " 10:00", code: code, unit: "BU2")
      practice.session(id + "3", patient, day + " 08:00", code: code, status: .scheduled)
    }
    #expect(
      practice.bill().duplicates
        == ["d", "c", "b", "a"].map { [$0 + "3-=", $0 + "1+=", $0 + "2+="] })
  }
}
