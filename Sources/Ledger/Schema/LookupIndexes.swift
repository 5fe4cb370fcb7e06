internal import GRDB

/// The charges' indexes that only later runs need: a first load writes its rows without them and
/// makes them at its end, which is many times quicker.
enum LookupIndexes {
  static let statements = [
    "CREATE INDEX charge_by_day ON charge (patient_id, date_of_service)",
    "CREATE INDEX charge_by_date ON charge (date_of_service)",
    """
    CREATE INDEX charge_open ON charge (item_status)
    WHERE item_status IN ('new', 'ready_to_bill', 'pending_authorization')
    """,
    "CREATE INDEX charge_by_claim ON charge (claim)",
  ]
  private static let names = ["charge_by_day", "charge_by_date", "charge_open", "charge_by_claim"]

  static func create(_ database: Database) throws {
    for statement in statements { try database.execute(sql: statement) }
  }

  /// Runs `body`; where no charge was ever written, the indexes are made after it.
  static func afterwards<Result>(
    _ database: Database, isFirstLoad: Bool, _ body: () throws -> Result
  ) throws -> Result {
    if !isFirstLoad { return try body() }
    for name in names { try database.execute(sql: "DROP INDEX \(name)") }
    let result = try body()
    try create(database)
    return result
  }
}
