import AdapterKit
import ClaimCore

/// A practice made up for outputs to be tried with: no person in it exists.
///
/// Two business units, each with patients of its own; two payers; sessions at an office and at homes,
/// some of them timed by Medicare's rule, some duplicates of sessions that are not submitted, some whose
/// claims are Draft because something is missing.
struct SyntheticPractice: ~Copyable {
  static let businessUnits = ["NORTH", "SOUTH"]

  let pool = TextPool()
  private var writer: TextWriter
  private var records = PracticeRecords()
  private var sessions: [Session] = []

  init(sessionCount: Int) {
    writer = TextWriter(pool)
    addPlaces()
    addStaff()
    addInsurance()
    let patientCount = (sessionCount + Self.sessionsOfPatient - 1) / Self.sessionsOfPatient
    for number in 0..<patientCount { addPatient(number) }
    for number in 0..<sessionCount { addSession(number) }
  }

  private static let sessionsOfPatient = 20

  /// - Parameter checks: what the output asks of claims beside the contract.
  func billed(_ checks: ClaimChecks, patientsTogether: Int = 512) throws -> BillingResult {
    let outline = outline(checks)
    var joiner = BillingJoiner(pool)
    try forEachChunk(of: outline, patientsTogether) { try joiner.append($0) }
    return try joiner.finish(
      practice: outline.practice, patientIDs: outline.patientIDs, settings: outline.settings)
  }

  /// The same in parts, and what is known before the first.
  func billedInParts(
    _ checks: ClaimChecks, patientsTogether: Int
  ) throws -> (outline: RunOutline, parts: [BillingResult]) {
    let outline = outline(checks)
    var parts: [BillingResult] = []
    try forEachChunk(of: outline, patientsTogether) { chunk in
      parts.append(
        BillingResult(
          part: chunk, of: outline.practice, patientIDs: outline.patientIDs,
          settings: outline.settings))
    }
    return (outline, parts)
  }

  private func outline(_ checks: ClaimChecks) -> RunOutline {
    let practice = Practice(records, pool: pool)
    var settings = BillingSettings()
    settings.claims.checks = settings.claims.checks.adding(checks)
    var samples = SessionSamples()
    samples.offer(sessions)
    return RunOutline(
      practice: practice, patientIDs: PatientIDs(practice.patientIDs), settings: settings,
      spill: .none, sessionCount: sessions.count, samples: samples)
  }

  private func forEachChunk(
    of outline: RunOutline, _ patientsTogether: Int, _ body: (BillingChunk) throws -> Void
  ) throws {
    let set = SessionSet(sessions: sessions, patientIDs: outline.practice.patientIDs)
    let order = PatientOrder(set, pool: pool)
    var billing = PatientBilling(outline.practice, outline.settings)
    for first in stride(from: 0, to: order.patientCount, by: patientsTogether) {
      for patient in first..<min(first + patientsTogether, order.patientCount) {
        billing.bill(patient: patient, in: order, of: set)
      }
      try body(billing.finish())
    }
  }

  private mutating func text(_ string: String) -> Text { writer.keep(string) }

  private mutating func address(_ number: Int) -> Address {
    Address(
      line1: text("\(number + 1) Sample Lane"), line2: .missing, city: text("Albany"),
      state: text("NY"), zip: text("122070001"))
  }

  private mutating func addPlaces() {
    for (number, id) in Self.businessUnits.enumerated() {
      records.businessUnits.append(
        BusinessUnit(
          id: text(id), name: text("\(id) Example Therapy"), npi: text("1000000012"),
          taxID: text("12-3456789"), taxonomyCode: text("261QP2000X"), address: address(number),
          phone: text("5555550100"), contactName: text("Billing Desk"), timeZone: .missing,
          chargePeriod: .monthly, position: .none))
    }
    for (id, type) in [("L-OFFICE", LocationType.office), ("L-HOME", .home)] {
      records.locations.append(
        Location(
          id: text(id), type: type, name: text("\(id) Example"), patientID: .missing,
          address: address(40), npi: .missing, position: .none))
    }
  }

  private mutating func addStaff() {
    for (number, name) in ["Quarrington", "Ünal-Ørsted", "O'Nymous"].enumerated() {
      records.practitioners.append(
        Practitioner(
          id: text("PR\(number)"), firstName: text("Pat"), lastName: text(name),
          npi: text(number == 2 ? "" : "1000000020"), taxonomyCode: text("225100000X"),
          position: .none))
      records.practitionerQualifications.append(
        PractitionerQualification(
          practitionerID: text("PR\(number)"), qualification: text("PT"), dates: .always,
          position: .none))
    }
  }

  private mutating func addInsurance() {
    for (id, isMedicare) in [("ACME", false), ("MED", true)] {
      records.payers.append(
        Payer(
          id: text(id), name: text("\(id) Health Example"), medicare: isMedicare,
          billingRule: .notSpecified, electronicPayerID: text("0000\(id)"), position: .none))
      records.plans.append(
        Plan(
          id: text("PLAN-\(id)"), payerID: text(id), name: text("\(id) Standard"),
          requirements: .missing, position: .none))
      for (service, code) in [("TE", "97110"), ("MT", "97140")] {
        records.planBenefits.append(
          PlanBenefit(
            planID: text("PLAN-\(id)"), serviceCode: text(service), procedureCode: text(code),
            timePerUnit: 15, unitType: .missing, timed: true, position: .none))
        records.feeSchedules.append(
          FeeSchedule(
            planID: text("PLAN-\(id)"), businessUnitID: .missing, procedureCode: text(code),
            modifiers: .missing, billingAmount: Money(cents: 3000), expectedAmount: .none,
            dates: .always, position: .none))
      }
    }
  }

  private mutating func addPatient(_ number: Int) {
    let id = text("P-\(100_000 + number)")
    records.patients.append(
      Patient(
        id: id, mrn: text("M\(number)"), firstName: text("Zoë"),
        lastName: text("Quillfeather-\(number)"),
        // Without it a claim is Draft.
        dateOfBirth: number % 7 == 3 ? nil : CivilDate(days: 12_000 + Int32(number % 4000)),
        gender: .female, address: address(number), timeZone: .missing, position: .none))
    records.coverages.append(
      Coverage(
        id: text("C-\(number)"), patientID: id,
        planID: text(number % 3 == 0 ? "PLAN-MED" : "PLAN-ACME"),
        level: .primary, memberID: text("MEM\(number)"), caseID: .missing, dates: .always,
        relationship: .self,
        policyHolder: PolicyHolder(
          firstName: .missing, lastName: .missing, dateOfBirth: nil, gender: nil,
          address: Address(
            line1: .missing, line2: .missing, city: .missing, state: .missing, zip: .missing)),
        position: .none))
    records.diagnoses.append(
      Diagnosis(
        patientID: id, code: text("M54.50"), rank: 1, dates: .always, position: .none))
  }

  private mutating func addSession(_ number: Int) {
    let patient = number / Self.sessionsOfPatient
    let turn = number % Self.sessionsOfPatient
    // Two on a day, of one service: every other day one is not submitted, and makes a duplicate.
    let day = CivilDate(year: 2026, month: 1, day: 1 + turn / 2) ?? CivilDate(days: 20_454)
    let minutes = Int64([24, 23, 60, 7, 47][number % 5])
    let start =
      Int64(day.days) * Moment.microsPerDay + Int64(9 + 3 * (turn % 2)) * 3600
      * Moment.microsPerSecond
    sessions.append(
      Session(
        id: text("S-\(1_000_000 + number)"), serviceCode: text(turn / 2 % 3 == 1 ? "MT" : "TE"),
        authorizationNumber: .missing, modifiers: text("GP"), placeOfService: .missing,
        link: .missing,
        start: Moment(instant: start, offset: 0),
        end: Moment(instant: start + minutes * 60 * Moment.microsPerSecond, offset: 0),
        patient: Ref(patient), practitioner: Ref(patient % 3), businessUnit: Ref(patient % 2),
        location: Ref(turn % 2), case: .none, authorization: .none, position: .none,
        status: turn % 4 == 3 ? .inProgress : .submitted, chargeStatus: nil, telecare: false,
        billedExternally: false))
  }
}
