internal import AdapterKit
internal import ClaimCore
internal import GRDB

/// Writes what a run decided: sessions with their charge items, what changed of them, and claims.
struct Remember {
  let database: Database
  let path: String
  let result: BillingResult
  let run: Int64
  var practice: Practice { result.practice }
  var pool: TextPool { result.practice.pool }
  let feed: RowFeed
  private let insert: RowStatement
  private let update: RowStatement
  /// Of a session that this run's source did not have: its record stays as it is.
  private let settle: RowStatement
  private let relink: RowStatement
  let addEvent: RowStatement

  /// Of a charge's row as it is written; see ``add(_:_:to:)``.
  private static let columnCount = 15

  init(_ database: Database, path: String, _ result: BillingResult, run: Int64) throws {
    self.database = database
    self.path = path
    self.result = result
    self.run = run
    feed = try RowFeed(database)
    insert = try RowStatement(
      database,
      """
      INSERT INTO charge (session_id, patient_id, business_unit_id, date_of_service,
        session_status, item_status, units, facts, billed_externally, claim, record_digest, record,
        place_of_service, place_matters, claimed_units, run, first_run)
      SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, ?1, ?1 FROM run_row
      """)
    insert.bind(1, run)
    update = try RowStatement(
      database,
      """
      UPDATE charge SET session_id = ?1, patient_id = ?2, business_unit_id = ?3,
        date_of_service = ?4, session_status = ?5, item_status = ?6, units = ?7, facts = ?8,
        billed_externally = ?9, claim = coalesce(?10, claim), record_digest = ?11, record = ?12,
        place_of_service = ?13, place_matters = ?14, claimed_units = coalesce(?15, claimed_units),
        run = ?16
      WHERE id = ?17
      """)
    settle = try RowStatement(
      database,
      """
      UPDATE charge SET item_status = ?6, units = ?7, facts = ?8, billed_externally = ?9,
        claim = coalesce(?10, claim), place_of_service = ?13, place_matters = ?14,
        claimed_units = coalesce(?15, claimed_units), run = ?16
      WHERE id = ?17
      """)
    relink = try RowStatement(
      database,
      "UPDATE charge SET claim = ?1, claimed_units = units, run = ?2 "
        + "WHERE id = ?3 AND claim IS NOT ?1")
    addEvent = try RowStatement(
      database,
      "INSERT INTO charge_event (charge, run, before, after, why) VALUES (?, ?, ?, ?, ?)")
  }

  /// CHG-4: the lengths of charge periods, as this run has them.
  func writeBusinessUnits() throws {
    let insert = try RowStatement(
      database, "INSERT OR REPLACE INTO business_unit (id, charge_period) VALUES (?, ?)")
    for index in practice.businessUnits.indices {
      insert.bind(1, practice.businessUnits[index].id, of: pool)
      insert.bind(2, practice.businessUnits[index].chargePeriod.rawValue)
      try insert.run()
    }
  }

  /// - Returns: how many sessions were new, changed and as they were.
  func write(_ claims: [Int64]) throws -> LedgerChanges {
    var changes = LedgerChanges()
    var record = ByteBuffer(capacity: 1 << 12)
    var new = RowBatch(columns: Self.columnCount)
    var changed = RowBatch(columns: Self.columnCount)
    var next = 0
    for index in result.sessions.sessions.indices {
      var item: Int?
      if next < result.items.count, Int(result.items[next].session) == index {
        item = next
        next += 1
      }
      let charge = Charge(of: index, item, claims, in: self, &record)
      if charge.earlier.row == 0 {
        changes.new += 1
        add(charge, record, to: &new)
        if new.isFull { try feed.run(insert, on: &new) }
      } else if charge.isChanged {
        if charge.earlier.isInSource { changes.changed += 1 } else { changes.others += 1 }
        add(charge, record, to: &changed)
        try write(charge, changed)
        changed.removeAll()
      } else {
        try leave(charge, &changes)
      }
    }
    try feed.run(insert, on: &new)
    return changes
  }

  private func write(_ charge: Charge, _ row: borrowing RowBatch) throws {
    let statement = charge.earlier.isInSource ? update : settle
    statement.bind(row, row: 0)
    statement.bind(16, run)
    statement.bind(17, charge.earlier.row)
    try statement.run()
    try noteChange(charge)
  }

  /// The claim that it is on may have been made anew, or corrected.
  private func leave(_ charge: Charge, _ changes: inout LedgerChanges) throws {
    let earlier = charge.earlier
    if earlier.isInSource { changes.unchanged += 1 }
    guard let claim = charge.claim else { return }
    relink.bind(1, claim)
    relink.bind(2, run)
    relink.bind(3, earlier.row)
    try relink.run()
    try noteChange(charge)
    if !earlier.isOnUnsentClaim { changes.others += 1 }
  }

  /// In the order of the statements' columns.
  private func add(_ charge: Charge, _ record: borrowing ByteBuffer, to row: inout RowBatch) {
    let (session, item) = (charge.session, charge.item)
    row.add(session.id, of: pool)
    row.add(result.sessions.patientIDs[session.patient.index], of: pool)
    row.add(businessUnitID(of: session), of: pool)
    row.add(Int64(session.start.date.days))
    row.add(session.status.rawValue)
    if let item { row.add(item.status.rawValue) } else { row.addNull() }
    row.add(Int64(item?.units ?? 0))
    row.add(Int64(bitPattern: charge.facts))
    row.add(charge.billedExternally ? 1 : 0)
    row.add(charge.claim)
    row.add(Int64(bitPattern: charge.digest))
    row.add(blob: record)
    row.add(item?.placeOfService ?? .missing, of: pool)
    row.add(item.map { practice.placeOfServiceMatters(for: $0.plan) } ?? true ? 1 : 0)
    row.add(charge.claim == nil ? nil : item.map { Int64($0.units) })
  }

  func businessUnitID(of session: Session) -> Text {
    let unit = session.businessUnit
    return unit.isNone ? .missing : practice.businessUnits[unit].id
  }
}

/// What a run changed in the ledger, in sessions.
public struct LedgerChanges: Sendable, Equatable {
  public var new = 0
  public var changed = 0
  public var unchanged = 0
  /// Charge items that changed though their sessions did not: of sessions that the source did not
  /// have, or on claims that were corrected.
  public var others = 0

  public var isNothing: Bool { new == 0 && changed == 0 && others == 0 }
}
