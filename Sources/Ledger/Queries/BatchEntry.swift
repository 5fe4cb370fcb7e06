public import ClaimCore
internal import GRDB

/// A claims transaction as a ledger has it (CLM-8).
public struct BatchEntry: Sendable {
  public var controlNumber: Int
  public var run: LedgerRun
  public var date: CivilDate
  public var adapter: String
  /// As the manifest had it.
  public var path: String
  public var claimCount: Int
  public var billed: Money
  /// Of the file, in lower-case hexadecimal.
  public var sha256: String
  /// Its archive copy was purged.
  public var isPurged: Bool

  /// The control number as files have it: at least nine digits.
  public var digits: String { Self.digits(controlNumber) }

  public static func digits(_ controlNumber: Int) -> String {
    Ledger.digits(ofBatch: controlNumber)
  }

  /// Where a ledger keeps it, byte for byte.
  public func archivePath(in ledger: String) -> String {
    Ledger.archivePath(ofBatch: controlNumber, in: ledger)
  }

  fileprivate static let select =
    """
    SELECT control_number, run, date, adapter, path, claim_count, billed, sha256,
      purged IS NOT NULL
    FROM claims_transaction
    """

  fileprivate init(_ row: RowStatement, run: LedgerRun, path ledger: String) throws(LedgerFault) {
    controlNumber = Int(row.number(0))
    self.run = run
    date = try row.date(2, path: ledger)
    adapter = row.string(3)
    path = row.string(4)
    claimCount = row.count(5)
    billed = Money(cents: row.number(6))
    sha256 = row.string(7)
    isPurged = row.number(8) != 0
  }
}

extension LedgerReading {
  /// Batches by control number.
  ///
  /// - Parameter dates: of their transactions.
  public func forEachBatch(
    _ dates: DateRange = .always, _ body: (BatchEntry) throws -> Void
  ) throws {
    var conditions = Conditions()
    conditions.add("date", isIn: dates)
    let rows = try RowStatement(
      database, "\(BatchEntry.select) \(conditions.sql) ORDER BY control_number", conditions.values)
    try rows.eachRow { try body(BatchEntry(rows, run: run(rows.number(1)), path: path)) }
  }

  /// - Returns: `nil` where no batch has the control number.
  public func batch(_ controlNumber: Int) throws -> BatchEntry? {
    let rows = try RowStatement(
      database, "\(BatchEntry.select) WHERE control_number = ?", [.number(Int64(controlNumber))])
    defer { rows.reset() }
    return try rows.step() ? BatchEntry(rows, run: run(rows.number(1)), path: path) : nil
  }

  /// Whether a run ended before its files had their names; the next use of the ledger gives them.
  public func hasPromises() throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM publication)") ?? false
  }
}
