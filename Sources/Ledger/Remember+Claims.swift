internal import AdapterKit
internal import ClaimCore
internal import GRDB

extension Remember {
  /// Writes the run's claims. Those of earlier runs that were never sent and whose items were decided
  /// anew give way, or stay as they are where they come out the same.
  ///
  /// - Parameter batches: by row of the result's claims the claims transaction that has it, or 0.
  /// - Returns: the ledger's number of each claim.
  func writeClaims(in batches: [Int64]) throws -> [Int64] {
    var unsent = try unsentClaims()
    let insert = try RowStatement(
      database,
      """
      INSERT INTO claim (number, version, frequency, status, patient_id, payer_id,
        business_unit_id, first_date, billed, units, payer_claim_number, run, lines,
        claims_transaction)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
      """)
    let update = try RowStatement(
      database,
      """
      UPDATE claim SET frequency = ?3, status = ?4, patient_id = ?5, payer_id = ?6,
        business_unit_id = ?7, first_date = ?8, billed = ?9, units = ?10, payer_claim_number = ?11,
        run = ?12, lines = ?13, claims_transaction = ?14
      WHERE id = ?15 AND (frequency, status, patient_id, payer_id, business_unit_id, first_date,
        billed, units, payer_claim_number, lines) IS NOT (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?13)
      """)
    var rows: [Int64] = []
    rows.reserveCapacity(result.claims.count)
    var lines = ByteBuffer(capacity: 1 << 12)
    for index in result.claims.indices {
      let kept =
        unsent.isEmpty
        ? nil : unsent.removeValue(forKey: pool.string(result.claims[index].number))
      let statement = kept == nil ? insert : update
      let batch = batches.isEmpty ? 0 : batches[index]
      bind(result.claims[index], isSubmitted: batch != 0, to: statement)
      lines.removeAll()
      for line in result.claims[index].lines.range { append(result.lines[line], to: &lines) }
      lines.withBytes { statement.bind(13, $0) }
      if batch == 0 { statement.bindNull(14) } else { statement.bind(14, batch) }
      if let kept { update.bind(15, kept) }
      try statement.run()
      rows.append(kept ?? insert.insertedRow)
    }
    try remove(unsent.values.sorted())
    try linkCorrected(to: rows)
    return rows
  }

  /// CLM-8: what is in a batch is submitted.
  private func bind(_ claim: Claim, isSubmitted: Bool, to insert: RowStatement) {
    insert.bind(1, claim.number, of: pool)
    insert.bind(2, Int64(claim.version))
    insert.bind(3, claim.frequency.rawValue)
    insert.bind(4, isSubmitted ? "submitted" : claim.status.rawValue)
    insert.bind(5, result.sessions.patientIDs[claim.patient.index], of: pool)
    insert.bind(6, claim.payer.isNone ? .missing : practice.payers[claim.payer].id, of: pool)
    let unit = claim.businessUnit
    insert.bind(7, unit.isNone ? .missing : practice.businessUnits[unit].id, of: pool)
    let lines = claim.lines.range
    insert.bind(8, lines.isEmpty ? 0 : Int64(result.lines[lines.lowerBound].startDate.days))
    insert.bind(9, claim.totalBilled.value?.cents ?? 0)
    insert.bind(10, lines.reduce(0) { $0 + Int64(result.lines[$1].units) })
    // What the claim has is the payer's number of the one that it stands for (CLM-9).
    insert.bindNull(11)
    insert.bind(12, run)
  }

  private func append(_ line: ClaimLine, to text: inout ByteBuffer) {
    if text.count > 0 { text.append(0x0A) }
    for value in [line.procedureCode, line.modifiers, line.placeOfService] {
      pool.withBytes(value) { text.append($0) }
      text.append(0x09)
    }
    text.append(line.startDate)
    text.append(0x09)
    text.append(line.endDate)
    text.append(0x09)
    text.append(decimal: Int(line.units))
    text.append(0x09)
    if let billed = line.billed.value { text.append(decimal: Int(billed.cents)) }
    for item in line.items.range {
      text.append(0x09)
      let session = result.session(of: result.items[Int(result.lineItems[item])])
      pool.withBytes(session.id) { text.append($0) }
    }
  }

  /// By number, the claims that were never sent and whose items this run decided anew.
  private func unsentClaims() throws -> [String: Int64] {
    let claimOf = try RowStatement(
      database,
      "SELECT claim.id, number FROM charge JOIN claim ON claim.id = claim WHERE charge.id = ?")
    var found: [String: Int64] = [:]
    for index in result.sessions.earlier.indices
    where result.sessions.earlier[index].isOnUnsentClaim {
      claimOf.bind(1, result.sessions.earlier[index].row)
      if try claimOf.step() { found[claimOf.string(1)] = claimOf.number(0) }
      claimOf.reset()
    }
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
