internal import ByteIO
internal import Glibc

/// SQLite's rollback journal, which only first loads have. Where one is cut short its journal stays, and
/// whoever opens the ledger next has it play its pages back.
///
/// Into whatever stands there: a backup that was put in the place of the ledger would lose what it has.
enum RollbackJournal {
  /// - Throws: ``LedgerFault/unusable(path:cause:)`` where a journal is not the ledger's own.
  static func check(_ ledger: String) throws(LedgerFault) {
    let real = LedgerFile.real(ledger)
    guard OwnFile.exists(real + "-journal"), let identity = FileIdentity(of: real),
      let noted = try? FileTree.read(real + "-lock"), !noted.isEmpty,
      noted != Array(identity.text.utf8)
    else { return }
    throw .unusable(
      path: ledger,
      cause:
        "\(real)-journal is of a ledger that stood here before, whose first run was cut short, "
        + "and would undo what this one has; move it away too")
  }
}

/// A ledger that links lead to has one lock and one journal, whichever way it is named.
enum LedgerFile {
  static func real(_ ledger: String) -> String {
    guard let real = realpath(ledger, nil) else { return ledger }
    defer { free(real) }
    return String(cString: real)
  }
}
