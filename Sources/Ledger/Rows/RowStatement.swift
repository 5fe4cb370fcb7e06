internal import ClaimCore
internal import GRDB
internal import GRDBSQLite

/// A prepared statement that is run for many rows, with values bound as bytes: no `String` a row, and
/// SQLite copies nothing that it binds.
///
/// Bytes that are bound must stay where they are until the row has run.
final class RowStatement {
  private let statement: Statement
  private let raw: OpaquePointer
  /// Short texts, so that they stay while the row runs.
  private let short: UnsafeMutableRawBufferPointer
  private static let shortLength = 32

  init(_ database: Database, _ sql: String) throws {
    statement = try database.makeStatement(sql: sql)
    raw = statement.sqliteStatement
    let places = Int(sqlite3_bind_parameter_count(raw)) + 1
    short = .allocate(byteCount: places * Self.shortLength, alignment: 16)
  }

  deinit { short.deallocate() }

  func bind(_ place: Int32, _ bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.count <= 8 {
      bind(place, short: bytes)
    } else {
      let base = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
      sqlite3_bind_text(raw, place, base, Int32(bytes.count), nil)
    }
  }

  private func bind(_ place: Int32, short bytes: UnsafeBufferPointer<UInt8>) {
    let start = Int(place) * Self.shortLength
    let room = UnsafeMutableRawBufferPointer(rebasing: short[start..<start + bytes.count])
    room.copyMemory(from: UnsafeRawBufferPointer(bytes))
    let base = UnsafeRawPointer(room.baseAddress)?.assumingMemoryBound(to: CChar.self)
    sqlite3_bind_text(raw, place, base, Int32(bytes.count), nil)
  }

  func bind(_ place: Int32, _ text: Text, of pool: TextPool) {
    // Longer texts stand in the pool, which stays.
    pool.withBytes(text) { bind(place, $0) }
  }

  /// A word or a path, which is copied.
  func bind(_ place: Int32, _ text: String) {
    var text = text
    text.withUTF8 { bytes in
      if bytes.count <= Self.shortLength { return bind(place, short: bytes) }
      let base = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
      sqlite3_bind_text(
        raw, place, base, Int32(bytes.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }
  }

  func bind(_ place: Int32, blob bytes: UnsafeBufferPointer<UInt8>) {
    sqlite3_bind_blob(raw, place, bytes.baseAddress, Int32(bytes.count), nil)
  }

  func bind(_ place: Int32, _ number: Int64) { sqlite3_bind_int64(raw, place, number) }

  func bindNull(_ place: Int32) { sqlite3_bind_null(raw, place) }

  /// Binds a batch's row, from the first place on.
  func bind(_ batch: borrowing RowBatch, row: Int) {
    batch.withContents { cells, bytes in
      let first = row * batch.columns
      for (index, cell) in cells[first..<first + batch.columns].enumerated() {
        let place = Int32(index + 1)
        switch cell.kind {
        case .null: bindNull(place)
        case .integer: bind(place, cell.value)
        case .text: bind(place, UnsafeBufferPointer(rebasing: bytes[cell.place]))
        case .blob: bind(place, blob: UnsafeBufferPointer(rebasing: bytes[cell.place]))
        }
      }
    }
  }

  /// - Returns: whether there is a row.
  func step() throws -> Bool {
    switch sqlite3_step(raw) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw databaseError()
    }
  }

  /// Runs a statement that gives no row, and makes it ready for the next.
  func run() throws {
    defer { reset() }
    _ = try step()
  }

  func reset() { sqlite3_reset(raw) }

  func number(_ column: Int32) -> Int64 { sqlite3_column_int64(raw, column) }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(raw, column) == SQLITE_NULL }

  func withBytes<Result>(
    _ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    let start = sqlite3_column_blob(raw, column)?.assumingMemoryBound(to: UInt8.self)
    return try body(
      UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(raw, column))))
  }

  func string(_ column: Int32) -> String {
    withBytes(column) { String(decoding: $0, as: UTF8.self) }
  }

  private func databaseError() -> DatabaseError {
    let connection = sqlite3_db_handle(raw)
    return DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
      message: sqlite3_errmsg(connection).map { String(cString: $0) })
  }
}
