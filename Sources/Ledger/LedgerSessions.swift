internal import ClaimCore

/// Sessions that come from the ledger, their references resolved against this run's practice.
struct LedgerSessions: ~Copyable {
  private let practice: Practice
  private var writer: TextWriter
  private(set) var sessions: [Session] = []
  private var items: [EarlierItem] = []
  private var patientIDs: [Text]
  /// Patients that neither the practice nor this run's sessions name, by id.
  private var patients: [String: Int]

  init(_ practice: Practice, patientIDs: PatientIDs) {
    self.practice = practice
    writer = TextWriter(practice.pool)
    self.patientIDs = patientIDs.texts
    let known = practice.patientIDs.count
    patients = Dictionary(
      self.patientIDs.indices.dropFirst(known).map {
        [pool = practice.pool, patientIDs = self.patientIDs] in
        (pool.string(patientIDs[$0]), $0)
      }, uniquingKeysWith: { first, _ in first })
  }

  func patientID(_ index: Int) -> Text { patientIDs[index] }

  mutating func add(_ session: Session, _ item: EarlierItem) {
    sessions.append(session)
    items.append(item)
  }

  /// The session that a row of the ledger holds; see ``Recall`` for its columns.
  mutating func session(of row: RowStatement) throws -> Session {
    let id = row.withBytes(1) { writer.keep($0) }
    let patient = row.withBytes(2) { self.patient($0) }
    let unit: Ref<BusinessUnit> = row.withBytes(3) {
      ref(practice.businessUnitIndex.find($0)?.row)
    }
    guard let status = SessionStatus(rawValue: row.string(4)) else { throw RecordDamage() }
    return try row.withBytes(10) { bytes in
      var fields = try SessionRecordFields(bytes)
      let service = writer.keep(try fields.next())
      let practitioner = practice.practitionerIndex.find(try fields.next())?.row
      let location = practice.locationIndex.find(try fields.next())?.row
      let `case` = practice.caseIndex.find(try fields.next())?.row
      let number = try fields.next()
      let authorization = practice.authorizationIndex.find(number)?.row
      let authorizationNumber = writer.keep(number)
      let modifiers = writer.keep(try fields.next())
      let place = writer.keep(try fields.next())
      let link = writer.keep(try fields.next())
      let start = try fields.moment()
      let end = try fields.moment(since: start)
      let flags = try fields.number()
      return Session(
        id: id, serviceCode: service, authorizationNumber: authorizationNumber,
        modifiers: modifiers, placeOfService: place, link: link, start: start, end: end,
        patient: patient, practitioner: ref(practitioner), businessUnit: unit,
        location: ref(location), case: ref(`case`), authorization: ref(authorization),
        position: .none, status: status, chargeStatus: try SessionRecord.trackedStatus(of: flags),
        telecare: flags & 1 != 0, billedExternally: flags & 2 != 0)
    }
  }

  private func ref<Record>(_ row: Int?) -> Ref<Record> { row.map { Ref($0) } ?? .none }

  private mutating func patient(_ id: UnsafeBufferPointer<UInt8>) -> Ref<Patient> {
    if let row = practice.patientIndex.find(id)?.row { return Ref(row) }
    let name = String(decoding: id, as: UTF8.self)
    if let known = patients[name] { return Ref(known) }
    patients[name] = patientIDs.count
    patientIDs.append(writer.keep(id))
    return Ref(patientIDs.count - 1)
  }

  /// The run's sessions and after them the ledger's.
  func joined(
    to set: SessionSet, earlier: [EarlierItem], corrections: [ClaimCorrection]
  ) -> SessionSet {
    let count = set.sessions.count
    let all = Table<Session>(count: count + sessions.count) { rows in
      for index in 0..<count { rows.initializeElement(at: index, to: set.sessions[index]) }
      for (index, session) in sessions.enumerated() {
        rows.initializeElement(at: count + index, to: session)
      }
    }
    return SessionSet(
      sessions: all, patientIDs: PatientIDs(patientIDs), earlier: Table(earlier + items),
      corrections: corrections)
  }
}
