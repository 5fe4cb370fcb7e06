internal import ClaimCore
internal import GRDB

/// Finds charges of the ledger, many at a time: what they are looked up by goes in the order of an
/// index, and they are read in the table's own order, so that what is near is read together.
struct ChargeLookups {
  /// An item on a claim that was never sent counts as Ready to Bill, since the claim is made anew; but
  /// one that a claim was made of before, for that claim's correction, is Claim Line Created.
  private static let columns =
    """
    charge.id, charge.session_id, charge.patient_id, charge.business_unit_id,
      charge.session_status, charge.item_status, charge.units, charge.facts,
      charge.billed_externally, charge.record_digest, charge.record,
      claim.id IS NOT NULL AND claim.claims_transaction IS NULL, charge.claim
    """

  private let database: Database
  private let path: String
  private let feed: RowFeed

  init(_ database: Database, path: String) throws {
    self.database = database
    self.path = path
    feed = try RowFeed(database)
  }

  /// The charges of some sessions that the ledger knows.
  ///
  /// - Returns: by row, with the session's place among `ids`.
  func places(of ids: [Text], _ pool: TextPool) throws -> [RadixEntry] {
    var order = ids.indices.map {
      RadixEntry(key: pool.orderKey(of: ids[$0]), value: UInt32($0))
    }
    RadixSort.sort(&order)
    let find = try RowStatement(
      database,
      """
      SELECT charge.id, c2 FROM run_row
      CROSS JOIN charge INDEXED BY charge_by_session ON session_id = c1
      """)
    var places: [RadixEntry] = []
    try feed.eachRow(
      of: find, columns: 2, count: order.count,
      add: { number, batch in
        let session = order[number].value
        batch.add(ids[Int(session)], of: pool)
        batch.add(Int64(session))
      },
      body: {
        places.append(
          RadixEntry(key: UInt64(bitPattern: find.number(0)), value: UInt32(find.number(1))))
      })
    RadixSort.sort(&places)
    return places
  }

  /// The charges of patients' days, but those that are known.
  ///
  /// - Returns: by row.
  func places(
    of days: [PatientDay], besides known: borrowing RowSet, _ pool: TextPool,
    patientID: (PatientDay) -> Text
  ) throws -> [RadixEntry] {
    let find = try RowStatement(
      database,
      """
      SELECT charge.id FROM run_row
      CROSS JOIN charge INDEXED BY charge_by_day ON patient_id = c1 AND date_of_service = c2
      """)
    var places: [RadixEntry] = []
    try feed.eachRow(
      of: find, columns: 2, count: days.count,
      add: { number, batch in
        batch.add(patientID(days[number]), of: pool)
        batch.add(Int64(days[number].date.days))
      },
      body: {
        let row = find.number(0)
        if !known.contains(row) {
          places.append(RadixEntry(key: UInt64(bitPattern: row), value: 0))
        }
      })
    RadixSort.sort(&places)
    return places
  }

  /// The charges that a condition holds for, but those that are known.
  ///
  /// - Returns: by row.
  func places(where condition: String, besides known: borrowing RowSet) throws -> [RadixEntry] {
    let find = try RowStatement(database, "SELECT id FROM charge WHERE \(condition)")
    var places: [RadixEntry] = []
    try find.eachRow {
      let row = find.number(0)
      if !known.contains(row) { places.append(RadixEntry(key: UInt64(bitPattern: row), value: 0)) }
    }
    RadixSort.sort(&places)
    return places
  }

  /// The number of the table's last row: about how many it has.
  func lastRow() throws -> Int {
    let last = try RowStatement(database, "SELECT max(id) FROM charge")
    defer { last.reset() }
    return try last.step() ? Int(clamping: last.number(0)) : 0
  }

  /// Calls `body` with every charge, as ``columns`` say, but for what only sessions are made of that
  /// the run's source does not have.
  func eachCharge(_ body: (RowStatement) throws -> Void) throws {
    let read = try RowStatement(
      database,
      """
      SELECT id, session_id, NULL, NULL, session_status, item_status, units, facts,
        billed_externally, record_digest, NULL,
        claim IN (SELECT id FROM claim WHERE claims_transaction IS NULL), claim
      FROM charge NOT INDEXED
      """)
    try read.eachRow { try body(read) }
  }

  /// Calls `body` with each charge, as ``columns`` say, and the number beside its place.
  ///
  /// - Throws: ``LedgerFault/damaged(path:cause:)`` where an index named a row that is not there.
  func eachCharge(
    at places: [RadixEntry], _ body: (RowStatement, Int) throws -> Void
  ) throws {
    let read = try RowStatement(
      database,
      """
      SELECT \(Self.columns), c2 FROM run_row
      CROSS JOIN charge ON charge.id = c1 LEFT JOIN claim ON claim.id = charge.claim
      """)
    var found = 0
    try feed.eachRow(
      of: read, columns: 2, count: places.count,
      add: { number, batch in
        batch.add(Int64(bitPattern: places[number].key))
        batch.add(Int64(places[number].value))
      },
      body: {
        found += 1
        try body(read, Int(read.number(13)))
      })
    if found != places.count {
      throw LedgerFault.damaged(path: path, cause: "an index names charges that it does not have")
    }
  }
}
