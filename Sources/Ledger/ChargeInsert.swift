internal import GRDB

/// Writes charges that the ledger never saw.
struct ChargeInsert {
  private let feed: RowFeed
  private let statement: RowStatement

  init(_ database: Database, _ feed: RowFeed, run: Int64) throws {
    self.feed = feed
    statement = try RowStatement(
      database,
      """
      INSERT INTO charge (session_id, patient_id, business_unit_id, date_of_service,
        session_status, item_status, units, facts, billed_externally, claim, record_digest, record,
        place_of_service, place_matters, claimed_units, run, first_run)
      SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 + ?2, c11, c12, c13, c14, c15, ?1, ?1
      FROM run_row
      """)
    statement.bind(1, run)
  }

  /// - Parameter first: the number of the claim that the rows' claims count from.
  func insert(_ rows: borrowing RowBatch, claimsFrom first: Int64 = 0) throws {
    statement.bind(2, first)
    try feed.holding(rows) { try statement.run() }
  }
}
