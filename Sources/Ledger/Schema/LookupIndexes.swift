internal import GRDB

/// The indexes of charges and claims: a first load writes its rows without them and makes them at its
/// end, which is many times quicker.
enum LookupIndexes {
  private static let statements = [
    "CREATE UNIQUE INDEX charge_by_session ON charge (session_id)",
    "CREATE INDEX charge_by_day ON charge (date_of_service, patient_id)",
    """
    CREATE INDEX charge_open ON charge (item_status)
    WHERE item_status IN ('new', 'ready_to_bill', 'pending_authorization')
    """,
    "CREATE INDEX charge_by_claim ON charge (claim) WHERE claim IS NOT NULL",
    "CREATE UNIQUE INDEX claim_by_number ON claim (number)",
    "CREATE INDEX claim_by_original ON claim (original) WHERE original IS NOT NULL",
    // Claims that no batch has: Draft ones, and those that no output takes.
    "CREATE INDEX claim_unsent ON claim (status) WHERE claims_transaction IS NULL",
    "CREATE INDEX claim_by_transaction ON claim (claims_transaction) WHERE claims_transaction IS NOT NULL",
    "CREATE INDEX claim_void ON claim (id) WHERE frequency = '8'",
  ]

  static func create(_ database: Database) throws {
    for statement in statements { try database.execute(sql: statement) }
  }

  /// Runs `body`; where no charge was ever written, the indexes are made after it.
  static func afterwards<Result>(
    _ database: Database, isFirstLoad: Bool, _ body: () throws -> Result
  ) throws -> Result {
    if !isFirstLoad { return try body() }
    let names = try String.fetchAll(
      database,
      sql: """
        SELECT name FROM sqlite_schema
        WHERE type = 'index' AND tbl_name IN ('charge', 'claim') AND sql IS NOT NULL
        """)
    for name in names { try database.execute(sql: "DROP INDEX \(name)") }
    let result = try body()
    try create(database)
    return result
  }
}
