/// Why a ledger can't be used.
public enum LedgerFault: Error, Sendable, Equatable {
  /// Another run holds it.
  case held(path: String)
  /// It can't be opened, read or written.
  case unusable(path: String, cause: String)
  /// It was written by a later version of claimpipe.
  case newer(path: String)
  /// It is a database, and not a ledger.
  case foreign(path: String)
  /// What stands in it contradicts itself.
  case damaged(path: String, cause: String)

  public var message: String {
    switch self {
    case .held(let path): "\(path): another run holds the ledger; wait for it to end"
    case .unusable(let path, let cause): "\(path): can't use the ledger: \(cause)"
    case .newer(let path):
      "\(path): the ledger was written by a later version of claimpipe: use that one"
    case .foreign(let path):
      "\(path): this is a database of another program, not a ledger; name another file"
    case .damaged(let path, let cause):
      "\(path): the ledger is damaged: \(cause); restore a backup (claimpipe ledger backup)"
    }
  }
}
