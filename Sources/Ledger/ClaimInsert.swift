internal import GRDB

/// Writes claims that the ledger does not have.
struct ClaimInsert {
  private let feed: RowFeed
  private let statement: RowStatement

  init(_ database: Database, _ feed: RowFeed, run: Int64) throws {
    self.feed = feed
    // What a new claim has of the payer's own numbers is that of the claim that it stands for (CLM-9).
    statement = try RowStatement(
      database,
      """
      INSERT INTO claim (id, number, version, frequency, status, patient_id, payer_id,
        business_unit_id, first_date, billed, units, lines, claims_transaction, run)
      SELECT c1 + ?2, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13 + ?3, ?1 FROM run_row
      """)
    statement.bind(1, run)
  }

  /// - Parameters:
  ///   - first: the number that the rows' own numbers count from.
  ///   - batch: the number that the rows' claims transactions count from.
  func insert(
    _ rows: borrowing RowBatch, numbersFrom first: Int64 = 0, batchesFrom batch: Int64 = 0
  ) throws {
    statement.bind(2, first)
    statement.bind(3, batch)
    try feed.holding(rows) { try statement.run() }
  }
}
