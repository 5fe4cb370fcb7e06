internal import ClaimCore
internal import GRDB

/// What is to be run for a file that was published.
public struct OutboxHook: Sendable, Equatable {
  public enum State: String, Sendable, CaseIterable {
    case waiting, done
    /// Given up.
    case failed
  }

  public var file: OutboxFile
  public var state: State
  /// How often it was begun.
  public var attempts: Int
  /// When it is due, in microseconds since 1970.
  public var next: Int64
  public var lastError: String

  fileprivate static let select =
    """
    SELECT \(OutboxFile.columns), state, attempts, next, last_error
    FROM outbox_hook JOIN outbox_file ON outbox_file.id = outbox_hook.file
    """

  fileprivate init(_ row: RowStatement, path: String) throws(LedgerFault) {
    file = try OutboxFile(row, path: path)
    let column = OutboxFile.width
    guard let state = State(rawValue: row.string(column)) else {
      throw .damaged(path: path, cause: "a hook has the state \(row.string(column))")
    }
    self.state = state
    attempts = row.count(column + 1)
    next = row.number(column + 2)
    lastError = row.string(column + 3)
  }

  fileprivate static func all(
    _ database: Database, path: String, _ conditions: String
  ) throws -> [OutboxHook] {
    let rows = try RowStatement(database, "\(select) \(conditions)")
    var hooks: [OutboxHook] = []
    try rows.eachRow { hooks.append(try OutboxHook(rows, path: path)) }
    return hooks
  }
}

extension Ledger {
  /// Runs `body` as the only process that sees to hooks; the ledger itself is free meanwhile.
  ///
  /// - Returns: `nil` where another process does.
  public func seeingToHooks<Result>(_ body: () throws -> Result) throws -> Result? {
    let lock: LedgerLock
    do throws(LedgerFault) {
      lock = try LedgerLock(of: path, ending: "-hooks-lock")
    } catch {
      if case .held = error { return nil }
      throw error
    }
    defer { withExtendedLifetime(lock) {} }
    return try body()
  }
}

extension LedgerTransaction {
  /// Hooks that are not done, of files at some path.
  public func openHooks(at path: String) throws -> [OutboxHook] {
    try openHooks().filter { $0.file.path == path && $0.file.fate == nil }
  }

  /// Hooks that are not done, given up or not.
  public func openHooks() throws -> [OutboxHook] {
    try OutboxHook.all(
      database, path: path, "WHERE state <> 'done' ORDER BY outbox_hook.file")
  }

  /// Notes that a hook is begun, before it is: one that takes the process with it counts too.
  ///
  /// - Parameter next: when it is due again, should nothing be heard of it.
  public func begin(_ hook: OutboxHook, next: Int64) throws {
    try database.execute(
      sql: "UPDATE outbox_hook SET attempts = attempts + 1, next = ? WHERE file = ?",
      arguments: [next, hook.file.id])
  }

  /// Has a hook wait as it did before it was begun.
  public func takeBack(_ hook: OutboxHook) throws {
    try database.execute(
      sql: "UPDATE outbox_hook SET attempts = ?, next = ? WHERE file = ?",
      arguments: [hook.attempts, hook.next, hook.file.id])
  }

  public func note(
    _ state: OutboxHook.State, of hook: OutboxHook, next: Int64, error: String
  ) throws {
    try database.execute(
      sql: "UPDATE outbox_hook SET state = ?, next = ?, last_error = ? WHERE file = ?",
      arguments: [state.rawValue, next, error, hook.file.id])
  }

  /// Has a hook begin anew, as if it had never been tried.
  public func renew(_ hook: OutboxHook, due: Int64) throws {
    try database.execute(
      sql: "UPDATE outbox_hook SET state = 'waiting', attempts = 0, next = ? WHERE file = ?",
      arguments: [due, hook.file.id])
  }
}

extension LedgerReading {
  /// Hooks that are still to be run, by when they are due.
  public func waitingHooks() throws -> [OutboxHook] {
    try OutboxHook.all(
      database, path: path, "WHERE state = 'waiting' ORDER BY next, outbox_hook.file")
  }

  /// Files that outputs handed on with their hooks, in their order.
  ///
  /// - Parameter isAll: also those that are no longer looked after and have nothing left to do.
  public func forEachOutboxFile(
    isAll: Bool, _ body: (OutboxFile, LedgerRun, OutboxHook?) throws -> Void
  ) throws {
    let hooks = try OutboxHook.all(database, path: path, "ORDER BY outbox_hook.file")
    let byFile = Dictionary(hooks.map { ($0.file.id, $0) }) { first, _ in first }
    let rows = try RowStatement(
      database,
      """
      SELECT \(OutboxFile.columns) FROM outbox_file
      WHERE ?1 OR gone IS NULL
        OR EXISTS (SELECT 1 FROM outbox_hook WHERE file = outbox_file.id AND state <> 'done')
      ORDER BY id
      """, [.number(isAll ? 1 : 0)])
    try rows.eachRow {
      let file = try OutboxFile(rows, path: path)
      try body(file, run(file.run), byFile[file.id])
    }
  }
}
