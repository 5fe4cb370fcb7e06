internal import GRDB

/// A finished file on its way to its name.
public struct PromisedFile: Sendable, Equatable {
  /// Absolute, as is ``path``: another run may have another working folder.
  public let temporaryPath: String
  public let path: String
  public let sha256: String
  /// The control number of the batch that it is, or keeps a copy of.
  public let batch: Int?
  /// It holds charge items that were marked as billed externally with it, and don't come again.
  public let isMarked: Bool
  /// The path of the file that it only speaks of, such as its checksum; empty where it is a file itself.
  public let beside: String
  /// Of those, the one whose presence says that the file is there.
  public let isMarker: Bool

  public init(
    temporaryPath: String, path: String, sha256: String, batch: Int? = nil, isMarked: Bool = false,
    beside: String = "", isMarker: Bool = false
  ) {
    self.beside = beside
    self.isMarker = isMarker
    self.temporaryPath = temporaryPath
    self.path = path
    self.sha256 = sha256
    self.batch = batch
    self.isMarked = isMarked
  }
}

extension LedgerTransaction {
  /// Notes files that take their names once the ledger has what the run decided.
  public func promise(_ files: [PromisedFile]) throws {
    for file in files {
      try database.execute(
        sql: """
          INSERT INTO publication
            (run, temporary, path, sha256, control_number, is_marked, beside, is_marker)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          run, file.temporaryPath, file.path, file.sha256, file.batch, file.isMarked, file.beside,
          file.isMarker,
        ])
    }
  }

  /// Files that a run promised and perhaps did not name, in their order.
  public func promises() throws -> [PromisedFile] {
    let rows = try RowStatement(
      database,
      """
      SELECT temporary, path, sha256, control_number, is_marked, beside, is_marker
      FROM publication ORDER BY id
      """)
    var files: [PromisedFile] = []
    try rows.eachRow {
      files.append(
        PromisedFile(
          temporaryPath: rows.string(0), path: rows.string(1), sha256: rows.string(2),
          batch: rows.optionalNumber(3).map { Int($0) }, isMarked: rows.number(4) != 0,
          beside: rows.string(5), isMarker: rows.number(6) != 0))
    }
    return files
  }

  public func forgetPromises() throws {
    try database.execute(sql: "DELETE FROM publication")
  }
}
