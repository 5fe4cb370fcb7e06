public import ClaimCore
internal import GRDB

/// One run's reading and writing of a ledger, of which all or nothing stays. Used by one thread.
public final class LedgerTransaction {
  let database: Database
  let path: String
  /// The run's own row, once it has begun.
  public private(set) var run: Int64 = 0
  /// A commit failed and may still come to be.
  public private(set) var isCommitInDoubt = false
  /// What a first load wrote while it was billed.
  var firstLoad: WrittenLoad?

  init(_ database: Database, path: String) {
    self.database = database
    self.path = path
  }

  /// Whether it knows of any charge item: if not, there is nothing to ``recall(_:of:for:)``.
  public func hasCharges() throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM charge)") == true
  }

  /// What the ledger knows of a run's sessions, by their ids.
  public func recall(
    _ ids: [Text], of practice: Practice, for request: RecallRequest
  ) throws -> Recall {
    try Recall(ids, database, path: path, practice: practice, request)
  }

  public func begin(at moment: Moment, pipeline: String) throws {
    try database.execute(
      sql: "INSERT INTO run (moment, pipeline) VALUES (?, ?)",
      arguments: [moment.instant, pipeline])
    run = database.lastInsertedRowID
  }

  /// Writes what the run decided and the batches that it makes, whose claims are submitted with them
  /// (CLM-8); ``begin(at:pipeline:)`` comes before it, and with a first load ``write(_:)``.
  ///
  /// - Parameter result: all of it; not asked for where a first load wrote its claims as well.
  public func remember(
    _ result: @autoclosure () -> BillingResult, of practice: Practice, in batches: [LedgerBatch]
  ) throws -> LedgerChanges {
    try writeBusinessUnits(of: practice)
    let numbers = try insert(batches)
    guard let firstLoad else { return try remember(result(), in: batches, numbers) }
    if !firstLoad.hasClaims {
      let result = result()
      _ = try Remember(database, path: path, result, run: run)
        .writeClaims(in: Self.batches(of: result, batches, numbers))
    }
    try LookupIndexes.createThoseOfEveryRow(database, of: path)
    return firstLoad.changes
  }

  private func remember(
    _ result: BillingResult, in batches: [LedgerBatch], _ numbers: [Int64]
  ) throws -> LedgerChanges {
    let remember = try Remember(database, path: path, result, run: run)
    let claims = try remember.writeClaims(in: Self.batches(of: result, batches, numbers))
    let changes = try remember.write(claims)
    if !result.sessions.corrections.isEmpty {
      for batch in batches {
        for row in batch.claims { try endCorrection(by: result.claims[Int(row)], of: result) }
      }
    }
    return changes
  }

  /// The least control number that no batch has had.
  public func firstControlNumber() throws -> Int {
    let rows = try RowStatement(database, "SELECT max(control_number) FROM claims_transaction")
    defer { rows.reset() }
    let last = try rows.step() ? rows.number(0) : 0
    guard (0..<Int64(Int32.max)).contains(last) else {
      throw LedgerFault.damaged(path: path, cause: "a batch has the control number \(last)")
    }
    return Int(last) + 1
  }

  /// Where a batch is kept, byte for byte, however the file that was sent fares.
  public func archivePath(ofBatch controlNumber: Int) -> String {
    Ledger.archivePath(ofBatch: controlNumber, in: path)
  }

  /// CHG-4: the lengths of charge periods, as this run has them.
  private func writeBusinessUnits(of practice: Practice) throws {
    let insert = try RowStatement(
      database, "INSERT OR REPLACE INTO business_unit (id, charge_period) VALUES (?, ?)")
    for index in practice.businessUnits.indices {
      insert.bind(1, practice.businessUnits[index].id, of: practice.pool)
      insert.bind(2, practice.businessUnits[index].chargePeriod.rawValue)
      try insert.run()
    }
  }

  /// - Returns: the batches' numbers in the ledger.
  private func insert(_ batches: [LedgerBatch]) throws -> [Int64] {
    try batches.map { batch in
      guard let billed = batch.billed else {
        throw LedgerFault.unusable(
          path: path, cause: "the total of batch \(batch.controlNumber) is too large to be kept")
      }
      try database.execute(
        sql: """
          INSERT INTO claims_transaction
            (control_number, run, date, adapter, path, claim_count, billed, sha256)
          VALUES (?, ?, ?, ?, ?, ?, ?, '')
          """,
        arguments: [
          batch.controlNumber, run, Int64(batch.date.days), batch.adapter, batch.path,
          batch.claims.count, billed.cents,
        ])
      return database.lastInsertedRowID
    }
  }

  /// By row of the result's claims the number of the batch that has it; empty where there is no batch.
  private static func batches(
    of result: BillingResult, _ batches: [LedgerBatch], _ numbers: [Int64]
  ) -> [Int64?] {
    if batches.isEmpty { return [] }
    var batchOfClaim = [Int64?](repeating: nil, count: result.claims.count)
    for (batch, number) in zip(batches, numbers) {
      for row in batch.claims { batchOfClaim[Int(row)] = number }
    }
    return batchOfClaim
  }

  /// Notes what a batch's file holds, once it is finished.
  public func note(sha256: String, ofBatch controlNumber: Int) throws {
    try database.execute(
      sql: "UPDATE claims_transaction SET sha256 = ? WHERE control_number = ? AND run = ?",
      arguments: [sha256, controlNumber, run])
  }

  /// Keeps what was written; afterwards a power cut changes nothing.
  ///
  /// - Throws: ``LedgerFault``; nothing was kept, unless ``isCommitInDoubt``.
  public func commit() throws {
    do {
      try database.commit()
    } catch let error as DatabaseError {
      // Written in full, perhaps, when bringing it to disk failed: only the next one to read the
      // ledger can tell.
      isCommitInDoubt = error.resultCode == .SQLITE_IOERR
      throw error
    }
  }

  /// Keeps what was written and begins anew, the ledger held meanwhile.
  public func commitAndGoOn() throws {
    try commit()
    try database.beginTransaction(.immediate)
  }
}

/// A batch as a ledger keeps it (CLM-8).
public struct LedgerBatch: Sendable {
  public var controlNumber: Int
  /// Rows of the result's claims.
  public var claims: [UInt32]
  /// `nil` past what can be held.
  public var billed: Money?
  public var date: CivilDate
  public var adapter: String
  /// As the manifest has it.
  public var path: String

  public init(
    controlNumber: Int, claims: [UInt32], billed: Money?, date: CivilDate, adapter: String,
    path: String
  ) {
    self.controlNumber = controlNumber
    self.claims = claims
    self.billed = billed
    self.date = date
    self.adapter = adapter
    self.path = path
  }
}
