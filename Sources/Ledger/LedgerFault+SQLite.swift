internal import GRDB

extension LedgerFault {
  /// SQLite's error as ours.
  init(_ error: any Error, path: String) {
    switch error {
    case let fault as LedgerFault: self = fault
    case let error as DatabaseError: self.init(error, path: path)
    case is RowDecodingError:
      self = .damaged(path: path, cause: "a value of it is of another type")
    default: self = .unusable(path: path, cause: String(describing: type(of: error)))
    }
  }

  /// Of `body`, what the database throws as ours, all else as it is.
  static func translating<Result>(
    path: String, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error where error is DatabaseError || error is RowDecodingError {
      throw LedgerFault(error, path: path)
    }
  }

  init(_ error: DatabaseError, path: String) {
    let words = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .held(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, cause: words)
    default: self = .unusable(path: path, cause: words + Self.remedy(error))
    }
  }

  /// What a person can do about it, or nothing.
  private static func remedy(_ error: DatabaseError) -> String {
    switch error.resultCode {
    case .SQLITE_FULL:
      "; make room on its disk, and in TMPDIR (else /tmp), where indexes are sorted; then run again"
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
      "; give this user the right to write to it and to its folder"
    case .SQLITE_IOERR:
      " (\(error.extendedResultCode.rawValue)); look after its disk and run again"
    default: ""
    }
  }
}
