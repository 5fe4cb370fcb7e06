internal import GRDBSQLite

/// What SQLite calls to read a ``RowFeed``'s table (its virtual table interface). It goes through all
/// rows in their order; there is nothing to look them up by.
enum FeedModule {
  static let mostColumns = 16

  /// SQLite's own part of a table and of a cursor comes first, which it knows them by.
  private struct Table {
    var base = sqlite3_vtab()
    let contents: UnsafeMutablePointer<FeedContents>
  }

  private struct Cursor {
    var base = sqlite3_vtab_cursor()
    let contents: UnsafeMutablePointer<FeedContents>
    var row = 0
  }

  /// Made once and never changed.
  nonisolated(unsafe) static let module: UnsafePointer<sqlite3_module> = {
    let module = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    module.initialize(to: sqlite3_module())
    addTableCalls(to: &module.pointee)
    addCursorCalls(to: &module.pointee)
    addRowCalls(to: &module.pointee)
    return UnsafePointer(module)
  }()

  private static func addTableCalls(to module: inout sqlite3_module) {
    module.xConnect = { connection, contents, _, _, table, _ in
      guard let contents, let table else { return SQLITE_MISUSE }
      let names = (1...FeedModule.mostColumns).map { "c\($0)" }.joined(separator: ",")
      let code = sqlite3_declare_vtab(connection, "CREATE TABLE run_row (\(names))")
      if code != SQLITE_OK { return code }
      let made = UnsafeMutablePointer<Table>.allocate(capacity: 1)
      made.initialize(to: Table(contents: contents.assumingMemoryBound(to: FeedContents.self)))
      table.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab.self)
      return SQLITE_OK
    }
    module.xDisconnect = {
      UnsafeMutableRawPointer($0)?.deallocate()
      return SQLITE_OK
    }
    module.xBestIndex = { _, _ in SQLITE_OK }
  }

  private static func addCursorCalls(to module: inout sqlite3_module) {
    module.xOpen = { table, cursor in
      guard let table, let cursor else { return SQLITE_MISUSE }
      let opened = UnsafeRawPointer(table).assumingMemoryBound(to: Table.self)
      let made = UnsafeMutablePointer<Cursor>.allocate(capacity: 1)
      made.initialize(to: Cursor(contents: opened.pointee.contents))
      cursor.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(
        to: sqlite3_vtab_cursor.self)
      return SQLITE_OK
    }
    module.xClose = {
      UnsafeMutableRawPointer($0)?.deallocate()
      return SQLITE_OK
    }
    module.xFilter = { cursor, _, _, _, _ in
      FeedModule.cursor(cursor).pointee.row = 0
      return SQLITE_OK
    }
  }

  private static func addRowCalls(to module: inout sqlite3_module) {
    module.xNext = {
      FeedModule.cursor($0).pointee.row += 1
      return SQLITE_OK
    }
    module.xEof = {
      let cursor = FeedModule.cursor($0).pointee
      return cursor.row < cursor.contents.pointee.rows ? 0 : 1
    }
    module.xColumn = {
      let cursor = FeedModule.cursor($0).pointee
      cursor.contents.pointee.give(Int($2), ofRow: cursor.row, to: $1)
      return SQLITE_OK
    }
    module.xRowid = {
      $1?.pointee = sqlite3_int64(FeedModule.cursor($0).pointee.row)
      return SQLITE_OK
    }
  }

  /// SQLite gives back what `xOpen` made.
  private static func cursor(
    _ base: UnsafeMutablePointer<sqlite3_vtab_cursor>?
  ) -> UnsafeMutablePointer<Cursor> {
    UnsafeMutableRawPointer(base.unsafelyUnwrapped).assumingMemoryBound(to: Cursor.self)
  }
}
