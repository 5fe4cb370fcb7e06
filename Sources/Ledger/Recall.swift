internal import ClaimCore
internal import GRDB

/// Reads what a run needs of the ledger (CHG-2, DUP-1): the run's sessions as they were, those of
/// the same patients' same days, and the items that are open.
struct Recall {
  private static let isUnsent =
    """
    EXISTS (SELECT 1 FROM claim
      WHERE claim.id = charge.claim AND claim.claims_transaction IS NULL)
    """
  /// An item on a claim that was never sent counts as Ready to Bill, since the claim is made anew; but
  /// one that a claim was made of before, for that claim's correction, is Claim Line Created.
  private static let select =
    """
    SELECT id, session_id, patient_id, business_unit_id, session_status,
      item_status, units, facts, billed_externally, record_digest, record, \(isUnsent), claim
    FROM charge
    """

  private let database: Database
  private let path: String
  private let practice: Practice
  private var pool: TextPool { practice.pool }

  private let request: RecallRequest
  private let corrections: PendingCorrections

  init(_ database: Database, path: String, practice: Practice, _ request: RecallRequest) throws {
    corrections = try PendingCorrections(
      database, path: path, practice.pool, makesClaims: request.makesClaims)
    self.request = request
    self.database = database
    self.path = path
    self.practice = practice
  }

  func recall(_ set: SessionSet) throws -> SessionSet {
    guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM charge)") == true else {
      return set
    }
    var earlier = [EarlierItem](repeating: .unseen, count: set.sessions.count)
    var known = RowSet()
    let bySession = try RowStatement(
      database, "\(Self.select) WHERE session_id = ?")
    for index in set.sessions.indices {
      bySession.bind(1, set.sessions[index].id, of: pool)
      if try bySession.step() {
        earlier[index] = try item(bySession, isInSource: true)
        _ = known.insert(earlier[index].row)
      }
      bySession.reset()
    }
    var extra = LedgerSessions(practice, patientIDs: set.patientIDs)
    let open = request.opensNew ? "" : " AND item_status <> 'new'"
    try addAll(
      "WHERE (\(LookupIndexes.open))\(open)",
      to: &extra, &known)
    if request.makesClaims {
      try addAll(
        "WHERE charge.claim IN (SELECT id FROM claim WHERE claims_transaction IS NULL)",
        to: &extra, &known)
    }
    if !corrections.isEmpty {
      try addAll("WHERE claim IN (SELECT claim FROM correction)", to: &extra, &known)
    }
    if let period = request.period {
      let days = "\(period.start.days) AND \(period.end.days)"
      try addAll("WHERE date_of_service BETWEEN \(days)", to: &extra, &known)
    }
    try addNeighbours(of: set, to: &extra, &known)
    return extra.joined(to: set, earlier: earlier, corrections: corrections.all)
  }

  private func addAll(
    _ condition: String, to extra: inout LedgerSessions, _ known: inout RowSet
  ) throws {
    let rows = try RowStatement(database, "\(Self.select) \(condition)")
    while try rows.step() { try add(rows, to: &extra, &known) }
    rows.reset()
  }

  /// The other items of each patient and date of service. The index alone tells which they are.
  private func addNeighbours(
    of set: SessionSet, to extra: inout LedgerSessions, _ known: inout RowSet
  ) throws {
    let byDay = try RowStatement(
      database,
      """
      SELECT id FROM charge INDEXED BY charge_by_day WHERE patient_id = ? AND date_of_service = ?
      """)
    let byRow = try RowStatement(database, "\(Self.select) WHERE id = ?")
    for day in patientDays(of: set, extra.sessions) {
      byDay.bind(1, extra.patientID(day.patient), of: pool)
      byDay.bind(2, Int64(day.date.days))
      while try byDay.step() {
        let row = byDay.number(0)
        if known.contains(row) { continue }
        byRow.bind(1, row)
        if try byRow.step() { try self.add(byRow, to: &extra, &known) }
        byRow.reset()
      }
      byDay.reset()
    }
  }

  /// Each once and by date, as the index has them: what is near there is read together.
  private func patientDays(of set: SessionSet, _ opened: [Session]) -> [PatientDay] {
    var days: [PatientDay] = []
    days.reserveCapacity(set.sessions.count + opened.count)
    for index in set.sessions.indices { days.append(PatientDay(set.sessions[index])) }
    for session in opened { days.append(PatientDay(session)) }
    days.sort()
    var last: PatientDay?
    days.removeAll { day in
      defer { last = day }
      return day == last
    }
    return days
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
