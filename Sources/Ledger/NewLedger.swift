internal import ByteIO
internal import GRDB
internal import Glibc

/// Makes a ledger under another name and gives it its own once it is whole: what stands at a
/// ledger's path is a ledger, or it is damaged. An empty file taken for a new ledger would bill
/// everything again.
enum NewLedger {
  /// `clmp`: the file is ours (SQLite's application_id).
  static let applicationID: Int32 = 0x636C_6D70

  static func make(_ path: String) throws(LedgerFault) {
    try OwnFile.makeFolder(of: path)
    let lock = try LedgerLock(of: path)
    defer { withExtendedLifetime(lock) {} }
    // Another process may have been quicker.
    if OwnFile.exists(path) { return }
    let temporary = path + "-new"
    for ending in ["", "-journal", "-wal", "-shm"] { unlink(temporary + ending) }
    do {
      try OwnFile.create(temporary)
      try fill(temporary)
      try OwnFile.rename(temporary, to: path)
    } catch {
      for ending in ["", "-journal"] { unlink(temporary + ending) }
      throw LedgerFault(error, path: path)
    }
  }

  /// With SQLite's rollback journal: when it commits, all is in the one file.
  private static func fill(_ path: String) throws {
    var configuration = Configuration()
    configuration.prepareDatabase {
      try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA page_size = 8192")
    }
    let database = try DatabaseQueue(path: path, configuration: configuration)
    try Migrations.migrator.migrate(database)
    try database.close()
  }

  /// - Throws: ``LedgerFault/damaged(path:cause:)`` where a database is empty or someone else's.
  static func check(_ database: Database, path: String) throws {
    let id = try Int32.fetchOne(database, sql: "PRAGMA application_id")
    if id == applicationID { return }
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    throw tables == 0
      ? LedgerFault.damaged(path: path, cause: "it is empty")
      : LedgerFault.foreign(path: path)
  }
}
