internal import ClaimCore
internal import GRDB

/// Conditions of a query with their values, joined by AND.
struct Conditions {
  enum Value {
    case text(String)
    case number(Int64)
  }

  private var parts: [String] = []
  private(set) var values: [Value] = []

  mutating func add(_ part: String, _ values: [Value] = []) {
    parts.append(part)
    self.values += values
  }

  mutating func add(_ column: String, isOneOf values: [String]) {
    if values.isEmpty { return }
    let places = values.map { _ in "?" }.joined(separator: ", ")
    add("\(column) IN (\(places))", values.map { .text($0) })
  }

  mutating func add(_ column: String, isIn dates: DateRange) {
    if dates.hasStart { add("\(column) >= ?", [.number(Int64(dates.start.days))]) }
    if dates.hasEnd { add("\(column) <= ?", [.number(Int64(dates.end.days))]) }
  }

  var sql: String { parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND ") }
}

extension RowStatement {
  /// A query whose values are bound.
  convenience init(_ database: Database, _ sql: String, _ values: [Conditions.Value]) throws {
    try self.init(database, sql)
    for (index, value) in values.enumerated() {
      switch value {
      case .text(let text): bind(Int32(index + 1), text)
      case .number(let number): bind(Int32(index + 1), number)
      }
    }
  }

  /// Calls `body` for every row that is left.
  func eachRow(_ body: () throws -> Void) throws {
    defer { reset() }
    while try step() { try body() }
  }

  func optionalString(_ column: Int32) -> String? { isNull(column) ? nil : string(column) }

  func optionalNumber(_ column: Int32) -> Int64? { isNull(column) ? nil : number(column) }

  /// Units, or a number of things. What no run writes is cut off, so that no sum overflows; `ledger
  /// verify` finds it.
  func count(_ column: Int32) -> Int { Int(Int32(clamping: number(column))) }

  /// - Throws: ``LedgerFault/damaged(path:cause:)`` outside of the years 1 to 9999.
  func date(_ column: Int32, path: String) throws(LedgerFault) -> CivilDate {
    let days = number(column)
    guard (-719_162...2_932_896).contains(days) else {
      throw .damaged(path: path, cause: "\(days) stands for a date")
    }
    return CivilDate(days: Int32(days))
  }
}
