import AdapterKit

@testable import ClaimCore

/// A small practice, built by hand, and results over it.
final class Fixture {
  let pool = TextPool()
  var writer: TextWriter
  var records = PracticeRecords()
  var sessions: [Session] = []
  var chunk = BillingChunk()

  init() { writer = TextWriter(pool) }

  func text(_ string: String) -> Text { writer.keep(string) }

  static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(year: year, month: month, day: day)!
  }

  /// A moment in a zone an hour behind UTC.
  static func moment(_ date: CivilDate, _ hour: Int, _ minute: Int) -> Moment {
    let local =
      Int64(date.days) * Moment.microsPerDay + Int64(hour * 60 + minute) * 60_000_000
    return Moment(instant: local + 3_600_000_000, offset: -3600)
  }

  var noAddress: Address {
    Address(line1: .missing, line2: .missing, city: .missing, state: .missing, zip: .missing)
  }

  func address(_ line1: String) -> Address {
    Address(
      line1: text(line1), line2: .missing, city: text("Albany"), state: text("NY"),
      zip: text("12207-0001"))
  }

  func patient(_ id: String, _ first: String, _ last: String, mrn: String = "") {
    records.patients.append(
      Patient(
        id: text(id), mrn: text(mrn), firstName: text(first), lastName: text(last),
        dateOfBirth: Self.date(2015, 2, 3), gender: .female, address: address("1 Elm St"),
        timeZone: .missing, position: .none))
  }

  func practitioner(
    _ id: String, _ first: String, _ last: String, qualifications: [String] = []
  ) {
    records.practitioners.append(
      Practitioner(
        id: text(id), firstName: text(first), lastName: text(last), npi: text("1234567893"),
        taxonomyCode: .missing, position: .none))
    for qualification in qualifications {
      records.practitionerQualifications.append(
        PractitionerQualification(
          practitionerID: text(id), qualification: text(qualification), dates: .always,
          position: .none))
    }
  }

  func businessUnit(_ id: String, _ name: String) {
    records.businessUnits.append(
      BusinessUnit(
        id: text(id), name: text(name), npi: .missing, taxID: text("12-3456789"),
        taxonomyCode: .missing, address: noAddress, phone: .missing, contactName: .missing,
        timeZone: .missing, chargePeriod: .monthly, position: .none))
  }

  func location(_ id: String, _ type: LocationType) {
    records.locations.append(
      Location(
        id: text(id), type: type, name: .missing, patientID: .missing, address: address("2 Oak Rd"),
        npi: .missing, position: .none))
  }

  func benefit(unitType: String, timePerUnit: Int32 = 15) {
    records.planBenefits.append(
      PlanBenefit(
        planID: text("PL"), serviceCode: text("DIRECT"), procedureCode: text("97153"),
        timePerUnit: timePerUnit, unitType: text(unitType), timed: true, position: .none))
  }

  /// One session and its charge item, on patient 0 and practitioner 0 unless told otherwise.
  ///
  /// - Returns: the item's row.
  @discardableResult
  func item(
    _ id: String, patient: Int = 0, on date: CivilDate = Fixture.date(2026, 1, 5), at hour: Int = 9,
    status: ChargeStatus = .readyToBill, billedExternally: Bool = false,
    businessUnit: Ref<BusinessUnit> = .none, location: Ref<Location> = .none,
    benefit: Ref<PlanBenefit> = .none, practitioner: Ref<Practitioner> = .none,
    authorization: String = "", modifiers: String = "", link: String = ""
  ) -> UInt32 {
    sessions.append(
      Session(
        id: text(id), serviceCode: text("DIRECT"), authorizationNumber: text(authorization),
        modifiers: text(modifiers), placeOfService: .missing, link: text(link),
        start: Self.moment(date, hour, 0), end: Self.moment(date, hour, 40), patient: Ref(patient),
        practitioner: practitioner, businessUnit: businessUnit, location: location, case: .none,
        authorization: .none, position: .none, status: .submitted, chargeStatus: nil,
        telecare: false, billedExternally: billedExternally))
    chunk.items.append(
      ChargeItem(
        session: UInt32(sessions.count - 1), patient: Ref(patient), coverage: .none, plan: .none,
        benefit: benefit, rendering: practitioner, facility: .none, procedureCode: text("97153"),
        placeOfService: location.isNone ? .missing : text("11"), modifiers: text(modifiers),
        dateOfService: date, endDate: date, minutes: 40, units: 3, suggestedUnits: -1,
        timePerUnit: 15, rule: .commercial, timed: true, status: status,
        billedExternally: billedExternally, refusal: nil, claim: ChargeItem.noClaim))
    return UInt32(chunk.items.count - 1)
  }

  func result() -> BillingResult {
    var joiner = BillingJoiner(pool)
    chunk.sessions = sessions
    // Without a spill nothing can fail.
    try! joiner.append(chunk)
    return try! joiner.finish(
      practice: Practice(records, pool: pool),
      patientIDs: PatientIDs(records.patients.map(\.id)), settings: BillingSettings())
  }
}

extension OutputContext {
  static func test(_ scope: Scope = .everything) -> OutputContext {
    OutputContext(
      pipeline: "weekly \"billing\"", moment: Fixture.moment(Fixture.date(2026, 2, 1), 6, 5),
      scope: scope)
  }
}

extension OutputDocument {
  /// The whole file.
  var text: String {
    var buffer = ByteBuffer()
    for piece in 0..<pieceCount { try! render(piece, &buffer) }
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}

extension OutputAdapter {
  /// Makes an adapter as a manifest would.
  static func make(
    _ set: [String: OptionValue] = [:], path: String = "out/file"
  ) throws(OptionFault) -> Self {
    try Self(options: OptionValues(set, of: specification), path: path)
  }
}
