internal import ByteIO
internal import GRDB

/// What claimpipe remembers between runs: charge items, claims, claims transactions and the files
/// that were published with them, in one SQLite database.
public final class Ledger: Sendable {
  public let path: String
  private let database: DatabaseQueue

  /// Opens the ledger at a path and brings it up to date. Where there is none, one is made, readable
  /// by its owner alone, as are folders made for it.
  public init(path: String) throws(LedgerFault) {
    self.path = path
    if !OwnFile.exists(path) { try NewLedger.make(path) }
    try OwnFile.requireOneWritable(path)
    try RollbackJournal.check(path)
    do {
      database = try DatabaseQueue(path: path, configuration: Self.configuration)
      try database.read { try NewLedger.check($0, path: path) }
      let migrator = Migrations.migrator
      if try database.read(migrator.hasBeenSuperseded) { throw LedgerFault.newer(path: path) }
      if try !database.read(migrator.hasCompletedMigrations) {
        let lock = try LedgerLock(of: path)
        defer { withExtendedLifetime(lock) {} }
        try migrator.migrate(database)
      }
    } catch {
      throw LedgerFault(error, path: path)
    }
  }

  /// Whether there is a file at a path, readable or not.
  public static func exists(_ path: String) -> Bool { OwnFile.exists(path) }

  /// A first load goes straight to its place: there is nothing that a journal would have to keep, and
  /// a write-ahead log would write everything twice. Afterwards commands read while a run writes.
  /// Nor are references looked up for each row of it, all of which it makes itself. It appends, so it
  /// needs few pages at hand, and indexes are sorted quicker in pieces that fit a processor's cache.
  ///
  /// - Returns: whether it is one.
  private func prepareToWrite(_ database: Database, _ lock: LedgerLock) throws -> Bool {
    let isEmpty =
      try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM charge)") == true
    if isEmpty, let identity = FileIdentity(of: path) { try lock.note(identity) }
    try database.execute(sql: "PRAGMA journal_mode = \(isEmpty ? "DELETE" : "WAL")")
    try database.execute(sql: "PRAGMA foreign_keys = \(isEmpty ? "OFF" : "ON")")
    if isEmpty { try database.execute(sql: "PRAGMA cache_size = -2048") }
    return isEmpty
  }

  /// `state/ledger.sqlite` → `state/ledger.sqlite-batches/000000001`
  static func archivePath(ofBatch controlNumber: Int, in ledger: String) -> String {
    ledger + "-batches/" + digits(ofBatch: controlNumber)
  }

  static func digits(ofBatch controlNumber: Int) -> String {
    let digits = String(controlNumber)
    return String(repeating: "0", count: max(0, 9 - digits.utf8.count)) + digits
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { database in
      // A commit that has returned survives a power cut.
      try database.execute(sql: "PRAGMA synchronous = FULL")
      try database.execute(sql: "PRAGMA cache_size = -65536")
      // Damage is found where it is read, before anything is built on it.
      try database.execute(sql: "PRAGMA cell_size_check = ON")
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
    return try LedgerFault.translating(path: path) {
      try database.writeWithoutTransaction { database in
        let isFirstLoad = try prepareToWrite(database, lock)
        try database.beginTransaction(.immediate)
        defer { if database.isInsideTransaction { try? database.rollback() } }
        let result = try body(LedgerTransaction(database, path: path))
        if isFirstLoad, !database.isInsideTransaction {
          // Now, since whoever reads it would hold up the next run, which needs it else.
          try? database.execute(sql: "PRAGMA journal_mode = WAL")
        }
        return result
      }
    }
  }

  /// Removes the files that a purge named and gives the room that it left back to the disk.
  public func sweep() throws {
    let lock = try LedgerLock(of: path)
    defer { withExtendedLifetime(lock) {} }
    do {
      let purged = try database.read { database in
        try Int.fetchAll(
          database, sql: "SELECT control_number FROM claims_transaction WHERE purged IS NOT NULL")
      }
      for batch in purged { try OwnFile.remove(Self.archivePath(ofBatch: batch, in: path)) }
      try database.vacuum()
      try database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    } catch {
      throw LedgerFault(error, path: path)
    }
  }

  /// Runs `body` on the ledger as it stands, whoever is writing to it; it changes nothing.
  public func look<Result>(_ body: (LedgerTransaction) throws -> Result) throws -> Result {
    try LedgerFault.translating(path: path) {
      try database.read { try body(LedgerTransaction($0, path: path)) }
    }
  }
}
