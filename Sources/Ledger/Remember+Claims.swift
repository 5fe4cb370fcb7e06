internal import AdapterKit
internal import ClaimCore
internal import GRDB

extension Remember {
  /// Writes the run's claims. Drafts of earlier runs whose items were decided anew give way.
  ///
  /// - Returns: the ledger's number of each claim.
  func writeClaims() throws -> [Int64] {
    try removeUnsent()
    let insert = try RowStatement(
      database,
      """
      INSERT INTO claim (number, version, frequency, status, patient_id, payer_id,
        business_unit_id, first_date, billed, units, payer_claim_number, run, lines)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    var rows: [Int64] = []
    rows.reserveCapacity(result.claims.count)
    var lines = ByteBuffer(capacity: 1 << 12)
    for index in result.claims.indices {
      bind(result.claims[index], to: insert)
      lines.removeAll()
      for line in result.claims[index].lines.range { append(result.lines[line], to: &lines) }
      lines.withBytes { insert.bind(13, $0) }
      try insert.run()
      rows.append(database.lastInsertedRowID)
    }
    try linkCorrected(to: rows)
    return rows
  }

  private func bind(_ claim: Claim, to insert: RowStatement) {
    insert.bind(1, claim.number, of: pool)
    insert.bind(2, Int64(claim.version))
    insert.bind(3, claim.frequency.rawValue)
    insert.bind(4, claim.status.rawValue)
    insert.bind(5, result.sessions.patientIDs[claim.patient.index], of: pool)
    insert.bind(6, claim.payer.isNone ? .missing : practice.payers[claim.payer].id, of: pool)
    let unit = claim.businessUnit
    insert.bind(7, unit.isNone ? .missing : practice.businessUnits[unit].id, of: pool)
    let lines = claim.lines.range.map { result.lines[$0] }
    insert.bind(8, Int64(lines.first?.startDate.days ?? 0))
    insert.bind(9, claim.totalBilled.value?.cents ?? 0)
    insert.bind(10, lines.reduce(0) { $0 + Int64($1.units) })
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

  /// A claim that was never sent is made anew from its items until it is Ready to Submit.
  private func removeUnsent() throws {
    if !result.settings.claims.generate { return }
    let drafts = try RowStatement(
      database,
      "SELECT claim FROM charge JOIN claim ON claim.id = claim WHERE charge.id = ? "
        + "AND claim.status IN ('draft', 'ready_to_submit')")
    var found = Set<Int64>()
    for index in result.sessions.earlier.indices {
      let row = result.sessions.earlier[index].row
      if row == 0 { continue }
      drafts.bind(1, row)
      if try drafts.step() { found.insert(drafts.number(0)) }
      drafts.reset()
    }
    let unlink = try RowStatement(database, "UPDATE charge SET claim = NULL WHERE claim = ?")
    let delete = try RowStatement(database, "DELETE FROM claim WHERE id = ?")
    for claim in found.sorted() {
      try putBackCorrected(by: claim)
      unlink.bind(1, claim)
      try unlink.run()
      delete.bind(1, claim)
      try delete.run()
    }
  }
}
