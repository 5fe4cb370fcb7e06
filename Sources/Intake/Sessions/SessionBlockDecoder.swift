import AdapterKit
import ClaimCore

/// One thread's work on one block of sessions.
struct SessionBlockDecoder: ~Copyable {
  let owner: SessionDecoder
  let practice: Practice
  let block: RecordBlock
  var reader: FieldReader
  var decoded: DecodedSessions
  /// By number; each remembers where it looked last.
  let zones: UnsafeMutableBufferPointer<TimeZoneRules.View>
  var unknown: UnknownReferences
  let ahead: KeysAhead
  /// The record under way, whose id is the last of `decoded`.
  var index = 0
  var position = Position.none

  init(
    _ owner: SessionDecoder, _ block: RecordBlock, source: Int, reader: consuming FieldReader
  ) {
    self.owner = owner
    self.block = block
    self.reader = reader
    practice = owner.practice
    ahead = KeysAhead(owner.practice)
    decoded = DecodedSessions(source: source)
    zones = .allocate(capacity: owner.zones.rules.count)
    _ = zones.initialize(from: owner.zones.rules.lazy.map(\.view))
    unknown = UnknownReferences(pool: owner.practice.pool, sentences: owner.sentences)
  }

  deinit {
    zones.deinitialize()
    zones.deallocate()
  }

  mutating func decodeAll() -> DecodedSessions {
    let count = block.records.count
    decoded.read = count
    let broken = block.faults.isEmpty ? [:] : block.brokenRecords
    for index in 0..<min(IDIndex.lead, count) { ahead.ask(index, reader) }
    decoded.ids = SessionIDBytes(expecting: count)
    decoded.rows = [StoredSession](unsafeUninitializedCapacity: count) { rows, filled in
      for index in 0..<count {
        if index + IDIndex.lead < count { ahead.ask(index + IDIndex.lead, reader) }
        self.index = index
        position = Position(
          source: decoded.source, line: Int(block.records[index].line), record: index + 1)
        if !broken.isEmpty, let reasons = broken[index] {
          decoded.rejections.append(reader.rejection(index, of: block, at: position, reasons))
          continue
        }
        let findings = decoded.findings.count
        if decode(into: rows.baseAddress.unsafelyUnwrapped + filled) {
          filled += 1
        } else {
          decoded.ids.removeLast()
          decoded.rejections.append(reader.rejection(index, of: block, at: position))
          // A rejected record takes no part (section 12); what a clock change did to it may be why
          // it was rejected.
          decoded.keepFindings(from: findings) { $0 == .timeSkipped || $0 == .timeRepeated }
        }
      }
    }
    decoded.newPatients = unknown.newPatients
    return decoded
  }

  /// One record, in the schema's order.
  ///
  /// - Returns: whether it is in order, and stands in `row` now.
  @inline(__always)
  private mutating func decode(into row: UnsafeMutablePointer<StoredSession>) -> Bool {
    reader.begin(record: index)
    let keys = ahead.keys(of: index)
    let id = reader.key(SessionField.id)
    var identity = SessionIdentity(id: id, seed: owner.identitySeed)
    decoded.ids.append(id)
    let status: SessionStatus? = reader.choice(SessionField.status)
    let patient = patient(keys)
    let practitioner = practitioner(reader.key(SessionField.practitioner), &identity)
    let serviceCode = serviceCode(reader.key(SessionField.serviceCode))
    let writtenStart = reader.time(SessionField.start)
    let writtenEnd = reader.time(SessionField.end)
    if let sequence = reader.wholeNumber(SessionField.sequence) { identity.sequence = sequence }
    identity.add(reader.key(SessionField.encounter), .encounter)
    let unit = businessUnit(reader.key(SessionField.businessUnit), &identity)
    let location = location(reader.key(SessionField.location), &identity)
    let `case` = caseRecord(keys, of: patient, &identity)
    let authorization = authorization(keys, of: patient)
    let telecare = reader.bool(SessionField.telecare, default: false)
    let modifiers = reader.list(SessionField.modifiers)
    let place = reader.placeOfService(SessionField.placeOfService)
    let link = reader.text(SessionField.link)
    let chargeStatus: TrackedChargeStatus? = reader.choice(SessionField.chargeStatus)
    let billedExternally = reader.bool(SessionField.billedExternally, default: false)
    identity.add(reader.key(SessionField.claimNumber), .claimNumber)
    guard !reader.hasFaults, let status, let writtenStart, let writtenEnd else { return false }

    let zone = owner.zones.zone(patient, unit).number
    let start = moment(writtenStart, zone, SessionField.start)
    var end = moment(writtenEnd, zone, SessionField.end)
    if end.instant < start.instant { moveOverMidnight(&end, writtenEnd, start, zone) }
    checkLength(start, end)
    guard !reader.hasFaults else { return false }
    let session = Session(
      id: .missing, serviceCode: serviceCode, authorizationNumber: authorization.number,
      modifiers: modifiers, placeOfService: place, link: link, start: start, end: end,
      patient: patient, practitioner: practitioner, businessUnit: unit, location: location,
      case: `case`, authorization: authorization.ref, position: position, status: status,
      chargeStatus: chargeStatus, telecare: telecare, billedExternally: billedExternally)
    row.initialize(to: StoredSession(session: session, identity: identity))
    return true
  }
}

extension SessionBlockDecoder {
  /// The id of the record under way, for a finding: most sessions have none.
  mutating func keptID() -> Text { decoded.ids.keepLast(&reader.writer.pointee) }
}

extension DecodedSessions {
  fileprivate mutating func keepFindings(from index: Int, _ keeps: (FindingCode) -> Bool) {
    if findings.count == index { return }
    let kept = findings[index...].filter { keeps($0.code) }
    findings.replaceSubrange(index..., with: kept)
  }
}
