public import ClaimCore
internal import GRDB

/// What a purge removes, in counts.
public struct PurgeCounts: Sendable, Equatable {
  /// Entries in the histories of sessions.
  public var events = 0
  /// Sessions that were cancelled before they were billed.
  public var sessions = 0
  /// Historical claims whose lines go.
  public var claims = 0
  /// Control numbers of the batches whose archive copies go.
  public var batches: [Int] = []
}

/// Removes what no duplicate and no correction needs, of dates of service before a date.
///
/// Only what is closed goes: see `docs/ledger.md`, "Purge".
struct Purge {
  let database: Database
  let path: String
  let date: CivilDate
  let run: Int64

  func perform() throws -> PurgeCounts {
    var counts = PurgeCounts()
    let closed = try closedClaims()
    counts.events = try removeEvents(closed)
    counts.sessions = try removeCancelled(&counts)
    counts.claims = try removeLines(closed)
    counts.batches = try markBatches(closed)
    return counts
  }

  // MARK: Closed claims

  /// A claim, and whether nothing of its own keeps it open.
  private struct Candidate {
    let original: Int64?
    var isClosed: Bool
  }

  /// Claims that were sent, wholly before the date, with all their versions.
  private func closedClaims() throws -> Set<Int64> {
    var claims: [Int64: Candidate] = [:]
    let rows = try RowStatement(
      database,
      """
      SELECT claim.id, number, original, lines,
        status NOT IN ('draft', 'ready_to_submit') AND first_date < ?1
        AND NOT EXISTS (SELECT 1 FROM correction WHERE correction.claim = claim.id)
        AND NOT EXISTS (
          SELECT 1 FROM charge WHERE charge.claim = claim.id
            AND (date_of_service >= ?1 OR item_status IS NOT 'claim_line_created'))
      FROM claim
      """, [.number(Int64(date.days))])
    let limit = Self.iso(date)
    try rows.eachRow {
      let isClosed =
        try rows.number(4) != 0
        && StoredClaimLine.all(rows.string(3), of: rows.string(1), path: path)
          .allSatisfy { $0.endDate < limit }
      claims[rows.number(0)] = Candidate(original: rows.optionalNumber(2), isClosed: isClosed)
    }
    return closed(claims)
  }

  /// A version that is open keeps all others open.
  private func closed(_ claims: [Int64: Candidate]) -> Set<Int64> {
    func root(_ claim: Int64) -> Int64 {
      var root = claim
      var steps = 0
      while let original = claims[root]?.original, steps < claims.count {
        root = original
        steps += 1
      }
      return root
    }
    let open = Set(claims.filter { !$0.value.isClosed }.map { root($0.key) })
    return Set(claims.keys.filter { !open.contains(root($0)) })
  }

  /// `2026-01-05`, as lines have it.
  private static func iso(_ date: CivilDate) -> String {
    let (year, month, day) = date.components
    func digits(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
  }

  // MARK: Removing

  private func removeEvents(_ closed: Set<Int64>) throws -> Int {
    let delete = try RowStatement(
      database,
      "DELETE FROM charge_event WHERE charge IN (SELECT id FROM charge WHERE claim = ?)")
    var count = 0
    for claim in closed.sorted() {
      delete.bind(1, claim)
      try delete.run()
      count += database.changesCount
    }
    return count
  }

  private func removeCancelled(_ counts: inout PurgeCounts) throws -> Int {
    let gone =
      """
      SELECT id FROM charge WHERE item_status IS NULL AND billed_externally = 0
        AND claim IS NULL AND date_of_service < \(date.days)
        AND NOT EXISTS (
          SELECT 1 FROM charge_event WHERE charge = charge.id
            AND before IN ('claim_line_created', 'awaiting_resubmission'))
      """
    let sessions = try Int64.fetchAll(database, sql: gone)
    let deleteEvents = try RowStatement(database, "DELETE FROM charge_event WHERE charge = ?")
    let delete = try RowStatement(database, "DELETE FROM charge WHERE id = ?")
    for session in sessions {
      deleteEvents.bind(1, session)
      try deleteEvents.run()
      counts.events += database.changesCount
      delete.bind(1, session)
      try delete.run()
    }
    return sessions.count
  }

  /// The newest version's lines stay: a correction is made of it.
  private func removeLines(_ closed: Set<Int64>) throws -> Int {
    let update = try RowStatement(
      database,
      "UPDATE claim SET lines = '' WHERE id = ? AND status = 'historical' AND lines <> ''")
    var count = 0
    for claim in closed.sorted() {
      update.bind(1, claim)
      try update.run()
      count += database.changesCount
    }
    return count
  }

  private func markBatches(_ closed: Set<Int64>) throws -> [Int] {
    let batches = try RowStatement(
      database, "SELECT id, control_number FROM claims_transaction WHERE purged IS NULL ORDER BY id"
    )
    let claims = try RowStatement(
      database, "SELECT id FROM claim WHERE claims_transaction = ?")
    let mark = try RowStatement(database, "UPDATE claims_transaction SET purged = ? WHERE id = ?")
    var marked: [(id: Int64, controlNumber: Int)] = []
    try batches.eachRow {
      claims.bind(1, batches.number(0))
      var isClosed = true
      try claims.eachRow { isClosed = isClosed && closed.contains(claims.number(0)) }
      if isClosed { marked.append((batches.number(0), Int(batches.number(1)))) }
    }
    for batch in marked {
      mark.bind(1, run)
      mark.bind(2, batch.id)
      try mark.run()
    }
    return marked.map(\.controlNumber)
  }
}

extension LedgerTransaction {
  /// Removes what no duplicate and no correction needs, of dates of service before a date;
  /// ``begin(at:pipeline:)`` comes before it, and ``Ledger/sweep()`` after it was committed.
  public func purge(before date: CivilDate) throws -> PurgeCounts {
    try Purge(database: database, path: path, date: date, run: run).perform()
  }
}
