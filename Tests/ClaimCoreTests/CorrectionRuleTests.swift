import Testing

@testable import ClaimCore

/// CLM-9: new versions of claims that were sent.
@Suite struct CorrectionRuleTests {
  /// Claim `OLD` with a session on each of three days, all submitted and as they were.
  private static func practice(
    _ frequency: ClaimFrequency, version: UInt32 = 2, payers: String = ""
  ) -> PracticeFixture {
    let practice = PracticeFixture.complete()
    for day in 5...7 { practice.session("S\(day)", "P1", "2026-01-0\(day) 09:00") }
    practice.remember()
    practice.corrections = [
      ClaimCorrection(
        row: 1, frequency: frequency, version: version, claimNumber: practice.text("OLD"),
        payerClaimNumber: practice.text(payers), patientID: practice.text("P1"))
    ]
    for id in ["S5", "S6", "S7"] { practice.earlier?[id]?.correction = 0 }
    return practice
  }

  /// Each claim as `version/frequency original payer's: sessions`.
  private func claims(_ billed: Billed) -> [String] {
    let result = billed.result
    return zip(result.claims.indices.map { result.claims[$0] }, billed.claimSessions).map {
      let texts = [$0.originalNumber, $0.payerClaimNumber].map(result.practice.pool.string)
      return "\($0.version)/\($0.frequency.rawValue) \(texts.joined(separator: " ")): "
        + $1.joined().joined(separator: " ")
    }
  }

  @Test func `CLM-9 a corrected claim has the sessions as they are now, a void one all of them`() {
    typealias Row = (
      name: String, frequency: ClaimFrequency, change: (PracticeFixture) -> Void, claims: [String]
    )
    let table: [Row] = [
      ("corrected", .corrected, { _ in }, ["2/7 OLD : S5 S6 S7"]),
      ("void", .void, { _ in }, ["2/8 OLD : S5 S6 S7"]),
      ("after a void", .original, { _ in }, ["2/1  : S5 S6 S7"]),
      (
        "cancelled, corrected", .corrected, { $0.sessions[0].status = .cancelled },
        ["2/7 OLD : S6 S7"]
      ),
      ("cancelled, void", .void, { $0.sessions[0].status = .cancelled }, ["2/8 OLD : S5 S6 S7"]),
      ("reopened, void", .void, { $0.sessions[0].status = .reopened }, ["2/8 OLD : S5 S6 S7"]),
      ("external", .corrected, { $0.sessions[0].external = true }, ["2/7 OLD : S6 S7"]),
      (
        "split", .corrected, { $0.sessions[0].place = "11" },
        ["2/7 OLD : S5", "1/1  : S6 S7"]
      ),
      ("split, void", .void, { $0.sessions[0].place = "11" }, ["2/8 OLD : S5 S6 S7"]),
      (
        "a line a claim", .corrected, { $0.settings.claims.maxLines = 2 },
        ["2/7 OLD : S5 S6", "1/1  : S7"]
      ),
      ("a line a claim, void", .void, { $0.settings.claims.maxLines = 2 }, ["2/8 OLD : S5 S6 S7"]),
      (
        "another session beside it", .corrected,
        { $0.session("S8", "P1", "2026-01-08 09:00") }, ["2/7 OLD : S5 S6 S7", "1/1  : S8"]
      ),
      (
        "a pending authorization", .corrected,
        {
          $0.authorization("A1", status: .pending)
          for index in 0..<3 { $0.sessions[index].authorization = "A1" }
        }, ["2/7 OLD : S5 S6 S7"]
      ),
    ]
    for row in table {
      let practice = Self.practice(row.frequency)
      row.change(practice)
      let billed = practice.bill()
      #expect(claims(billed) == row.claims, "\(row.name)")
      for id in row.claims.flatMap({ $0.split(separator: " ") }).filter({ $0.hasPrefix("S") }) {
        #expect(billed.status(String(id)) == .claimLineCreated, "\(row.name) \(id)")
      }
      #expect(billed.findings() == [], "\(row.name)")
    }
  }

  @Test func `CLM-9 what is left out of a corrected claim stays until that is sent`() {
    let practice = Self.practice(.corrected)
    practice.sessions[0].status = .cancelled
    practice.sessions[1].external = true
    #expect(
      practice.bill().statuses(["S5", "S6", "S7"])
        == [.awaitingResubmission, .claimLineCreated, .claimLineCreated])
  }

  @Test func `CLM-9 a correction waits as a whole, and says for what`() {
    let open = "claim OLD waits to be corrected until session S6 is submitted or cancelled"
    typealias Row = (
      frequency: ClaimFrequency, change: (PracticeFixture) -> Void, findings: [String]
    )
    let table: [Row] = [
      (.corrected, { $0.sessions[1].status = .reopened }, [open]),
      (.corrected, { $0.sessions[1].status = .inProgress }, [open]),
      (.corrected, { $0.sessions[1].status = .scheduled }, [open]),
      (
        .corrected, { for index in 0..<3 { $0.sessions[index].status = .cancelled } },
        ["claim OLD can't be corrected: no session of it is left to bill; void it"]
      ),
      (
        .void, { $0.settings.claims.scope.dates = PracticeFixture.dates("2026-01-06...") },
        [
          "claim OLD waits to be voided: session S5 is outside of the dates or business units that "
            + "claims are limited to"
        ]
      ),
    ]
    for row in table {
      let practice = Self.practice(row.frequency)
      row.change(practice)
      let billed = practice.bill()
      #expect(billed.claims.isEmpty, "\(row.findings)")
      #expect(billed.messages(.correctionWaits) == row.findings)
    }
    // Without claims there is nothing to wait for.
    let practice = Self.practice(.corrected)
    practice.settings.claims.generate = false
    #expect(practice.bill().claims.isEmpty)
    #expect(practice.bill().findings() == [])
  }

  @Test func `CLM-9 a session that is another patient's now is left out`() {
    let practice = Self.practice(.corrected)
    practice.patient("P2")
    practice.sessions[0].patient = "P2"
    practice.coverage("C2", "P2", "PL")
    let billed = practice.bill()
    #expect(claims(billed) == ["2/7 OLD : S6 S7"])
    #expect(billed.status("S5") == .awaitingResubmission)
    #expect(billed.findings("S5") == ["CLM-9.waits"])
  }

  @Test func `CLM-9 the other claims of a split are Draft as long as the correction is`() {
    let practice = Self.practice(.corrected)
    practice.sessions[0].place = "11"
    practice.sessions[0].modifiers = "?"
    let billed = practice.bill()
    #expect(claims(billed) == ["2/7 OLD : S5", "1/1  : S6 S7"])
    #expect(billed.claims.map(\.status) == [.draft, .draft])
    #expect(billed.claims.map(\.failures.isEmpty) == [false, true])
    #expect(billed.findings("S6") == ["CLM-9.waits"])
  }

  @Test func `CLM-9 a claim under correction is nobody's to share`() {
    let practice = Self.practice(.corrected)
    // Of the same line as S5, were that Ready to Bill.
    practice.session("S9", "P1", "2026-01-05 11:00")
    practice.settings.approval.allowsDuplicates = true
    #expect(claims(practice.bill()) == ["2/7 OLD : S5 S6 S7", "1/1  : S9"])
    // It counts as billed (DUP-1).
    practice.settings.approval.allowsDuplicates = false
    let billed = practice.bill()
    #expect(billed.status("S9") == .new)
    #expect(billed.findings("S9") == ["DUP-1.duplicate"])
  }

  @Test func `CLM-9 each version has its own number, the same every time`() {
    var numbers: [String] = []
    for (frequency, version) in [
      (ClaimFrequency.corrected, UInt32(2)), (.void, 2), (.corrected, 3), (.corrected, 12),
    ] {
      let practice = Self.practice(frequency, version: version, payers: "ICN-1")
      let billed = practice.bill()
      let number = billed.claims[0].number
      #expect(number == practice.bill().claims[0].number)
      #expect(number.utf8.count == 20)
      #expect(number.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
      #expect(claims(billed)[0].hasPrefix("\(version)/\(frequency.rawValue) OLD ICN-1"))
      numbers.append(number)
    }
    let first = PracticeFixture.complete()
    for day in 5...7 { first.session("S\(day)", "P1", "2026-01-0\(day) 09:00") }
    numbers.append(first.bill().claims[0].number)
    // A correction and a void of one claim never stand side by side.
    #expect(numbers[0] == numbers[1])
    #expect(Set(numbers).count == 4)
  }

  @Test func `CLM-9 what a void claim says holds until its session moves on`() {
    typealias Row = (was: SessionStatus, now: SessionStatus, changed: Bool, stays: Bool)
    let table: [Row] = [
      (.submitted, .submitted, false, true), (.submitted, .submitted, true, false),
      (.cancelled, .cancelled, false, true), (.cancelled, .cancelled, true, true),
      (.cancelled, .submitted, false, false), (.reopened, .reopened, false, true),
      (.reopened, .submitted, false, false), (.submitted, .reopened, false, false),
      (.submitted, .cancelled, false, true),
    ]
    for row in table {
      let practice = LedgerRuleTests.remembered(.claimLineCreated)
      practice.earlier?["S1"]?.isVoided = true
      practice.earlier?["S1"]?.session = row.was
      practice.sessions[0].status = row.now
      if row.changed { practice.sessions[0].place = "11" }
      let status: ChargeStatus = row.stays ? .claimLineCreated : .awaitingResubmission
      #expect(practice.bill().status("S1") == status, "\(row)")
    }
  }
}
