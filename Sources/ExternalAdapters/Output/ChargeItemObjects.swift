import AdapterKit
import ClaimCore

/// Writes charge items as JSON objects: the facts of the billing export under their own names, each
/// field always there.
struct ChargeItemObjects: ~Copyable {
  private let result: BillingResult
  private let practice: Practice
  private let pool: TextPool
  private var patients = RepeatedText<UInt32>(unused: .max)
  private var practitioners = RepeatedText<UInt32>(unused: .max)
  private var businessUnits = RepeatedText<UInt32>(unused: .max)
  private var locations = RepeatedText<UInt32>(unused: .max)

  init(_ result: BillingResult) {
    self.result = result
    practice = result.practice
    pool = result.practice.pool
  }

  mutating func append(_ item: ChargeItem, to buffer: inout ByteBuffer) {
    let session = result.session(of: item)
    buffer.append(jsonKey: "session_id", after: 0x7B)
    buffer.append(json: session.id, of: pool)
    field("charge_status", item.status.rawValue, &buffer)
    field("session_status", session.status.rawValue, &buffer)
    field("billed_externally", item.billedExternally, &buffer)
    field("link", session.link, &buffer)
    appendService(item, session, to: &buffer)
    appendUnits(item, to: &buffer)
    appendPeople(item, session, to: &buffer)
    appendPlaces(item, session, to: &buffer)
    appendCover(item, session, to: &buffer)
    buffer.append(0x7D)
  }

  private func appendService(
    _ item: ChargeItem, _ session: Session, to buffer: inout ByteBuffer
  ) {
    field("date_of_service", item.dateOfService, &buffer)
    field("end_date", item.endDate, &buffer)
    field("start", session.start, &buffer)
    field("end", session.end, &buffer)
    field("service_code", session.serviceCode, &buffer)
    field("procedure_code", item.procedureCode, &buffer)
    buffer.append(jsonKey: "modifiers", after: 0x2C, opening: 0x5B)
    pool.withBytes(item.modifiers) { appendParts(of: $0, to: &buffer) }
    buffer.append(0x5D)
  }

  /// The parts of a list joined by `:`.
  private func appendParts(
    of list: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer
  ) {
    var start = 0
    while start < list.count {
      let end = list[start...].firstIndex(of: 0x3A) ?? list.count
      if start > 0 { buffer.append(0x2C) }
      buffer.append(jsonString: UnsafeBufferPointer(rebasing: list[start..<end]))
      start = end + 1
    }
  }

  private func appendUnits(_ item: ChargeItem, to buffer: inout ByteBuffer) {
    field("minutes", Int(item.minutes), &buffer)
    field("units", Int(item.units), &buffer)
    if item.suggestedUnits < 0 {
      absent("suggested_units", &buffer)
    } else {
      field("suggested_units", Int(item.suggestedUnits), &buffer)
    }
    field("billing_rule", item.rule.rawValue, &buffer)
    field("timed", item.timed, &buffer)
    field("time_per_unit", Int(item.timePerUnit), &buffer)
    let unitType =
      item.benefit.isNone ? Text.missing : practice.planBenefits[item.benefit].unitType
    if !unitType.isMissing { return field("unit_type", unitType, &buffer) }
    buffer.append(jsonKey: "unit_type", after: 0x2C, opening: 0x22)
    buffer.append(decimal: Int(item.timePerUnit))
    buffer.append(" minutes\"")
  }

  private mutating func appendPeople(
    _ item: ChargeItem, _ session: Session, to buffer: inout ByteBuffer
  ) {
    buffer.append(jsonKey: "patient", after: 0x2C)
    appendPatient(item.patient, to: &buffer)
    append(practitioner: session.practitioner, as: "practitioner", to: &buffer)
    buffer.append(jsonKey: "qualifications", after: 0x2C, opening: 0x5B)
    if !session.practitioner.isNone {
      var isFirst = true
      practice.forEachQualification(of: session.practitioner, on: item.dateOfService) {
        if !isFirst { buffer.append(0x2C) }
        isFirst = false
        buffer.append(json: $0, of: pool)
      }
    }
    buffer.append(0x5D)
    append(practitioner: item.rendering, as: "rendering_provider", to: &buffer)
  }

  /// Null where there is no record of the patient (REC-3).
  private mutating func appendPatient(_ ref: Ref<Patient>, to buffer: inout ByteBuffer) {
    guard ref.index < practice.patients.count else { return buffer.append("null") }
    patients.append(UInt32(ref.index), hash: ref.index, to: &buffer) { [practice, pool] buffer in
      let patient = practice.patients[ref]
      buffer.append(jsonKey: "patient_id", after: 0x7B)
      buffer.append(json: patient.id, of: pool)
      Self.field("mrn", patient.mrn, pool, &buffer)
      Self.field("first_name", patient.firstName, pool, &buffer)
      Self.field("last_name", patient.lastName, pool, &buffer)
      buffer.append(0x7D)
    }
  }

  private mutating func append(
    practitioner ref: Ref<Practitioner>, as name: StaticString, to buffer: inout ByteBuffer
  ) {
    if ref.isNone { return absent(name, &buffer) }
    buffer.append(jsonKey: name, after: 0x2C)
    practitioners.append(UInt32(ref.index), hash: ref.index, to: &buffer) {
      [practice, pool] buffer in
      let practitioner = practice.practitioners[ref]
      buffer.append(jsonKey: "practitioner_id", after: 0x7B)
      buffer.append(json: practitioner.id, of: pool)
      Self.field("first_name", practitioner.firstName, pool, &buffer)
      Self.field("last_name", practitioner.lastName, pool, &buffer)
      Self.field("npi", practitioner.npi, pool, &buffer)
      Self.field("taxonomy_code", practitioner.taxonomyCode, pool, &buffer)
      buffer.append(0x7D)
    }
  }

  private mutating func appendPlaces(
    _ item: ChargeItem, _ session: Session, to buffer: inout ByteBuffer
  ) {
    field("place_of_service", item.placeOfService, &buffer)
    field("telecare", session.telecare, &buffer)
    appendLocation(session.location, to: &buffer)
    appendBusinessUnit(session.businessUnit, to: &buffer)
  }

  private mutating func appendLocation(_ ref: Ref<Location>, to buffer: inout ByteBuffer) {
    if ref.isNone { return absent("location", &buffer) }
    buffer.append(jsonKey: "location", after: 0x2C)
    locations.append(UInt32(ref.index), hash: ref.index, to: &buffer) { [practice, pool] buffer in
      let location = practice.locations[ref]
      buffer.append(jsonKey: "location_id", after: 0x7B)
      buffer.append(json: location.id, of: pool)
      Self.field("type", location.type.rawValue, &buffer)
      Self.field("name", location.name, pool, &buffer)
      buffer.append(0x7D)
    }
  }

  private mutating func appendBusinessUnit(
    _ ref: Ref<BusinessUnit>, to buffer: inout ByteBuffer
  ) {
    if ref.isNone { return absent("business_unit", &buffer) }
    buffer.append(jsonKey: "business_unit", after: 0x2C)
    businessUnits.append(UInt32(ref.index), hash: ref.index, to: &buffer) {
      [practice, pool] buffer in
      let unit = practice.businessUnits[ref]
      buffer.append(jsonKey: "business_unit_id", after: 0x7B)
      buffer.append(json: unit.id, of: pool)
      Self.field("name", unit.name, pool, &buffer)
      buffer.append(0x7D)
    }
  }

  private func appendCover(
    _ item: ChargeItem, _ session: Session, to buffer: inout ByteBuffer
  ) {
    field("authorization_number", session.authorizationNumber, &buffer)
    let coverage = item.coverage
    let payer = practice.payer(of: coverage)
    field("case_id", session.case.isNone ? .missing : practice.cases[session.case].id, &buffer)
    field("coverage_id", coverage.isNone ? .missing : practice.coverages[coverage].id, &buffer)
    field("plan_id", item.plan.isNone ? .missing : practice.plans[item.plan].id, &buffer)
    field("payer_id", payer.isNone ? .missing : practice.payers[payer].id, &buffer)
    let claim = item.claim == ChargeItem.noClaim ? nil : result.claims[Int(item.claim)]
    field("claim_number", claim?.number ?? .missing, &buffer)
  }
}

/// Further fields of an object.
extension ChargeItemObjects {
  private func field(_ name: StaticString, _ text: Text, _ buffer: inout ByteBuffer) {
    Self.field(name, text, pool, &buffer)
  }

  private static func field(
    _ name: StaticString, _ text: Text, _ pool: TextPool, _ buffer: inout ByteBuffer
  ) {
    buffer.append(jsonKey: name, after: 0x2C)
    buffer.append(json: text, of: pool)
  }

  /// One of our own words, which needs no escape.
  private static func field(_ name: StaticString, _ word: String, _ buffer: inout ByteBuffer) {
    buffer.append(jsonKey: name, after: 0x2C, opening: 0x22)
    buffer.append(word)
    buffer.append(0x22)
  }

  private func field(_ name: StaticString, _ word: String, _ buffer: inout ByteBuffer) {
    Self.field(name, word, &buffer)
  }

  private func field(_ name: StaticString, _ number: Int, _ buffer: inout ByteBuffer) {
    buffer.append(jsonKey: name, after: 0x2C)
    buffer.append(decimal: number)
  }

  private func field(_ name: StaticString, _ flag: Bool, _ buffer: inout ByteBuffer) {
    buffer.append(jsonKey: name, after: 0x2C)
    if flag { buffer.append("true") } else { buffer.append("false") }
  }

  private func field(_ name: StaticString, _ date: CivilDate, _ buffer: inout ByteBuffer) {
    buffer.append(jsonKey: name, after: 0x2C, opening: 0x22)
    buffer.append(date)
    buffer.append(0x22)
  }

  private func field(_ name: StaticString, _ moment: Moment, _ buffer: inout ByteBuffer) {
    buffer.append(jsonKey: name, after: 0x2C, opening: 0x22)
    buffer.append(offsetTime: moment)
    buffer.append(0x22)
  }

  private func absent(_ name: StaticString, _ buffer: inout ByteBuffer) {
    buffer.append(jsonKey: name, after: 0x2C)
    buffer.append("null")
  }
}

extension ByteBuffer {
  /// `2026-01-05T09:00:00-05:00`: the local clock, and what it is ahead of UTC.
  mutating func append(offsetTime moment: Moment) {
    append(moment.date)
    append(0x54)
    append(clock: moment)
    append(0x3A)
    append(twoDigits: Int(moment.timeOfDay / Moment.microsPerSecond) % 60)
    append(moment.offset < 0 ? 0x2D : 0x2B)
    let minutes = Int(abs(moment.offset)) / 60
    append(twoDigits: minutes / 60)
    append(0x3A)
    append(twoDigits: minutes % 60)
  }
}
