internal import GRDB

extension Ledger {
  /// Copies a ledger as it is at one moment, while a run may be on, into an empty file that is there.
  public static func backUp(_ path: String, into copy: String) throws {
    try read(path) { _ in }
    do {
      let source = try openForReading(path)
      var configuration = Configuration()
      configuration.prepareDatabase { database in
        // No file beside the copy: whoever ends the process leaves nothing of it.
        try database.execute(sql: "PRAGMA journal_mode = MEMORY")
      }
      let target = try DatabaseQueue(path: copy, configuration: configuration)
      try source.backup(to: target)
      try target.close()
    } catch {
      throw LedgerFault(error, path: path)
    }
  }
}
