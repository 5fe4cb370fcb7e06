internal import GRDB

/// Writes rows into a table that does not have them.
struct RowInsert {
  private let feed: RowFeed
  private let statement: RowStatement

  private init(_ database: Database, _ feed: RowFeed, run: Int64, _ sql: String) throws {
    self.feed = feed
    statement = try RowStatement(database, sql)
    statement.bind(1, run)
  }

  /// - Parameter firsts: the numbers that the rows' own count from, as the table's statement says.
  func insert(_ rows: borrowing RowBatch, countingFrom firsts: Int64...) throws {
    for (place, first) in firsts.enumerated() { statement.bind(Int32(place + 2), first) }
    try feed.holding(rows) { try statement.run() }
  }

  /// Of charges (``ChargeRows``), whose claims count from a number.
  static func charges(_ database: Database, _ feed: RowFeed, run: Int64) throws -> RowInsert {
    try RowInsert(
      database, feed, run: run,
      """
      INSERT INTO charge (session_id, patient_id, business_unit_id, date_of_service,
        session_status, item_status, units, facts, billed_externally, claim, record_digest, record,
        place_of_service, place_matters, claimed_units, run, first_run)
      SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 + ?2, c11, c12, c13, c14, c15, ?1, ?1
      FROM run_row
      """)
  }

  /// Of claims (``ClaimRows``), which count from a number, as do their claims transactions.
  ///
  /// What a new claim has of the payer's own numbers is that of the claim that it stands for (CLM-9).
  static func claims(_ database: Database, _ feed: RowFeed, run: Int64) throws -> RowInsert {
    try RowInsert(
      database, feed, run: run,
      """
      INSERT INTO claim (id, number, version, frequency, status, patient_id, payer_id,
        business_unit_id, first_date, billed, units, lines, claims_transaction, run)
      SELECT c1 + ?2, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13 + ?3, ?1 FROM run_row
      """)
  }
}
