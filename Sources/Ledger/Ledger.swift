internal import GRDB

/// What claimpipe remembers between runs: charge items, claims, claims transactions and the files
/// that were published with them, in one SQLite database.
public final class Ledger: Sendable {
  public let path: String
  private let database: DatabaseQueue

  /// Opens the ledger at a path, creates it where there is none, readable by its owner alone, and
  /// brings it up to date.
  public init(path: String) throws(LedgerFault) {
    self.path = path
    do {
      try OwnFile.create(path)
      database = try DatabaseQueue(path: path, configuration: Self.configuration)
      let migrator = Migrations.migrator
      if try database.read(migrator.hasBeenSuperseded) { throw LedgerFault.newer(path: path) }
      try migrator.migrate(database)
    } catch {
      throw LedgerFault(error, path: path)
    }
  }

  /// A first load goes straight to its place: there is nothing that a journal would have to keep, and
  /// a write-ahead log would write everything twice. Afterwards commands read while a run writes.
  private static func setJournal(_ database: Database) throws {
    let isEmpty = try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM charge)")
    try database.execute(sql: "PRAGMA journal_mode = \(isEmpty == true ? "DELETE" : "WAL")")
  }

  /// `state/ledger.sqlite` → `state/ledger.sqlite-batches/000000001`
  static func archivePath(ofBatch controlNumber: Int, in ledger: String) -> String {
    let digits = String(controlNumber)
    return ledger + "-batches/" + String(repeating: "0", count: max(0, 9 - digits.utf8.count))
      + digits
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { database in
      // A commit that has returned survives a power cut.
      try database.execute(sql: "PRAGMA synchronous = FULL")
      try database.execute(sql: "PRAGMA cache_size = -65536")
    }
    return configuration
  }

  /// Runs `body` as the ledger's only writer. What it changed stays only if it calls
  /// ``LedgerTransaction/commit()``.
  ///
  /// - Throws: ``LedgerFault/held(path:)`` where another run is at it, and what `body` throws.
  public func write<Result>(
    _ body: (LedgerTransaction) throws -> Result
  ) throws -> Result {
    let lock = try LedgerLock(of: path)
    defer { withExtendedLifetime(lock) {} }
    do {
      return try database.writeWithoutTransaction { database in
        try Self.setJournal(database)
        try database.beginTransaction(.immediate)
        defer { if database.isInsideTransaction { try? database.rollback() } }
        return try body(LedgerTransaction(database, path: path))
      }
    } catch let error as DatabaseError {
      throw LedgerFault(error, path: path)
    }
  }
}
