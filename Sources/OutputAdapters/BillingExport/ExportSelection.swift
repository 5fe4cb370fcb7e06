import AdapterKit
public import ClaimCore

/// Which charge items the export holds (EXP-2), and their order.
public struct ExportSelection: Sendable {
  var statuses: Set<ChargeStatus>
  var includesBilledExternally: Bool
  /// EXP-3; `nil` where the manifest does not say.
  public let marksItems: Bool?

  /// Calls `body` with each row of `result.items` that is chosen, as they stand there.
  func forEachRow(
    of result: BillingResult, in scope: Scope,
    _ body: (_ row: Int, ChargeItem, Session) throws -> Void
  ) rethrows {
    let scope = ResolvedScope(scope, in: result.practice)
    var isWanted = [Bool](repeating: false, count: ChargeStatus.allCases.count)
    for status in statuses { isWanted[status.place] = true }
    try result.inParts(of: result.items.count) { part in
      for row in part {
        let item = result.items[row]
        guard isWanted[item.status.place] else { continue }
        if item.billedExternally && !includesBilledExternally { continue }
        let session = result.session(of: item)
        guard scope.contains(item.dateOfService, session.businessUnit) else { continue }
        try body(row, item, session)
      }
    }
  }

  /// Rows of `result.items` by the instant of start, then patient id, then session id. Items stand by
  /// patient id, start and session id already, so a stable sort by start will do.
  func sorted(_ result: BillingResult, in scope: Scope) throws -> OrderedBuckets<ExportRow> {
    let buckets = OrderedBuckets<ExportRow>(
      expecting: result.items.count, bucketsOf: ExportRows.rowsInPiece, spill: result.spill
    ) { row in Self.place(result.session(of: result.items[row]).start, row) }
    try forEachRow(of: result, in: scope) { row, item, session in
      try buckets.append(
        ExportRow(item, session, start: session.start), at: Self.place(session.start, row))
    }
    return buckets
  }

  /// The same order as rows of `result.items`, for programs that are handed one after another.
  public func rows(of result: BillingResult, in scope: Scope) -> [UInt32] {
    var entries: [RadixEntry] = []
    forEachRow(of: result, in: scope) { row, _, session in
      entries.append(RadixEntry(key: Self.key(session.start), value: UInt32(row)))
    }
    RadixSort.sort(&entries)
    return entries.map(\.value)
  }

  /// Where a row belongs among rows that are gathered by patient.
  ///
  /// - Parameter rank: the patient's place among all by id.
  static func place(_ start: Moment, rank: UInt32) -> OrderedBuckets<ExportRow>.Place {
    OrderedBuckets.Place(key: key(start), number: Int(rank))
  }

  private static func place(_ start: Moment, _ row: Int) -> OrderedBuckets<ExportRow>.Place {
    OrderedBuckets.Place(key: key(start), number: row)
  }

  /// Orders as the instants do.
  static func key(_ start: Moment) -> UInt64 { UInt64(bitPattern: start.instant) ^ 1 << 63 }
}
