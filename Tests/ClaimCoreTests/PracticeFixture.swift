import Testing

@testable import ClaimCore

/// Builds a practice and its sessions in a few words, and bills them.
///
/// ``complete()`` has all that one session of `P1` needs for a claim that is Ready to Submit, and
/// raises no finding; a test then changes the one thing that it is about.
final class PracticeFixture {
  let pool = TextPool()
  var records = PracticeRecords()
  var settings = BillingSettings()
  var sessions: [SessionDraft] = []
  /// By session, what a ledger knows; `nil` without one.
  var earlier: [String: EarlierItem]?
  var corrections: [ClaimCorrection] = []
  private var writer: TextWriter

  init() { writer = TextWriter(pool, chunkSize: 1 << 12) }

  static func complete() -> PracticeFixture {
    let practice = PracticeFixture()
    practice.patient("P1")
    practice.practitioner("PR1")
    practice.businessUnit("BU1")
    practice.location("L1", .home)
    practice.payer("PAY")
    practice.plan("PL", payer: "PAY")
    practice.benefit("PL", "97153")
    practice.fee(plan: "PL", "97153", cents: 3250)
    practice.coverage("C1", "P1", "PL")
    practice.diagnosis("P1", "F84.0")
    return practice
  }

  func text(_ string: String) -> Text { writer.keep(string) }

  /// `2026-01-05`
  static func date(_ written: some StringProtocol) -> CivilDate? {
    let parts = written.split(separator: "-").compactMap { Int($0) }
    return parts.count == 3 ? CivilDate(year: parts[0], month: parts[1], day: parts[2]) : nil
  }

  /// `from...to`, either of which may be left out.
  static func dates(_ written: String) -> DateRange {
    guard let dots = written.range(of: "...") else { return .always }
    return DateRange(
      start: date(written[..<dots.lowerBound]), end: date(written[dots.upperBound...]))
  }

  /// `2026-01-05 09:00`, perhaps with seconds, on a clock that is `offset` seconds ahead of UTC.
  static func moment(_ written: String, offset: Int32) -> Moment {
    let halves = written.split(separator: " ")
    let clock = halves[1].split(separator: ":").compactMap { Int64($0) }
    let seconds = clock[0] * 3600 + clock[1] * 60 + (clock.count > 2 ? clock[2] : 0)
    let local = Int64(date(halves[0])!.days) * 86_400 + seconds
    return Moment(instant: (local - Int64(offset)) * Moment.microsPerSecond, offset: offset)
  }
}

extension String {
  fileprivate func range(of needle: String) -> Range<Index>? {
    indices.lazy.map { $0 }.first { self[$0...].hasPrefix(needle) }.map {
      $0..<index($0, offsetBy: needle.count)
    }
  }
}

/// A session before its references are resolved.
struct SessionDraft {
  var id: String
  var patient: String
  var start: Moment
  var end: Moment
  var code: String
  var status: SessionStatus
  var practitioner: String
  var unit: String
  var location: String
  var `case`: String
  var authorization: String
  var modifiers: String
  var place: String
  var telecare: Bool
  var tracked: TrackedChargeStatus?
  var external: Bool
}

// MARK: Sessions

extension PracticeFixture {
  /// - Parameter to: the end on the clock; without it `minutes` (and `seconds`) after the start.
  func session(
    _ id: String, _ patient: String = "P1", _ start: String = "2026-01-05 09:00",
    minutes: Int = 30, seconds: Int = 0, to end: String? = nil, code: String = "97153",
    status: SessionStatus = .submitted, practitioner: String = "PR1", unit: String = "BU1",
    location: String = "L1", case: String = "", authorization: String = "", modifiers: String = "",
    place: String = "", telecare: Bool = false, tracked: TrackedChargeStatus? = nil,
    external: Bool = false, offset: Int32 = -18_000, endOffset: Int32? = nil
  ) {
    let start = Self.moment(start, offset: offset)
    let elapsed = Int64(minutes * 60 + seconds) * Moment.microsPerSecond
    let later = Moment(instant: start.instant + elapsed, offset: endOffset ?? offset)
    sessions.append(
      SessionDraft(
        id: id, patient: patient, start: start,
        end: end.map { Self.moment($0, offset: endOffset ?? offset) } ?? later, code: code,
        status: status, practitioner: practitioner, unit: unit, location: location, case: `case`,
        authorization: authorization, modifiers: modifiers, place: place, telecare: telecare,
        tracked: tracked, external: external))
  }

  /// Bills all sessions.
  ///
  /// - Parameter runSize: about how many sessions one worker takes at a time.
  func bill(runSize: Int = .max) -> Billed {
    let practice = Practice(records, pool: pool)
    let set = resolve(practice)
    let order = PatientOrder(set, pool: pool)
    var joiner = BillingJoiner(pool)
    var findings: [Finding] = []
    for run in order.runs(ofAbout: runSize) {
      var billing = PatientBilling(practice, settings)
      for patient in run { billing.bill(patient: patient, in: order, of: set) }
      var chunk = billing.finish()
      findings += chunk.takeFindings()
      // Without a spill nothing can fail.
      try! joiner.append(chunk)
    }
    return Billed(
      try! joiner.finish(
        practice: practice, patientIDs: set.patientIDs, corrections: set.corrections,
        settings: settings),
      findings.inOrder(of: pool))
  }

  /// Bills all sessions, and looks at what does it.
  func look(_ look: (borrowing PatientBilling) -> Void) {
    let practice = Practice(records, pool: pool)
    let set = resolve(practice)
    let order = PatientOrder(set, pool: pool)
    var billing = PatientBilling(practice, settings)
    for patient in 0..<order.patientCount { billing.bill(patient: patient, in: order, of: set) }
    look(billing)
  }

  /// What Intake does: references become rows (REC-3).
  private func resolve(_ practice: Practice) -> SessionSet {
    var patientIDs = practice.patientIDs
    var places: [String: Int] = [:]
    for (row, id) in patientIDs.enumerated() { places[pool.string(id)] = row }
    for draft in sessions where places[draft.patient] == nil {
      places[draft.patient] = patientIDs.count
      patientIDs.append(text(draft.patient))
    }
    let rows = sessions.enumerated().map { number, draft in
      Session(
        id: text(draft.id), serviceCode: text(draft.code),
        authorizationNumber: text(draft.authorization), modifiers: text(draft.modifiers),
        placeOfService: text(draft.place), link: .missing, start: draft.start, end: draft.end,
        patient: Ref(places[draft.patient]!),
        practitioner: ref(draft.practitioner, practice.practitionerIndex),
        businessUnit: ref(draft.unit, practice.businessUnitIndex),
        location: ref(draft.location, practice.locationIndex),
        case: ref(draft.case, practice.caseIndex),
        authorization: ref(draft.authorization, practice.authorizationIndex),
        position: Position(source: 0, line: number + 2, record: number + 1),
        status: draft.status, chargeStatus: draft.tracked, telecare: draft.telecare,
        billedExternally: draft.external)
    }
    let earlier = earlier.map { known in sessions.map { known[$0.id] ?? .unseen } } ?? []
    return SessionSet(
      sessions: Table(rows), patientIDs: PatientIDs(patientIDs), earlier: Table(earlier),
      corrections: corrections)
  }

  private func ref<Record>(_ id: String, _ index: borrowing IDIndex) -> Ref<Record> {
    index.find(text(id)).map { Ref($0) } ?? .none
  }
}

// MARK: Reference records

extension PracticeFixture {
  func address() -> Address {
    Address(
      line1: text("1 Main Street"), line2: .missing, city: text("Albany"), state: text("NY"),
      zip: text("12207"))
  }

  static let noAddress = Address(
    line1: .missing, line2: .missing, city: .missing, state: .missing, zip: .missing)

  func patient(_ id: String) {
    records.patients.append(
      Patient(
        id: text(id), mrn: .missing, firstName: text("Ann"), lastName: text("Example"),
        dateOfBirth: Self.date("2018-03-04"), gender: .female, address: address(),
        timeZone: .missing, position: .none))
  }

  func practitioner(_ id: String, npi: String = "1234567893", taxonomy: String = "") {
    records.practitioners.append(
      Practitioner(
        id: text(id), firstName: text("Pat"), lastName: text(id), npi: text(npi),
        taxonomyCode: text(taxonomy), position: .none))
  }

  func qualification(_ practitioner: String, _ name: String, _ dates: String = "") {
    records.practitionerQualifications.append(
      PractitionerQualification(
        practitionerID: text(practitioner), qualification: text(name), dates: Self.dates(dates),
        position: .none))
  }

  func location(_ id: String, _ type: LocationType, hasAddress: Bool = true) {
    records.locations.append(
      Location(
        id: text(id), type: type, name: text(id), patientID: .missing,
        address: hasAddress ? address() : Self.noAddress, npi: .missing, position: .none))
  }

  func businessUnit(_ id: String, _ period: ChargePeriodLength = .monthly) {
    records.businessUnits.append(
      BusinessUnit(
        id: text(id), name: text("Unit \(id)"), npi: text("1245319599"), taxID: text("12-3456789"),
        taxonomyCode: .missing, address: address(), phone: .missing, contactName: .missing,
        timeZone: .missing, chargePeriod: period, position: .none))
  }

  func payer(_ id: String, medicare: Bool = false, rule: BillingRule = .notSpecified) {
    records.payers.append(
      Payer(
        id: text(id), name: text(id), medicare: medicare, billingRule: rule,
        electronicPayerID: text("87726"), position: .none))
  }

  /// - Parameter requirements: joined by `;`.
  func plan(_ id: String, payer: String, _ requirements: String = "") {
    records.plans.append(
      Plan(
        id: text(id), payerID: text(payer), name: text(id), requirements: text(requirements),
        position: .none))
  }

  func benefit(
    _ plan: String, _ service: String, procedure: String? = nil, perUnit: Int32 = 15,
    timed: Bool = true
  ) {
    records.planBenefits.append(
      PlanBenefit(
        planID: text(plan), serviceCode: text(service), procedureCode: text(procedure ?? service),
        timePerUnit: perUnit, unitType: .missing, timed: timed, position: .none))
  }

  /// - Parameter anyOf: joined by `:`.
  func require(_ plan: String, _ service: String, anyOf: String) {
    records.benefitQualifications.append(
      BenefitQualification(
        planID: text(plan), serviceCode: text(service), anyOf: text(anyOf), position: .none))
  }

  func fee(
    plan: String = "", unit: String = "", _ procedure: String, _ modifiers: String = "",
    cents: Int64, _ dates: String = ""
  ) {
    records.feeSchedules.append(
      FeeSchedule(
        planID: text(plan), businessUnitID: text(unit), procedureCode: text(procedure),
        modifiers: text(modifiers), billingAmount: Money(cents: cents), expectedAmount: .none,
        dates: Self.dates(dates), position: .none))
  }

  func coverage(
    _ id: String, _ patient: String, _ plan: String, _ dates: String = "",
    level: CoverageLevel = .primary, case: String = "", member: String = "M-1000001"
  ) {
    records.coverages.append(
      Coverage(
        id: text(id), patientID: text(patient), planID: text(plan), level: level,
        memberID: text(member), caseID: text(`case`), dates: Self.dates(dates),
        relationship: .`self`,
        policyHolder: PolicyHolder(
          firstName: .missing, lastName: .missing, dateOfBirth: nil, gender: nil,
          address: Self.noAddress), position: .none))
  }

  func authorization(
    _ number: String, _ dates: String = "", patient: String = "P1", coverage: String = "",
    status: AuthorizationStatus = .active
  ) {
    records.authorizations.append(
      Authorization(
        number: text(number), patientID: text(patient), coverageID: text(coverage), status: status,
        dates: Self.dates(dates), position: .none))
  }

  func assign(_ authorization: String, _ practitioner: String, _ dates: String = "") {
    records.renderingAssignments.append(
      RenderingAssignment(
        authorizationNumber: text(authorization), practitionerID: text(practitioner),
        dates: Self.dates(dates), position: .none))
  }

  func `case`(_ id: String, _ patient: String = "P1", rule: BillingRule = .notSpecified) {
    records.cases.append(
      Case(id: text(id), patientID: text(patient), billingRule: rule, position: .none))
  }

  func diagnosis(
    _ patient: String, _ code: String, rank: Int32 = .max, _ dates: String = ""
  ) {
    records.diagnoses.append(
      Diagnosis(
        patientID: text(patient), code: text(code), rank: rank, dates: Self.dates(dates),
        position: .none))
  }

  func referring(
    _ patient: String, _ name: String, _ dates: String = "", npi: String = "1003000126"
  ) {
    records.referringProviders.append(
      ReferringProvider(
        patientID: text(patient), firstName: text("Rae"), lastName: text(name), npi: text(npi),
        dates: Self.dates(dates), position: .none))
  }

  /// Makes every plan's requirements these, joined by `;`.
  func requirements(_ list: String) {
    for row in records.plans.indices { records.plans[row].requirements = text(list) }
  }

  /// A Medicare payer in place of the complete practice's, with a benefit and a price for each code.
  func medicare(_ codes: [String]) {
    records.payers[0].medicare = true
    for code in Set(codes).subtracting(["97153"]).sorted() {
      benefit("PL", code)
      fee(plan: "PL", code, cents: 1000)
    }
  }
}
