internal import GRDB
internal import Glibc

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

  /// Why a file can't be replaced by a backup of a ledger; `nil` where it can.
  public static func obstacle(toBackup path: String, at copy: String) -> String? {
    var (source, target) = (stat(), stat())
    if stat(path, &source) == 0, stat(copy, &target) == 0, source.st_dev == target.st_dev,
      source.st_ino == target.st_ino
    {
      return "the backup can't be the ledger itself"
    }
    // What another database left there would be taken for the copy's own.
    let left = ["-wal", "-journal"].first { stat(copy + $0, &target) == 0 }
    return left.map {
      "\(copy) is in use, or was when its process ended (there is a \(copy)\($0)): name another"
    }
  }
}
