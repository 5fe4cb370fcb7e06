public import ClaimCore
internal import GRDB

/// Whether a ledger agrees with itself, and its counts.
public struct LedgerVerification: Sendable {
  /// What contradicts something else, the first ones of each kind.
  public var problems: [String] = []
  public var sessionCount = 0
  /// Charge items with their units, by status.
  public var items: [ChargeStatus: (count: Int, units: Int)] = [:]
  /// Claims by status.
  public var claims: [String: ClaimTotals] = [:]
  public var batches: [BatchEntry] = []
  /// Files of a run that ended before they had their names.
  public var promisedCount = 0

  public struct ClaimTotals: Sendable, Equatable {
    public var count = 0
    public var units = 0
    public var billed = Money.zero
  }
}

extension LedgerReading {
  /// Checks the database's own integrity, and the balance of counts, units and money: sessions with
  /// their claims, claims with their lines and with their batches.
  public func verify() throws -> LedgerVerification {
    var verification = LedgerVerification()
    for check in [Integrity.check, StatusChecks.check, ClaimBalance.check, BatchBalance.check] {
      var report = ProblemReport()
      try check(self, &verification, &report)
      verification.problems += report.problems
    }
    try forEachBatch { verification.batches.append($0) }
    verification.promisedCount =
      try Int.fetchOne(database, sql: "SELECT count(*) FROM publication") ?? 0
    return verification
  }

  /// Adds what a query gives, a sentence a row.
  func report(_ sql: String, to report: inout ProblemReport) throws {
    let rows = try RowStatement(database, sql)
    defer { rows.reset() }
    while try rows.step() { report.add(rows.string(0)) }
  }
}

/// Problems of one kind: enough of them to see what is wrong.
struct ProblemReport {
  private static let most = 20
  private(set) var count = 0
  private var first: [String] = []

  mutating func add(_ problem: @autoclosure () -> String) {
    count += 1
    if count <= Self.most { first.append(problem()) }
  }

  var problems: [String] {
    count > Self.most ? first + ["and \(count - Self.most) more of the same kind"] : first
  }
}

/// The database's own checks.
private enum Integrity {
  static func check(
    _ reading: LedgerReading, _ verification: inout LedgerVerification,
    _ report: inout ProblemReport
  ) throws {
    let integrity = try RowStatement(reading.database, "PRAGMA integrity_check(20)")
    defer { integrity.reset() }
    while try integrity.step() {
      let words = integrity.string(0)
      if words != "ok" { report.add("the database: \(words)") }
    }
    let keys = try RowStatement(reading.database, "PRAGMA foreign_key_check")
    defer { keys.reset() }
    while try keys.step() {
      report.add(
        "the database: row \(keys.number(1)) of \(keys.string(0)) names a row of "
          + "\(keys.string(2)) that is not there")
    }
  }
}
