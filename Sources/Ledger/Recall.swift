public import ClaimCore
internal import GRDB

/// Reads what a run needs of the ledger (CHG-2, DUP-1): the run's sessions as they were, those of
/// the same patients' same days, and the items that are open.
public struct Recall {
  /// By session of the run.
  public let items: [EarlierItem]
  /// The ledger knows of no others: nothing has to be decided with them.
  public let isAll: Bool
  /// Claims that are to be corrected or voided (CLM-9).
  public var corrections: [ClaimCorrection] { reading.corrections.all }

  private let lookups: ChargeLookups
  private let practice: Practice
  private let request: RecallRequest
  private let reading: ChargeReading
  /// The rows of the run's sessions.
  private let known: RowSet

  /// - Parameter ids: the run's sessions.
  init(
    _ ids: [Text], _ database: Database, path: String, practice: Practice, _ request: RecallRequest
  ) throws {
    reading = try ChargeReading(database, path: path, practice.pool, request)
    lookups = try ChargeLookups(database, path: path)
    self.practice = practice
    self.request = request
    (items, known, isAll) = try Self.look(for: ids, practice.pool, lookups, reading)
  }

  /// Where the run's sessions are many to what the ledger has, going through all of it takes a
  /// fraction of the time that a look-up for each of them would.
  private static func look(
    for ids: [Text], _ pool: TextPool, _ lookups: ChargeLookups, _ reading: ChargeReading
  ) throws -> (items: [EarlierItem], known: RowSet, isAll: Bool) {
    var items = [EarlierItem](repeating: .unseen, count: ids.count)
    var known = RowSet()
    func note(_ row: RowStatement, _ session: Int) throws {
      items[session] = try reading.item(row, isInSource: true)
      _ = known.insert(items[session].row)
    }
    if try lookups.lastRow() / 4 > ids.count {
      try lookups.eachCharge(at: try lookups.places(of: ids, pool), note)
      return (items, known, false)
    }
    var isAll = true
    let numbers = IDIndex(ids, pool: pool)
    try lookups.eachCharge { row in
      if let session = row.withBytes(1, { numbers.find($0)?.row }) {
        try note(row, session)
      } else {
        isAll = false
      }
    }
    return (items, known, isAll)
  }

  /// The run's sessions with what the ledger knows of them, and after them the ledger's own that must
  /// be decided with them.
  public func joined(to set: SessionSet) throws -> SessionSet {
    var known = known
    var extra = LedgerSessions(practice, patientIDs: set.patientIDs)
    let open = request.opensNew ? "" : " AND item_status <> 'new'"
    try addAll("(\(LookupIndexes.open))\(open)", to: &extra, &known)
    if request.makesClaims {
      try addAll(
        "claim IN (SELECT id FROM claim WHERE claims_transaction IS NULL)", to: &extra, &known)
    }
    if !corrections.isEmpty {
      try addAll("claim IN (SELECT claim FROM correction)", to: &extra, &known)
    }
    if let period = request.period {
      let days = "\(period.start.days) AND \(period.end.days)"
      try addAll("date_of_service BETWEEN \(days)", to: &extra, &known)
    }
    try addNeighbours(of: set, to: &extra, &known)
    return extra.joined(to: set, earlier: items, corrections: corrections)
  }

  private func addAll(
    _ condition: String, to extra: inout LedgerSessions, _ known: inout RowSet
  ) throws {
    let places = try lookups.places(where: condition, besides: known)
    try lookups.eachCharge(at: places) { row, _ in try reading.add(row, to: &extra, &known) }
  }

  /// The other items of each patient and date of service. The index alone tells which they are.
  private func addNeighbours(
    of set: SessionSet, to extra: inout LedgerSessions, _ known: inout RowSet
  ) throws {
    let days = patientDays(of: set, extra.sessions)
    let places = try lookups.places(of: days, besides: known, practice.pool) {
      extra.patientID($0.patient)
    }
    try lookups.eachCharge(at: places) { row, _ in try reading.add(row, to: &extra, &known) }
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
}
