internal import ClaimCore
internal import GRDB

/// Reads what a run needs of the ledger (CHG-2, DUP-1): the run's sessions as they were, those of
/// the same patients' same days, and the items that are open.
struct Recall {
  private let lookups: ChargeLookups
  private let path: String
  private let practice: Practice
  private var pool: TextPool { practice.pool }

  private let request: RecallRequest
  private let corrections: PendingCorrections

  init(_ database: Database, path: String, practice: Practice, _ request: RecallRequest) throws {
    corrections = try PendingCorrections(
      database, path: path, practice.pool, makesClaims: request.makesClaims)
    self.request = request
    lookups = try ChargeLookups(database, path: path)
    self.path = path
    self.practice = practice
  }

  func recall(_ set: SessionSet) throws -> SessionSet {
    var earlier = [EarlierItem](repeating: .unseen, count: set.sessions.count)
    var known = RowSet()
    try lookups.eachCharge(at: try lookups.places(of: set, pool)) { row, session in
      earlier[session] = try item(row, isInSource: true)
      _ = known.insert(earlier[session].row)
    }
    var extra = LedgerSessions(practice, patientIDs: set.patientIDs)
    let open = request.opensNew ? "" : " AND item_status <> 'new'"
    try addAll(
      "(\(LookupIndexes.open))\(open)",
      to: &extra, &known)
    if request.makesClaims {
      try addAll(
        "claim IN (SELECT id FROM claim WHERE claims_transaction IS NULL)",
        to: &extra, &known)
    }
    if !corrections.isEmpty {
      try addAll("claim IN (SELECT claim FROM correction)", to: &extra, &known)
    }
    if let period = request.period {
      let days = "\(period.start.days) AND \(period.end.days)"
      try addAll("date_of_service BETWEEN \(days)", to: &extra, &known)
    }
    try addNeighbours(of: set, to: &extra, &known)
    return extra.joined(to: set, earlier: earlier, corrections: corrections.all)
  }

  private func addAll(
    _ condition: String, to extra: inout LedgerSessions, _ known: inout RowSet
  ) throws {
    let places = try lookups.places(where: condition, besides: known)
    try lookups.eachCharge(at: places) { row, _ in try add(row, to: &extra, &known) }
  }

  /// The other items of each patient and date of service. The index alone tells which they are.
  private func addNeighbours(
    of set: SessionSet, to extra: inout LedgerSessions, _ known: inout RowSet
  ) throws {
    let days = patientDays(of: set, extra.sessions)
    let places = try lookups.places(of: days, besides: known, pool) {
      extra.patientID($0.patient)
    }
    try lookups.eachCharge(at: places) { row, _ in try add(row, to: &extra, &known) }
  }

  /// Each once and by date, as the index has them: what is near there is read together.
  private func patientDays(of set: SessionSet, _ opened: [Session]) -> [PatientDay] {
    var days: [RadixEntry] = []
    days.reserveCapacity(set.sessions.count + opened.count)
    for index in set.sessions.indices { days.append(PatientDay(set.sessions[index]).entry) }
    for session in opened { days.append(PatientDay(session).entry) }
    RadixSort.sort(&days)
    var last: UInt64?
    days.removeAll { day in
      defer { last = day.key }
      return day.key == last
    }
    return days.map(PatientDay.init)
  }

  private func add(
    _ row: RowStatement, to extra: inout LedgerSessions, _ known: inout RowSet
  ) throws {
    guard known.insert(row.number(0)) else { return }
    do {
      extra.add(try extra.session(of: row), try item(row, isInSource: false))
    } catch is RecordDamage {
      throw LedgerFault.damaged(
        path: path, cause: "the record of session \(row.string(1)) can't be read")
    }
  }

  private func item(_ row: RowStatement, isInSource: Bool) throws -> EarlierItem {
    var status: ChargeStatus?
    if !row.isNull(5) {
      guard let known = ChargeStatus(rawValue: row.string(5)) else {
        throw LedgerFault.damaged(
          path: path, cause: "session \(row.string(1)) has the unknown status \(row.string(5))")
      }
      status = known
    }
    guard let session = SessionStatus(rawValue: row.string(4)) else {
      throw LedgerFault.damaged(
        path: path, cause: "session \(row.string(1)) has the unknown status \(row.string(4))")
    }
    let isUnsent = request.makesClaims && row.number(11) != 0
    let correction = corrections.number(ofClaim: row.number(12))
    let isAnew = isUnsent && correction == EarlierItem.noCorrection
    return EarlierItem(
      row: row.number(0), record: UInt64(bitPattern: row.number(9)),
      status: isAnew ? .readyToBill : status, isOnUnsentClaim: isUnsent,
      facts: UInt64(bitPattern: row.number(7)), units: Int32(clamping: row.number(6)),
      billedExternally: row.number(8) != 0, isInSource: isInSource, session: session,
      correction: correction, isVoided: corrections.isVoid(row.number(12)))
  }
}
