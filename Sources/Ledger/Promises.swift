internal import GRDB

/// A finished file on its way to its name.
public struct PromisedFile: Sendable, Equatable {
  public let temporaryPath: String
  public let path: String

  public init(temporaryPath: String, path: String) {
    self.temporaryPath = temporaryPath
    self.path = path
  }
}

extension LedgerTransaction {
  /// Notes files that take their names once the ledger has what the run decided.
  public func promise(_ files: [PromisedFile]) throws {
    for file in files {
      try database.execute(
        sql: "INSERT INTO publication (run, temporary, path) VALUES (?, ?, ?)",
        arguments: [run, file.temporaryPath, file.path])
    }
  }

  /// Files that a run promised and perhaps did not name, in their order.
  public func promises() throws -> [PromisedFile] {
    try Row.fetchAll(database, sql: "SELECT temporary, path FROM publication ORDER BY id").map {
      PromisedFile(temporaryPath: $0["temporary"], path: $0["path"])
    }
  }

  public func forgetPromises() throws {
    try database.execute(sql: "DELETE FROM publication")
  }
}
