import ClaimCore
import Synchronization
import Testing

@testable import Pipeline

@Suite struct BillingRunsTests {
  private struct Lost: Error {}

  /// A part of `patients` patients with 300 sessions each.
  private static func part(_ patients: Int) -> BillingPart {
    let pool = TextPool()
    var writer = TextWriter(pool)
    let ids = (0..<patients).map { writer.keep("P\($0)") }
    let sessions = (0..<patients * 300).map { number in
      Session(
        id: writer.keep("S\(number)"), serviceCode: .missing, authorizationNumber: .missing,
        modifiers: .missing, placeOfService: .missing, link: .missing,
        start: Moment(instant: 0, offset: 0), end: Moment(instant: 0, offset: 0),
        patient: Ref(number / 300), practitioner: .none, businessUnit: .none, location: .none,
        case: .none, authorization: .none, position: .none, status: .submitted, chargeStatus: nil,
        telecare: false, billedExternally: false)
    }
    let set = SessionSet(sessions: sessions, patientIDs: ids)
    return BillingPart(sessions: set, order: PatientOrder(set, pool: pool))
  }

  @Test(
    "every patient of every part comes once and in order, whoever fetches the parts",
    arguments: [false, true])
  func inOrder(ahead: Bool) throws {
    let counts = [3, 0, 1, 8]
    let fetched = Mutex<[Int]>([])
    let runs = BillingRuns(parts: counts.count) { number in
      fetched.withLock { $0.append(number) }
      return Self.part(counts[number])
    }
    var patients: [[Range<Int>]] = []
    while let run = try runs.next() {
      if run.isFirst { patients.append([]) }
      patients[patients.count - 1].append(run.patients)
      #expect(run.sessionCount == run.patients.count * 300)
      if ahead && run.isFirst { for _ in 0..<2 { runs.fetchAhead() } }
    }
    #expect(patients == [[0..<2, 2..<3], [0..<1], [0..<2, 2..<4, 4..<6, 6..<8]])
    #expect(fetched.withLock { $0 } == [0, 1, 2, 3])
    #expect(try runs.next() == nil)
  }

  @Test("a part that can't be fetched ends the work when its turn comes")
  func failing() throws {
    let runs = BillingRuns(parts: 2) { number in
      if number == 1 { throw Lost() }
      return Self.part(3)
    }
    let first = try #require(try runs.next())
    #expect(first.isFirst)
    runs.fetchAhead()
    #expect(try runs.next()?.patients == 2..<3)
    #expect(throws: Lost.self) { try runs.next() }
  }
}
