internal import ClaimCore
internal import GRDB

extension Remember {
  /// Writes the run's claims. Those of earlier runs that were never sent and whose items were decided
  /// anew give way, or stay as they are where they come out the same.
  ///
  /// - Parameter batches: by row of the result's claims the claims transaction that has it.
  /// - Returns: the ledger's number of each claim.
  func writeClaims(in batches: [Int64?]) throws -> [Int64] {
    let firstNew = try Self.nextClaim(database, path: path)
    var unsent = try unsentClaims()
    let numbers = numbers(from: firstNew, &unsent)
    let rows = ClaimRows(result: result, rows: numbers, firstNew: firstNew, batches: batches)
    let insert = try RowInsert.claims(database, feed, run: run)
    let update = try claimUpdate()
    try Ahead.run(rows.pieceCount, of: ClaimPiece.init, make: rows.make) { piece in
      try insert.insert(piece.new, countingFrom: 0, 0)
      for row in 0..<piece.kept.count {
        update.bind(piece.kept, row: row)
        try update.run()
      }
      result.spill.trim()
    }
    try remove(unsent.values.sorted())
    try linkCorrected(to: numbers)
    return numbers
  }

  /// The ledger's number of each claim: that of one that was never sent, which it takes out of `unsent`,
  /// or a new one.
  private func numbers(from firstNew: Int64, _ unsent: inout [String: Int64]) -> [Int64] {
    var next = firstNew
    return result.claims.indices.map { index in
      if !unsent.isEmpty,
        let kept = unsent.removeValue(forKey: pool.string(result.claims[index].number))
      {
        return kept
      }
      defer { next += 1 }
      return next
    }
  }

  private func claimUpdate() throws -> RowStatement {
    let update = try RowStatement(
      database,
      """
      UPDATE claim SET frequency = ?4, status = ?5, patient_id = ?6, payer_id = ?7,
        business_unit_id = ?8, first_date = ?9, billed = ?10, units = ?11, lines = ?12,
        claims_transaction = ?13, payer_claim_number = NULL, run = ?14
      WHERE id = ?1 AND (frequency, status, patient_id, payer_id, business_unit_id, first_date,
        billed, units, lines, payer_claim_number) IS NOT (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, NULL)
      """)
    update.bind(14, run)
    return update
  }

  /// The number of the next claim that is new.
  static func nextClaim(_ database: Database, path: String) throws -> Int64 {
    let rows = try RowStatement(database, "SELECT max(id) FROM claim")
    defer { rows.reset() }
    let last = try rows.step() ? rows.number(0) : 0
    guard (0..<Int64.max >> 1).contains(last) else {
      throw LedgerFault.damaged(path: path, cause: "a claim has the row \(last)")
    }
    return last + 1
  }

  /// By number, the claims that were never sent and whose items this run decided anew.
  private func unsentClaims() throws -> [String: Int64] {
    let charges = result.sessions.earlier.indices.lazy
      .map { result.sessions.earlier[$0] }.filter(\.isOnUnsentClaim).map(\.row)
    let rows = Array(charges)
    let claimOf = try RowStatement(
      database,
      """
      SELECT claim.id, number FROM run_row
      CROSS JOIN charge ON charge.id = c1 JOIN claim ON claim.id = charge.claim
      """)
    var found: [String: Int64] = [:]
    try feed.eachRow(
      of: claimOf, columns: 1, count: rows.count, add: { $1.add(rows[$0]) },
      body: { found[claimOf.string(1)] = claimOf.number(0) })
    return found
  }

  private func remove(_ claims: [Int64]) throws {
    let unlink = try RowStatement(
      database, "UPDATE charge SET claim = NULL, claimed_units = NULL WHERE claim = ?")
    let delete = try RowStatement(database, "DELETE FROM claim WHERE id = ?")
    for claim in claims {
      try putBackCorrected(by: claim)
      unlink.bind(1, claim)
      try unlink.run()
      delete.bind(1, claim)
      try delete.run()
    }
  }
}
