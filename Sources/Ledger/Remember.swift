internal import AdapterKit
internal import ClaimCore
internal import GRDB

/// Writes what a run decided: sessions with their charge items, what changed of them, and claims.
struct Remember {
  let database: Database
  let result: BillingResult
  let run: Int64
  var practice: Practice { result.practice }
  var pool: TextPool { result.practice.pool }
  private let insert: RowStatement
  private let update: RowStatement
  /// Of a session that this run's source did not have: its record stays as it is.
  private let settle: RowStatement
  private let relink: RowStatement
  let addEvent: RowStatement

  init(_ database: Database, _ result: BillingResult, run: Int64) throws {
    self.database = database
    self.result = result
    self.run = run
    insert = try RowStatement(
      database,
      """
      INSERT INTO charge (session_id, patient_id, business_unit_id, date_of_service,
        session_status, item_status, units, facts, billed_externally, claim, record_digest, record,
        run, place_of_service, place_matters, claimed_units, first_run)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?13)
      """)
    update = try RowStatement(
      database,
      """
      UPDATE charge SET session_id = ?1, patient_id = ?2, business_unit_id = ?3,
        date_of_service = ?4, session_status = ?5, item_status = ?6, units = ?7, facts = ?8,
        billed_externally = ?9, claim = coalesce(?10, claim), record_digest = ?11, record = ?12,
        run = ?13, place_of_service = ?14, place_matters = ?15,
        claimed_units = iif(?10 IS NULL, claimed_units, ?7)
      WHERE id = ?16
      """)
    settle = try RowStatement(
      database,
      """
      UPDATE charge SET item_status = ?6, units = ?7, facts = ?8, billed_externally = ?9,
        claim = coalesce(?10, claim), run = ?13, place_of_service = ?14, place_matters = ?15,
        claimed_units = iif(?10 IS NULL, claimed_units, ?7)
      WHERE id = ?16
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
    var next = 0
    for index in result.sessions.sessions.indices {
      var item: Int?
      if next < result.items.count, Int(result.items[next].session) == index {
        item = next
        next += 1
      }
      record.removeAll()
      if result.sessions.earlierItem(of: index).isInSource {
        SessionRecord.append(result.sessions.sessions[index], of: practice, to: &record)
      }
      try write(index, item, record, claims, &changes)
    }
    return changes
  }

  private func write(
    _ index: Int, _ itemIndex: Int?, _ record: borrowing ByteBuffer, _ claims: [Int64],
    _ changes: inout LedgerChanges
  ) throws {
    let session = result.sessions.sessions[index]
    let earlier = result.sessions.earlierItem(of: index)
    let item = itemIndex.map { result.items[$0] }
    let claim = item.flatMap { $0.claim == ChargeItem.noClaim ? nil : claims[Int($0.claim)] }
    let facts = facts(itemIndex, isClaimed: claim != nil, earlier)
    let digest = earlier.isInSource ? digest(of: session, record) : earlier.record
    let isNew = earlier.row == 0
    let isChanged =
      isNew || earlier.keptStatus != item?.status || earlier.facts != facts
      || earlier.record != digest || earlier.units != item?.units ?? 0
      || earlier.billedExternally != item?.billedExternally ?? earlier.billedExternally
    if isNew {
      changes.new += 1
    } else if isChanged {
      if earlier.isInSource { changes.changed += 1 } else { changes.others += 1 }
    } else {
      changes.unchanged += earlier.isInSource ? 1 : 0
      // The claim that it is on may have been made anew, or corrected.
      if let claim {
        try link(earlier, to: claim)
        try noteChange(session, earlier, item, facts)
        if !earlier.isOnUnsentClaim { changes.others += 1 }
      }
      return
    }
    let statement = isNew ? insert : earlier.isInSource ? update : settle
    if earlier.isInSource { bind(session, to: statement) }
    if let status = item?.status {
      statement.bind(6, status.rawValue)
    } else {
      statement.bindNull(6)
    }
    statement.bind(7, Int64(item?.units ?? 0))
    statement.bind(8, Int64(bitPattern: facts))
    statement.bind(9, item?.billedExternally ?? earlier.billedExternally ? 1 : 0)
    if let claim { statement.bind(10, claim) } else { statement.bindNull(10) }
    if earlier.isInSource {
      statement.bind(11, Int64(bitPattern: digest))
      record.withBytes { statement.bind(12, blob: $0) }
    }
    statement.bind(13, run)
    statement.bind(14, item?.placeOfService ?? .missing, of: pool)
    statement.bind(15, item.map { practice.placeOfServiceMatters(for: $0.plan) } ?? true ? 1 : 0)
    if !isNew {
      statement.bind(16, earlier.row)
    } else if claim != nil {
      statement.bind(16, Int64(item?.units ?? 0))
    } else {
      statement.bindNull(16)
    }
    try statement.run()
    if !isNew { try noteChange(session, earlier, item, facts) }
  }

  /// What changes are told by: of a session that this run did not see, as it was seen or billed last.
  private func facts(_ item: Int?, isClaimed: Bool, _ earlier: EarlierItem) -> UInt64 {
    guard let item, earlier.isInSource || isClaimed else { return earlier.facts }
    return result.facts[item]
  }

  /// To a claim that was made anew.
  private func link(_ earlier: EarlierItem, to claim: Int64) throws {
    relink.bind(1, claim)
    relink.bind(2, run)
    relink.bind(3, earlier.row)
    try relink.run()
  }

  private func bind(_ session: Session, to statement: RowStatement) {
    statement.bind(1, session.id, of: pool)
    statement.bind(2, result.sessions.patientIDs[session.patient.index], of: pool)
    let unit = session.businessUnit
    statement.bind(3, unit.isNone ? .missing : practice.businessUnits[unit].id, of: pool)
    statement.bind(4, Int64(session.start.date.days))
    statement.bind(5, session.status.rawValue)
  }

  /// Over the record and what stands in columns of its own.
  private func digest(of session: Session, _ record: borrowing ByteBuffer) -> UInt64 {
    var digest = FactsDigest()
    record.withBytes { digest.add($0) }
    digest.add(result.sessions.patientIDs[session.patient.index], of: pool)
    let unit = session.businessUnit
    digest.add(unit.isNone ? .missing : practice.businessUnits[unit].id, of: pool)
    var status = session.status.rawValue
    status.withUTF8 { digest.add($0) }
    return digest.value
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
