public import ClaimCore
internal import GRDB

/// A file that an output handed on, as a ledger keeps it.
public struct OutboxFile: Sendable, Equatable {
  /// 0 until a ledger has it.
  public var id: Int64 = 0
  /// The number of the run that wrote it.
  public var run: Int64 = 0
  /// One path of the output, with its placeholders: the same for all of its files.
  public var output: String
  /// One path of this file, with its placeholders: the same for those that came before it.
  public var document: String
  public var date: CivilDate
  public var sequence: Int
  /// Absolute.
  public var path: String
  public var sha256: String
  public var byteCount: Int
  public var recordCount: Int
  public var controlNumber: Int?
  /// What the names of the files beside it end in; empty where there is none.
  public var checksum: String
  public var marker: String
  /// What became of it, once it is no longer looked after.
  public var fate: Fate?

  public enum Fate: String, Sendable {
    case removed, replaced, changed, missing
  }

  public init(
    output: String, document: String, date: CivilDate, sequence: Int, path: String,
    sha256: String, byteCount: Int, recordCount: Int, controlNumber: Int?, checksum: String,
    marker: String
  ) {
    self.output = output
    self.document = document
    self.date = date
    self.sequence = sequence
    self.path = path
    self.sha256 = sha256
    self.byteCount = byteCount
    self.recordCount = recordCount
    self.controlNumber = controlNumber
    self.checksum = checksum
    self.marker = marker
  }

  static let columns =
    """
    outbox_file.id, outbox_file.run, output, document, outbox_file.date, sequence,
      outbox_file.path, outbox_file.sha256, bytes, records, outbox_file.control_number, checksum,
      marker, gone
    """
  /// The number of columns.
  static let width: Int32 = 14

  init(_ row: RowStatement, path ledger: String) throws(LedgerFault) {
    id = row.number(0)
    run = row.number(1)
    output = row.string(2)
    document = row.string(3)
    date = try row.date(4, path: ledger)
    sequence = row.count(5)
    path = row.string(6)
    sha256 = row.string(7)
    byteCount = Int(row.number(8))
    recordCount = row.count(9)
    controlNumber = row.optionalNumber(10).map { Int($0) }
    checksum = row.string(11)
    marker = row.string(12)
    fate = row.isNull(13) ? nil : Fate(rawValue: row.string(13))
  }
}

extension LedgerTransaction {
  /// The number of the next run of a date that writes an output, from 1.
  public func nextSequence(ofOutput output: String, on date: CivilDate) throws -> Int {
    let rows = try RowStatement(
      database, "SELECT max(sequence) FROM outbox_file WHERE output = ? AND date = ?",
      [.text(output), .number(Int64(date.days))])
    defer { rows.reset() }
    return try rows.step() ? rows.count(0) + 1 : 1
  }

  /// SHA-256 of the last file of a document; `nil` where there was none.
  public func lastSHA256(ofDocument document: String) throws -> String? {
    let rows = try RowStatement(
      database, "SELECT sha256 FROM outbox_file WHERE document = ? ORDER BY id DESC LIMIT 1",
      [.text(document)])
    defer { rows.reset() }
    return try rows.step() ? rows.string(0) : nil
  }

  /// Notes a file of this run, in the place of one that had its path.
  ///
  /// - Parameter due: when its hook is to be run, in microseconds since 1970; `nil` without one.
  public func note(_ file: OutboxFile, hookDue due: Int64?) throws {
    try database.execute(
      sql: "UPDATE outbox_file SET gone = 'replaced' WHERE path = ? AND gone IS NULL",
      arguments: [file.path])
    try database.execute(
      sql: """
        INSERT INTO outbox_file (
          run, output, document, date, sequence, path, sha256, bytes, records, control_number,
          checksum, marker)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run, file.output, file.document, Int64(file.date.days), file.sequence, file.path,
        file.sha256, file.byteCount, file.recordCount, file.controlNumber, file.checksum,
        file.marker,
      ])
    guard let due else { return }
    try database.execute(
      sql: """
        INSERT INTO outbox_hook (file, state, attempts, next, last_error)
        VALUES (?, 'waiting', 0, ?, '')
        """,
      arguments: [database.lastInsertedRowID, due])
  }

  /// Files of an output that were written before a date, are still looked after, and have no hook
  /// that is not done.
  public func files(ofOutput output: String, before date: CivilDate) throws -> [OutboxFile] {
    let rows = try RowStatement(
      database,
      """
      SELECT \(OutboxFile.columns) FROM outbox_file
      WHERE output = ? AND date < ? AND gone IS NULL AND NOT EXISTS (
        SELECT 1 FROM outbox_hook WHERE file = outbox_file.id AND state <> 'done')
      ORDER BY id
      """, [.text(output), .number(Int64(date.days))])
    var files: [OutboxFile] = []
    try rows.eachRow { files.append(try OutboxFile(rows, path: path)) }
    return files
  }

  public func note(_ fate: OutboxFile.Fate, of file: OutboxFile) throws {
    try database.execute(
      sql: "UPDATE outbox_file SET gone = ? WHERE id = ?", arguments: [fate.rawValue, file.id])
  }
}
