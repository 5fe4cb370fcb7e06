internal import GRDB

extension LedgerFault {
  /// SQLite's error as ours.
  init(_ error: any Error, path: String) {
    switch error {
    case let fault as LedgerFault: self = fault
    case let error as DatabaseError: self.init(error, path: path)
    default: self = .unusable(path: path, cause: String(describing: type(of: error)))
    }
  }

  init(_ error: DatabaseError, path: String) {
    let words = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .held(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, cause: words)
    default: self = .unusable(path: path, cause: words)
    }
  }
}
