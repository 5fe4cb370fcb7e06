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
    let (insert, update) = try claimStatements()
    var new = RowBatch(columns: Self.claimColumnCount)
    var changed = RowBatch(columns: Self.claimColumnCount)
    var next = try nextClaim()
    var rows: [Int64] = []
    rows.reserveCapacity(result.claims.count)
    for index in result.claims.indices {
      let kept =
        unsent.isEmpty
        ? nil : unsent.removeValue(forKey: pool.string(result.claims[index].number))
      let batch = batches.isEmpty ? 0 : batches[index]
      if let kept {
        add(result.claims[index], as: kept, in: batch, to: &changed)
        update.bind(changed, row: 0)
        try update.run()
        changed.removeAll()
      } else {
        add(result.claims[index], as: next, in: batch, to: &new)
        if new.isFull { try feed.run(insert, on: &new) }
      }
      rows.append(kept ?? next)
      if kept == nil { next += 1 }
    }
    try feed.run(insert, on: &new)
    try remove(unsent.values.sorted())
    try linkCorrected(to: rows)
    return rows
  }

  private static let claimColumnCount = 13

  /// What a new claim has of the payer's own numbers is that of the claim that it stands for (CLM-9).
  private func claimStatements() throws -> (insert: RowStatement, update: RowStatement) {
    let insert = try RowStatement(
      database,
      """
      INSERT INTO claim (id, number, version, frequency, status, patient_id, payer_id,
        business_unit_id, first_date, billed, units, lines, claims_transaction, run)
      SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, ?1 FROM run_row
      """)
    insert.bind(1, run)
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
    return (insert, update)
  }

  /// The number of the next claim that is new.
  private func nextClaim() throws -> Int64 {
    let rows = try RowStatement(database, "SELECT max(id) FROM claim")
    defer { rows.reset() }
    let last = try rows.step() ? rows.number(0) : 0
    guard (0..<Int64.max >> 1).contains(last) else {
      throw LedgerFault.damaged(path: path, cause: "a claim has the row \(last)")
    }
    return last + 1
  }

  /// In the order of the statements' columns. CLM-8: what is in a batch is submitted.
  private func add(_ claim: Claim, as row: Int64, in batch: Int64, to rows: inout RowBatch) {
    let lines = claim.lines.range
    rows.add(row)
    rows.add(claim.number, of: pool)
    rows.add(Int64(claim.version))
    rows.add(claim.frequency.rawValue)
    rows.add(batch == 0 ? claim.status.rawValue : "submitted")
    rows.add(result.sessions.patientIDs[claim.patient.index], of: pool)
    rows.add(claim.payer.isNone ? .missing : practice.payers[claim.payer].id, of: pool)
    let unit = claim.businessUnit
    rows.add(unit.isNone ? .missing : practice.businessUnits[unit].id, of: pool)
    rows.add(lines.isEmpty ? 0 : Int64(result.lines[lines.lowerBound].startDate.days))
    rows.add(claim.totalBilled.value?.cents ?? 0)
    rows.add(lines.reduce(0) { $0 + Int64(result.lines[$1].units) })
    rows.add(.text) { text in
      for line in lines { append(result.lines[line], isFirst: line == lines.lowerBound, to: &text) }
    }
    rows.add(batch == 0 ? nil : batch)
  }

  private func append(_ line: ClaimLine, isFirst: Bool, to text: inout ByteBuffer) {
    if !isFirst { text.append(0x0A) }
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
