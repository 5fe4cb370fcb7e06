public import ClaimCore
internal import GRDB
internal import Glibc

/// One look at a ledger: what it reads is of one moment, whatever a run does meanwhile.
public final class LedgerReading {
  let database: Database
  let path: String

  init(_ database: Database, path: String) {
    self.database = database
    self.path = path
  }
}

extension LedgerReading {
  /// The run's sessions with what the ledger knows of them and of those that are decided with them,
  /// as a run recalls them.
  public func recall(
    _ set: SessionSet, of practice: Practice, for request: RecallRequest
  ) throws -> SessionSet {
    try Recall(set.ids, database, path: path, practice: practice, request).joined(to: set)
  }
}

extension Ledger {
  /// Reads a ledger without holding it: while a run is on, and where nothing may be written.
  ///
  /// - Parameter ledger: what the file is a copy of; nobody else has it, and nothing is made beside it.
  /// - Throws: ``LedgerFault`` where there is none or it can't be read, and what `body` throws.
  public static func read<Result>(
    _ path: String, copyOf ledger: String? = nil, _ body: (LedgerReading) throws -> Result
  ) throws -> Result {
    try requireExisting(path)
    let name = ledger ?? path
    return try LedgerFault.translating(path: name) {
      try openForReading(path, isCopy: ledger != nil).read { database in
        try check(database, path: name)
        return try body(LedgerReading(database, path: name))
      }
    }
  }

  /// Opens a ledger that is there; ``init(path:)`` would make one.
  public static func existing(_ path: String) throws(LedgerFault) -> Ledger {
    try requireExisting(path)
    return try Ledger(path: path)
  }

  private static func requireExisting(_ path: String) throws(LedgerFault) {
    var status = stat()
    if stat(path, &status) != 0 {
      let cause =
        errno == ENOENT ? "there is none; a run makes it" : String(cString: strerror(errno))
      throw .unusable(path: path, cause: cause)
    }
    if status.st_mode & S_IFMT != S_IFREG {
      throw .unusable(path: path, cause: "it is not a regular file")
    }
  }

  static func openForReading(_ path: String, isCopy: Bool = false) throws -> DatabaseQueue {
    if !isCopy { try RollbackJournal.check(path) }
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    let folder = path.utf8.lastIndex(of: 0x2F).map { String(path[...$0]) } ?? "."
    if !isCopy && access(path, W_OK) == 0 && access(folder, W_OK) == 0 {
      // May bring in what a run that was killed left in the write-ahead log.
      return try DatabaseQueue(path: path, configuration: configuration)
    }
    configuration.readonly = true
    var log = stat()
    let hasLog =
      !isCopy
      && ["-wal", "-journal"].contains { stat(path + $0, &log) == 0 && log.st_size > 0 }
    // Without a log there is nobody at it, and SQLite need not make the files that it would share.
    return try DatabaseQueue(
      path: hasLog ? path : immutableURI(path), configuration: configuration)
  }

  private static func immutableURI(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var uri = path.utf8.first == 0x2F ? Array("file://".utf8) : Array("file:".utf8)
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D...0x2F, 0x5F, 0x7E: uri.append(byte)
      default: uri += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: uri, as: UTF8.self) + "?immutable=1"
  }

  /// That the tables are those of this version.
  private static func check(_ database: Database, path: String) throws {
    try NewLedger.check(database, path: path)
    let migrator = Migrations.migrator
    if try migrator.hasBeenSuperseded(database) { throw LedgerFault.newer(path: path) }
    if try migrator.hasCompletedMigrations(database) { return }
    throw LedgerFault.unusable(
      path: path,
      cause: "it is of an earlier version of claimpipe: the next run brings it up to date")
  }
}
