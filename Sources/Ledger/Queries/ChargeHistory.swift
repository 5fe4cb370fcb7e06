public import ClaimCore
internal import GRDB

/// A run, or a person's action, that changed the ledger.
public struct LedgerRun: Sendable, Equatable {
  public var number: Int64
  /// Microseconds since 1970 in UTC.
  public var instant: Int64
  /// The manifest's pipeline, or the command of an action.
  public var name: String
}

/// A change of a charge item.
public struct ChargeEvent: Sendable {
  public var run: LedgerRun
  /// `nil`: no charge item.
  public var before: ChargeStatus?
  public var after: ChargeStatus?
  public var why: String
}

/// All that a ledger knows of one session.
public struct ChargeHistory: Sendable {
  public var entry: ChargeEntry
  public var session: StoredSession
  public var firstRun: LedgerRun
  public var lastRun: LedgerRun
  /// What changed since it was first seen, in its order.
  public var events: [ChargeEvent]
  public var claim: ClaimEntry?
}

extension LedgerReading {
  /// - Returns: `nil` where the ledger has never seen the session.
  public func charge(ofSession id: String) throws -> ChargeHistory? {
    let rows = try RowStatement(
      database, "\(ChargeEntry.select) WHERE charge.session_id = ?", [.text(id)])
    defer { rows.reset() }
    guard try rows.step() else { return nil }
    let entry = try ChargeEntry(rows, path: path)
    let session = try rows.record(12, of: id, path: path) {
      (bytes) throws(RecordDamage) in try StoredSession(bytes)
    }
    let runs = try RowStatement(
      database, "SELECT first_run, run FROM charge WHERE id = ?", [.number(entry.row)])
    defer { runs.reset() }
    guard try runs.step() else { return nil }
    return ChargeHistory(
      entry: entry, session: session, firstRun: try run(runs.number(0)),
      lastRun: try run(runs.number(1)), events: try events(of: entry),
      claim: try entry.claimNumber.flatMap { try claimEntry($0) })
  }

  private func events(of entry: ChargeEntry) throws -> [ChargeEvent] {
    let rows = try RowStatement(
      database, "SELECT run, before, after, why FROM charge_event WHERE charge = ? ORDER BY id",
      [.number(entry.row)])
    var events: [ChargeEvent] = []
    try rows.eachRow {
      events.append(
        ChargeEvent(
          run: try run(rows.number(0)),
          before: try rows.status(1, of: entry.sessionID, path: path),
          after: try rows.status(2, of: entry.sessionID, path: path), why: rows.string(3)))
    }
    return events
  }

  func run(_ number: Int64) throws -> LedgerRun {
    let rows = try RowStatement(
      database, "SELECT moment, pipeline FROM run WHERE id = ?", [.number(number)])
    defer { rows.reset() }
    guard try rows.step() else {
      throw LedgerFault.damaged(path: path, cause: "there is no run \(number)")
    }
    let instant = rows.number(0)
    // Of the years 1 to 9999.
    guard (-62_135_596_800...253_402_300_799).contains(instant / Moment.microsPerSecond) else {
      throw LedgerFault.damaged(path: path, cause: "run \(number) has no time")
    }
    return LedgerRun(number: number, instant: instant, name: rows.string(1))
  }
}
