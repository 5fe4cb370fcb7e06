public import ClaimCore
internal import GRDB

/// One run's reading and writing of a ledger, of which all or nothing stays.
public struct LedgerTransaction: ~Copyable {
  let database: Database
  let path: String

  init(_ database: Database, path: String) {
    self.database = database
    self.path = path
  }

  /// Keeps what was written; afterwards a power cut changes nothing.
  public func commit() throws { try database.commit() }

  /// Adds what the ledger knows to a run's sessions: the earlier state of each, and the ledger's own
  /// sessions that they must be decided with.
  ///
  /// - Parameters:
  ///   - opensNew: whether New items of the ledger are to be approved.
  public func recall(
    _ set: SessionSet, of practice: Practice, opensNew: Bool
  ) throws -> SessionSet {
    try Recall(database, path: path, practice: practice).recall(set, opensNew: opensNew)
  }
}
