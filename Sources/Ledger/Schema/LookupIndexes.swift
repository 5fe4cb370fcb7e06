internal import ByteIO
internal import GRDB

/// The indexes of charges and claims.
enum LookupIndexes {
  /// Of charge items that runs go on with, in the words that SQLite knows its index by. `IN` would
  /// take five times as long for each charge that is written.
  static let open =
    "item_status = 'new' OR item_status = 'ready_to_bill' OR item_status = 'pending_authorization'"

  /// Of all rows: made at the end of a first load, which is many times quicker than row by row.
  private static let ofEveryRow = [
    "CREATE UNIQUE INDEX charge_by_session ON charge (session_id)",
    "CREATE INDEX charge_by_day ON charge (date_of_service, patient_id)",
    "CREATE UNIQUE INDEX claim_by_number ON claim (number)",
  ]

  /// Of few rows, or in the rows' own order: cheaper while they are written than another look at them.
  private static let ofSomeRows = [
    "CREATE INDEX charge_by_claim ON charge (claim) WHERE claim IS NOT NULL",
    "CREATE INDEX charge_open ON charge (item_status) WHERE \(open)",
    "CREATE INDEX claim_by_original ON claim (original) WHERE original IS NOT NULL",
    // Claims that no batch has: Draft ones, and those that no output takes.
    "CREATE INDEX claim_unsent ON claim (status) WHERE claims_transaction IS NULL",
    "CREATE INDEX claim_by_transaction ON claim (claims_transaction) WHERE claims_transaction IS NOT NULL",
    "CREATE INDEX claim_void ON claim (id) WHERE frequency = '8'",
  ]

  static func create(_ database: Database) throws {
    for statement in ofEveryRow + ofSomeRows { try database.execute(sql: statement) }
  }

  /// Before a first load.
  static func dropThoseOfEveryRow(_ database: Database) throws {
    for name in ["charge_by_session", "charge_by_day", "claim_by_number"] {
      try database.execute(sql: "DROP INDEX \(name)")
    }
  }

  /// The first while others still render; later ones find a processor idle, and sort on two threads.
  static func createThoseOfEveryRow(_ database: Database, of path: String) throws {
    for (number, statement) in ofEveryRow.enumerated() {
      if number == 1 { try database.execute(sql: "PRAGMA threads = 1") }
      OpenFiles.beginWriting(path)
      try database.execute(sql: statement)
    }
    try database.execute(sql: "PRAGMA threads = 0")
  }
}
