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
  var firstLoad: LedgerChanges?

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
  /// (CLM-8); ``begin(at:pipeline:)`` comes before it, and with a first load
  /// ``writeCharges(from:)``.
  public func remember(
    _ result: BillingResult, in batches: [LedgerBatch] = []
  ) throws -> LedgerChanges {
    let remember = try Remember(database, path: path, result, run: run)
    try remember.writeBusinessUnits()
    let claims = try remember.writeClaims(in: insert(batches, of: result))
    let changes = try firstLoad ?? remember.write(claims)
    if firstLoad != nil { try LookupIndexes.createThoseOfEveryRow(database) }
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

  /// - Returns: by row of the result's claims the claims transaction that has it, or 0; empty where
  ///   there is no batch.
  private func insert(_ batches: [LedgerBatch], of result: BillingResult) throws -> [Int64] {
    if batches.isEmpty { return [] }
    var batchOfClaim = [Int64](repeating: 0, count: result.claims.count)
    for batch in batches {
      let billed = batch.claims.reduce(Int64(0)) {
        $0 + (result.claims[Int($1)].totalBilled.value?.cents ?? 0)
      }
      try database.execute(
        sql: """
          INSERT INTO claims_transaction
            (control_number, run, date, adapter, path, claim_count, billed, sha256)
          VALUES (?, ?, ?, ?, ?, ?, ?, '')
          """,
        arguments: [
          batch.controlNumber, run, Int64(batch.date.days), batch.adapter, batch.path,
          batch.claims.count, billed,
        ])
      let transaction = database.lastInsertedRowID
      for row in batch.claims { batchOfClaim[Int(row)] = transaction }
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
  public var date: CivilDate
  public var adapter: String
  /// As the manifest has it.
  public var path: String

  public init(
    controlNumber: Int, claims: [UInt32], date: CivilDate, adapter: String, path: String
  ) {
    self.controlNumber = controlNumber
    self.claims = claims
    self.date = date
    self.adapter = adapter
    self.path = path
  }
}
