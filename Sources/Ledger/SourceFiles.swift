internal import GRDB

/// A file that came through an inbox.
public struct SourceFile: Sendable, Equatable {
  public var name: String
  public var bytes: Int
  /// In lower-case hexadecimal.
  public var sha256: String

  public init(name: String, bytes: Int, sha256: String) {
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
  }
}

extension LedgerTransaction {
  /// Notes the files that the run has read, so that they are known should they come again;
  /// ``begin(at:pipeline:)`` comes before it.
  ///
  /// - Parameter arrival: the name that the inbox gave the run.
  public func note(_ files: [SourceFile], ofArrival arrival: String) throws {
    let insert = try RowStatement(
      database,
      "INSERT INTO source_file (run, arrival, name, bytes, sha256) VALUES (?, ?, ?, ?, ?)")
    for file in files {
      insert.bind(1, run)
      insert.bind(2, arrival)
      insert.bind(3, file.name)
      insert.bind(4, Int64(file.bytes))
      insert.bind(5, file.sha256)
      try insert.run()
    }
  }

  /// Whether a run with this name of an inbox was committed.
  public func hasArrival(_ arrival: String) throws -> Bool {
    let rows = try RowStatement(database, "SELECT 1 FROM source_file WHERE arrival = ? LIMIT 1")
    defer { rows.reset() }
    rows.bind(1, arrival)
    return try rows.step()
  }

  /// Whether a committed run of this pipeline has read each of these contents.
  public func hasSeen(_ sha256s: some Sequence<String>, pipeline: String) throws -> Bool {
    let rows = try RowStatement(
      database,
      """
      SELECT 1 FROM source_file JOIN run ON run.id = source_file.run
      WHERE sha256 = ? AND pipeline = ? LIMIT 1
      """)
    for sha256 in sha256s {
      rows.bind(1, sha256)
      rows.bind(2, pipeline)
      let isSeen = try rows.step()
      rows.reset()
      if !isSeen { return false }
    }
    return true
  }
}
