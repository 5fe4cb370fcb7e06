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
  private let insert: RowInsert
  private let update: RowStatement
  /// Of a session that this run's source did not have: its record stays as it is.
  private let settle: RowStatement
  private let relink: RowStatement
  let addEvent: RowStatement

  init(_ database: Database, path: String, _ result: BillingResult, run: Int64) throws {
    self.database = database
    self.path = path
    self.result = result
    self.run = run
    feed = try RowFeed(database)
    insert = try RowInsert.charges(database, feed, run: run)
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

  /// - Returns: how many sessions were new, changed and as they were.
  func write(_ claims: [Int64]) throws -> LedgerChanges {
    var changes = LedgerChanges()
    let rows = ChargeRows(of: result, on: claims)
    try Ahead.run(rows.pieceCount, of: ChargePiece.init, make: rows.make) { piece in
      try write(piece)
      changes += piece.changes
      result.spill.trim()
    }
    return changes
  }

  private func write(_ piece: ChargePiece) throws {
    try insert.insert(piece.new, countingFrom: 0)
    var row = 0
    for charge in piece.known {
      if charge.isChanged {
        try change(charge, to: piece.changed, row: row)
        row += 1
      } else if let claim = charge.claim {
        try link(charge, to: claim)
      }
      try noteChange(charge)
    }
  }

  private func change(_ charge: Charge, to rows: borrowing RowBatch, row: Int) throws {
    let statement = charge.earlier.isInSource ? update : settle
    statement.bind(rows, row: row)
    statement.bind(16, run)
    statement.bind(17, charge.earlier.row)
    try statement.run()
  }

  /// To its claim, which may have been made anew, or corrected.
  private func link(_ charge: Charge, to claim: Int64) throws {
    relink.bind(1, claim)
    relink.bind(2, run)
    relink.bind(3, charge.earlier.row)
    try relink.run()
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
