public import ClaimCore
internal import GRDB

extension LedgerTransaction {
  /// CLM-9: a new version was sent. The claim before it is historical; what was on that and is not on
  /// this one is on none.
  func endCorrection(by claim: Claim, of result: BillingResult) throws {
    guard claim.version > 1, let correction = result.correction(of: claim) else { return }
    try database.execute(sql: "DELETE FROM correction WHERE claim = ?", arguments: [correction.row])
    try database.execute(
      sql: "UPDATE claim SET status = 'historical' WHERE id = ?", arguments: [correction.row])
    // As at first sight (CHG-1).
    let status = """
      CASE session_status WHEN 'submitted' THEN 'new' WHEN 'scheduled' THEN 'scheduled'
        WHEN 'cancelled' THEN NULL ELSE 'awaiting_submission' END
      """
    try database.execute(
      sql: """
        INSERT INTO charge_event (charge, run, before, after, why)
        SELECT id, ?, item_status, \(status), ? FROM charge WHERE claim = ?
        """,
      arguments: [
        run, "not on claim \(result.practice.pool.string(claim.number)), which replaces its own",
        correction.row,
      ])
    try database.execute(
      sql: """
        UPDATE charge SET item_status = \(status), claim = NULL, claimed_units = NULL,
          units = iif(session_status = 'cancelled', 0, units), run = ?
        WHERE claim = ?
        """, arguments: [run, correction.row])
  }

  /// EXP-3: marks exported items as billed externally.
  ///
  /// - Parameter items: rows of the result's items.
  public func markBilledExternally(_ items: [UInt32], of result: BillingResult) throws {
    let mark = try RowStatement(
      database, "UPDATE charge SET billed_externally = 1, run = ? WHERE session_id = ?")
    let note = try RowStatement(
      database,
      """
      INSERT INTO charge_event (charge, run, before, after, why)
      SELECT id, ?, item_status, item_status, ? FROM charge WHERE session_id = ?
      """)
    for row in items {
      let session = result.session(of: result.items[Int(row)])
      mark.bind(1, run)
      mark.bind(2, session.id, of: result.practice.pool)
      try mark.run()
      note.bind(1, run)
      note.bind(2, "exported and marked as billed externally")
      note.bind(3, session.id, of: result.practice.pool)
      try note.run()
    }
  }
}
