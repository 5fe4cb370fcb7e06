import AdapterKit
import ClaimCore

/// One thread's work on one block of sessions.
struct SessionBlockDecoder: ~Copyable {
  let owner: SessionDecoder
  let practice: Practice
  let block: RecordBlock
  var reader: FieldReader
  var decoded: DecodedSessions
  var zones: [TimeZoneRules.View]
  var unknown: UnknownReferences
  /// The record under way.
  var id = Text.missing
  var position = Position.none

  init(
    _ owner: SessionDecoder, _ block: RecordBlock, source: Int, reader: consuming FieldReader
  ) {
    self.owner = owner
    self.block = block
    self.reader = reader
    practice = owner.practice
    decoded = DecodedSessions(source: source)
    zones = owner.zones.rules.map(\.view)
    unknown = UnknownReferences(pool: owner.practice.pool, sentences: owner.sentences)
  }

  mutating func decodeAll() -> DecodedSessions {
    let count = block.records.count
    decoded.read = count
    decoded.sessions.reserveCapacity(count)
    decoded.identities.reserveCapacity(count)
    let broken = block.faults.isEmpty ? [:] : block.brokenRecords
    for index in 0..<min(IDIndex.lead, count) { lookAhead(index) }
    for index in 0..<count {
      if index + IDIndex.lead < count { lookAhead(index + IDIndex.lead) }
      position = Position(
        source: decoded.source, line: Int(block.records[index].line), record: index + 1)
      if !broken.isEmpty, let reasons = broken[index] {
        decoded.rejections.append(reader.rejection(index, of: block, at: position, reasons))
        continue
      }
      let findings = decoded.findings.count
      decode(index)
      if reader.hasFaults {
        decoded.rejections.append(reader.rejection(index, of: block, at: position))
        // A rejected record takes no part (section 12); what a clock change did to it may be why it
        // was rejected.
        decoded.keepFindings(from: findings) { $0 == .timeSkipped || $0 == .timeRepeated }
      }
    }
    decoded.newPatients = unknown.newPatients
    return decoded
  }

  /// Asks memory for what a later record's references are looked up by: the tables of patients, cases
  /// and authorizations are larger than the cache.
  @inline(__always)
  private func lookAhead(_ index: Int) {
    practice.patientIndex.prefetch(reader.plainValue(SessionField.patient, of: index))
    practice.caseIndex.prefetch(reader.plainValue(SessionField.case, of: index))
    practice.authorizationIndex.prefetch(reader.plainValue(SessionField.authorization, of: index))
  }

  /// One record, in the schema's order.
  private mutating func decode(_ index: Int) {
    reader.begin(record: index)
    let idBytes = reader.key("session_id")
    var identity = SessionIdentity(id: idBytes)
    id = reader.keep(idBytes, 0)
    let status: SessionStatus? = reader.choice("status")
    let patient = patient(reader.key("patient_id"))
    let practitioner = practitioner(reader.key("practitioner_id"), &identity)
    let serviceCode = serviceCode(reader.key("service_code"))
    let writtenStart = reader.time("start")
    let writtenEnd = reader.time("end")
    if let sequence = reader.wholeNumber("sequence") { identity.sequence = sequence }
    identity.add(reader.key("encounter_id"), .encounter)
    let unit = businessUnit(reader.key("business_unit_id"), &identity)
    let location = location(reader.key("location_id"), &identity)
    let `case` = caseRecord(reader.key("case_id"), of: patient, &identity)
    let authorization = authorization(reader.key("authorization_number"), of: patient)
    let telecare = reader.bool("telecare", default: false)
    let modifiers = reader.list("modifiers")
    let place = reader.placeOfService("place_of_service")
    let link = reader.text("link")
    let chargeStatus: TrackedChargeStatus? = reader.choice("charge_status")
    let billedExternally = reader.bool("billed_externally", default: false)
    identity.add(reader.key("claim_number"), .claimNumber)
    assert(reader.isAtEnd, "every field of a session is read")
    guard !reader.hasFaults, let status, let writtenStart, let writtenEnd else { return }

    let zone = owner.zones.zone(patient, unit).number
    let start = moment(writtenStart, zone, SessionField.start)
    var end = moment(writtenEnd, zone, SessionField.end)
    if end.instant < start.instant { moveOverMidnight(&end, writtenEnd, start, zone) }
    checkLength(start, end)
    guard !reader.hasFaults else { return }
    decoded.sessions.append(
      Session(
        id: id, serviceCode: serviceCode, authorizationNumber: authorization.number,
        modifiers: modifiers, placeOfService: place, link: link, start: start, end: end,
        patient: patient, practitioner: practitioner, businessUnit: unit, location: location,
        case: `case`, authorization: authorization.ref, position: position, status: status,
        chargeStatus: chargeStatus, telecare: telecare, billedExternally: billedExternally))
    decoded.identities.append(identity)
  }
}

/// Places in the schema of sessions.
enum SessionField {
  static let patient = 2
  static let start = 5
  static let end = 6
  static let `case` = 11
  static let authorization = 12
}

extension DecodedSessions {
  fileprivate mutating func keepFindings(from index: Int, _ keeps: (FindingCode) -> Bool) {
    if findings.count == index { return }
    let kept = findings[index...].filter { keeps($0.code) }
    findings.replaceSubrange(index..., with: kept)
  }
}
