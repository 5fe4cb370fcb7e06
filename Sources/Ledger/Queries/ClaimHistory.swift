public import ClaimCore
internal import GRDB

/// A line of a claim as it was made.
public struct StoredClaimLine: Sendable {
  public var procedureCode: String
  /// Joined by `:`.
  public var modifiers: String
  public var placeOfService: String
  public var startDate: String
  public var endDate: String
  public var units: Int
  /// `nil`: no price.
  public var billed: Money?
  public var sessionIDs: [String]

  /// - Returns: `nil` for a text that no run wrote.
  init?(_ text: Substring) {
    let fields = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count >= 8, let units = Int32(fields[5]) else { return nil }
    (procedureCode, modifiers, placeOfService) = (fields[0], fields[1], fields[2])
    (startDate, endDate) = (fields[3], fields[4])
    self.units = Int(units)
    billed = Int64(fields[6]).map { Money(cents: $0) }
    sessionIDs = Array(fields[7...])
  }

  static func all(_ text: String, of claim: String, path: String) throws -> [StoredClaimLine] {
    try text.split(separator: "\n").map {
      if let line = StoredClaimLine($0) { return line }
      throw LedgerFault.damaged(path: path, cause: "a line of claim \(claim) can't be read")
    }
  }
}

/// Something that became of a claim.
public struct ClaimEvent: Sendable {
  public var run: LedgerRun
  public var what: String
}

/// All that a ledger knows of one claim.
public struct ClaimHistory: Sendable {
  public var entry: ClaimEntry
  /// None where they were purged.
  public var lines: [StoredClaimLine]
  /// This one among them (CLM-9).
  public var versions: [ClaimEntry]
  public var batches: [BatchEntry]
  public var events: [ClaimEvent]
}

extension LedgerReading {
  /// - Returns: `nil` where there is no such claim.
  public func claim(_ number: String) throws -> ClaimHistory? {
    guard let entry = try claimEntry(number) else { return nil }
    let lines = try RowStatement(
      database, "SELECT lines FROM claim WHERE id = ?", [.number(entry.row)])
    defer { lines.reset() }
    let text = try lines.step() ? lines.string(0) : ""
    var batches: [BatchEntry] = []
    for batch in entry.batches {
      if let found = try self.batch(batch) { batches.append(found) }
    }
    return ClaimHistory(
      entry: entry, lines: try StoredClaimLine.all(text, of: number, path: path),
      versions: try versions(of: entry), batches: batches,
      events: try events(of: entry, batches))
  }

  /// Every version that is linked with a claim, itself too.
  private func versions(of entry: ClaimEntry) throws -> [ClaimEntry] {
    let rows = try RowStatement(
      database,
      """
      WITH RECURSIVE
        earlier (id, original) AS (
          SELECT id, original FROM claim WHERE id = ?
          UNION
          SELECT claim.id, claim.original FROM claim JOIN earlier ON claim.id = earlier.original),
        linked (id) AS (
          SELECT id FROM earlier
          UNION
          SELECT claim.id FROM claim JOIN linked ON claim.original = linked.id)
      \(ClaimEntry.select) WHERE claim.id IN (SELECT id FROM linked) ORDER BY claim.version, claim.id
      """, [.number(entry.row)])
    var versions: [ClaimEntry] = []
    try rows.eachRow { versions.append(try ClaimEntry(rows, path: path)) }
    return versions
  }

  private func events(of entry: ClaimEntry, _ batches: [BatchEntry]) throws -> [ClaimEvent] {
    var events = [ClaimEvent(run: try run(entry.run), what: "made")]
    for batch in batches {
      events.append(ClaimEvent(run: batch.run, what: "submitted in batch \(batch.digits)"))
    }
    let rows = try RowStatement(
      database, "SELECT run, what FROM claim_event WHERE claim = ? ORDER BY id",
      [.number(entry.row)])
    try rows.eachRow {
      events.append(ClaimEvent(run: try run(rows.number(0)), what: rows.string(1)))
    }
    // Runs are numbered in their order; the sort keeps equal ones as they are.
    return events.enumerated().sorted {
      ($0.element.run.number, $0.offset) < ($1.element.run.number, $1.offset)
    }.map(\.element)
  }
}
