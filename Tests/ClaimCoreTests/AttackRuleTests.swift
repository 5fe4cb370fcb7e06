import Testing

@testable import ClaimCore

/// Records that are right one by one and together are not, or are too many.
@Suite struct AttackRuleTests {
  @Test func `COV-1 an authorization does not lend another patient's coverage`() {
    let practice = PracticeFixture.complete()
    practice.patient("P2")
    practice.coverage("C2", "P2", "PL", level: .secondary)
    practice.authorization("A1", patient: "P1", coverage: "C2")
    practice.session("S1", "P1", "2026-01-05 09:00", authorization: "A1")
    let billed = practice.bill()
    #expect(billed.coverage("S1") == "C1")
    #expect(billed.findings() == [])
    let found = billed.result.practice.findings
    #expect(found.map(\.code) == [.otherPatient])
    #expect(
      found.map { $0.message(in: practice.pool) } == [
        "names C2, which belongs to another patient; goes on as if it named none: mend the id"
      ])
    // With no coverage of their own the patient has none.
    practice.records.coverages.removeFirst()
    #expect(practice.bill().coverage("S1") == nil)
  }

  /// CLM-2: however many sessions a line has, its units can be held.
  @Test func aLinesUnitsCanBeHeld() {
    let mostUnits = 24 * 60
    #expect(LineDraft.mostItems * mostUnits <= Int(Int32.max))
  }

  /// MOD-1 for lists that no claim could take: all is kept, and the time it takes is in proportion.
  @Test func longListsOfModifiers() {
    let practice = PracticeFixture.complete()
    let distinct = (0..<5000).map { "X\($0)" }
    practice.session(
      "S1", modifiers: (["AA", "BB", "AA"] + distinct + ["BB"]).joined(separator: ":"))
    #expect(practice.bill().modifiers("S1") == (["AA", "BB"] + distinct).joined(separator: ":"))
  }
}
