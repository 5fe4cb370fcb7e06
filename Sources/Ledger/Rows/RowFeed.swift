internal import GRDB
internal import GRDBSQLite

/// Hands batches of rows to SQLite as a table, `run_row (c1, c2, …)`, which statements read: they begin
/// and end once a batch and not once a row, and SQLite fetches each value where it stands.
struct RowFeed {
  /// SQLite frees it with the connection, or when a table of the same name is made.
  private let contents: UnsafeMutablePointer<FeedContents>

  /// Makes the table, in place of one that was made before.
  init(_ database: Database) throws {
    contents = .allocate(capacity: 1)
    contents.initialize(to: FeedContents())
    let code = sqlite3_create_module_v2(
      database.sqliteConnection, "run_row", FeedModule.module, contents
    ) { $0?.deallocate() }
    if code != SQLITE_OK { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// Calls `body` with a batch in the table.
  func holding(_ batch: borrowing RowBatch, _ body: () throws -> Void) throws {
    try batch.withContents { cells, bytes in
      contents.pointee = FeedContents(
        cells: cells.baseAddress, bytes: bytes.baseAddress, columns: batch.columns,
        rows: batch.count)
      defer { contents.pointee = FeedContents() }
      try body()
    }
  }

  /// Calls `body` with each row of what a statement gives for some batches.
  ///
  /// - Parameters:
  ///   - count: of the batches' rows together.
  ///   - add: adds one of them.
  func eachRow(
    of statement: RowStatement, columns: Int, count: Int, add: (Int, inout RowBatch) -> Void,
    body: () throws -> Void
  ) throws {
    var batch = RowBatch(columns: columns)
    for start in stride(from: 0, to: count, by: RowBatch.limit) {
      batch.removeAll()
      for row in start..<min(start + RowBatch.limit, count) { add(row, &batch) }
      try holding(batch) { try statement.eachRow(body) }
    }
  }
}

/// What the table holds while statements run.
struct FeedContents: BitwiseCopyable {
  var cells: UnsafePointer<RowBatch.Cell>?
  var bytes: UnsafePointer<UInt8>?
  var columns = 0
  var rows = 0

  /// Gives SQLite a value, whose bytes it reads in place: they stay until the statement has run.
  func give(_ column: Int, ofRow row: Int, to result: OpaquePointer?) {
    guard let cells, let bytes, row < rows, column < columns else {
      return sqlite3_result_null(result)
    }
    let cell = cells[row * columns + column]
    switch cell.kind {
    case .null: sqlite3_result_null(result)
    case .integer: sqlite3_result_int64(result, cell.value)
    case .text:
      let start = UnsafeRawPointer(bytes + Int(cell.value)).assumingMemoryBound(to: CChar.self)
      sqlite3_result_text(result, start, cell.length, nil)
    case .blob: sqlite3_result_blob(result, bytes + Int(cell.value), cell.length, nil)
    }
  }
}
