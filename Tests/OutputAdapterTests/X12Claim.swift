@testable import ClaimBatchAdapter
@testable import ClaimCore

/// A claim that X12 can carry, with the records that it names; a test changes the one thing that it
/// is about.
final class X12Claim {
  let pool = TextPool()
  private var writer: TextWriter
  var partner = TradingPartner(
    senderID: [], receiverID: [], applicationSender: [], applicationReceiver: [],
    submitterName: [], submitterID: [], contactName: [], contactPhone: [], receiverName: [],
    receiverCode: [])
  var patient: Patient?
  var coverage: Coverage?
  var payer: Payer?
  var unit: BusinessUnit?
  var rendering: Practitioner?
  var referring: ReferringProvider?
  var location: Location?
  var claim: Claim
  var lines: [ClaimLine] = []
  /// Of the patient, from the claim's date on.
  var diagnosisStart: CivilDate?

  init() {
    writer = TextWriter(pool, chunkSize: 1 << 12)
    claim = Claim(
      number: .missing, patient: Ref(0), coverage: Ref(0), payer: Ref(0),
      businessUnit: Ref(0), rendering: Ref(0), referring: Ref(0), facility: .location(Ref(0)),
      authorizationNumber: .missing, placeOfService: Text("99"),
      lines: Span32(start: 0, count: 0), diagnoses: Span32(start: 0, count: 0),
      unmet: Span32(start: 0, count: 0), totalBilled: OptionalMoney(Money(cents: 6500)),
      status: .draft)
    claim.authorizationNumber = text("AUTH-1")
    func address(_ line1: String, _ zip: String) -> Address {
      Address(
        line1: text(line1), line2: .missing, city: text("Albany"), state: text("ny"),
        zip: text(zip))
    }
    let home = address("1 Elm Street", "12207")
    patient = Patient(
      id: text("P1"), mrn: .missing, firstName: text("Ann"), lastName: text("Example"),
      dateOfBirth: Fixture.date(2018, 3, 4), gender: .female, address: home, timeZone: .missing,
      position: .none)
    coverage = Coverage(
      id: text("C1"), patientID: text("P1"), planID: text("PL"), level: .primary,
      memberID: text("M-1000001"), caseID: .missing, dates: .always, relationship: .child,
      policyHolder: PolicyHolder(
        firstName: text("Al"), lastName: text("Example"), dateOfBirth: nil, gender: nil,
        address: home), position: .none)
    payer = Payer(
      id: text("PAY"), name: text("Payer & Sons"), medicare: false, billingRule: .notSpecified,
      electronicPayerID: text("87726"), position: .none)
    unit = BusinessUnit(
      id: text("BU1"), name: text("Unit One"), npi: text("1245319599"), taxID: text("12-3456789"),
      taxonomyCode: text("103K00000X"), address: address("9 Main Street", "12207-0001"),
      phone: text("(518) 555-0100"), contactName: text("Kim Lee"), timeZone: .missing,
      chargePeriod: .monthly, position: .none)
    rendering = Practitioner(
      id: text("PR1"), firstName: text("Pat"), lastName: text("Smith"), npi: text("1234567893"),
      taxonomyCode: text("106S00000X"), position: .none)
    referring = ReferringProvider(
      patientID: text("P1"), firstName: text("Rae"), lastName: text("Doe"), npi: text("1003000126"),
      dates: .always, position: .none)
    location = Location(
      id: text("L1"), type: .other, name: text("Community Hall"), patientID: .missing,
      address: address("5 Oak Road", "122070005"), npi: text("1003000126"), position: .none)
    lines = [
      ClaimLine(
        procedureCode: text("97153"), modifiers: .missing, placeOfService: Text("99"),
        startDate: Fixture.date(2026, 1, 5), endDate: Fixture.date(2026, 1, 6), units: 2,
        unitPrice: OptionalMoney(Money(cents: 3250)), billed: OptionalMoney(Money(cents: 6500)),
        items: Span32(start: 0, count: 0), diagnosisPointers: SIMD4(1, 0, 0, 0), showsTimes: false)
    ]
  }

  func text(_ string: String) -> Text { writer.keep(string) }

  private func withFacts<Result>(_ body: (borrowing ClaimFacts) -> Result) -> Result {
    var records = PracticeRecords()
    if let unit { records.businessUnits = [unit] } else { claim.businessUnit = .none }
    records.patients = patient.map { [$0] } ?? []
    records.diagnoses = [
      Diagnosis(
        patientID: text("P1"), code: text("F84.0"), rank: 1,
        dates: DateRange(start: diagnosisStart, end: nil), position: .none)
    ]
    if let location { records.locations = [location] } else { claim.facility = .none }
    records.coverages = coverage.map { [$0] } ?? []
    records.payers = payer.map { [$0] } ?? []
    records.practitioners = rendering.map { [$0] } ?? []
    records.referringProviders = referring.map { [$0] } ?? []
    claim.coverage = coverage == nil ? .none : Ref(0)
    claim.payer = payer == nil ? .none : Ref(0)
    claim.rendering = rendering == nil ? .none : Ref(0)
    claim.referring = referring == nil ? .none : Ref(0)
    let diagnoses = [Ref<Diagnosis>(0)]
    var facts = ClaimFacts(Practice(records, pool: pool))
    return withUnsafePointer(to: claim) { claim in
      diagnoses.withUnsafeBufferPointer { diagnoses in
        lines.withUnsafeBufferPointer { lines in
          facts.rows.claim = Rows(UnsafeBufferPointer(start: claim, count: 1))
          facts.rows.diagnoses = Rows(diagnoses)
          facts.rows.lines = Rows(lines)
          return body(facts)
        }
      }
    }
  }

  private var checks: ClaimChecks {
    X12Checks.checks(partner, date: Fixture.date(2026, 2, 1))
  }

  /// What the claim does not pass, by code.
  var unmet: [String: ValidationOutcome] {
    withFacts { facts in
      var unmet: [String: ValidationOutcome] = [:]
      for validation in checks.validations {
        let outcome = validation.outcome(of: facts)
        if outcome != .pass { unmet[validation.code.description] = outcome }
      }
      return unmet
    }
  }

  var findings: [String] {
    withFacts { facts in
      var findings: [String] = []
      for observation in checks.groups.flatMap(\.observations) {
        observation.observe(facts) { findings.append("\($0.rawValue) \($1)") }
      }
      return findings
    }
  }
}
