import AdapterKit
public import ClaimCore

/// Which charge items the export holds (EXP-2), and their order.
public struct ExportSelection: Sendable {
  var statuses: Set<ChargeStatus>
  var includesBilledExternally: Bool
  /// EXP-3; `nil` where the manifest does not say.
  public let marksItems: Bool?

  /// Rows of `result.items` by the instant of start, then patient id, then session id.
  public func rows(of result: BillingResult, in scope: Scope) -> [UInt32] {
    let scope = ResolvedScope(scope, in: result.practice)
    var starts: [Int64] = []
    var chosen: [UInt32] = []
    starts.reserveCapacity(result.items.count)
    chosen.reserveCapacity(result.items.count)
    var isWanted = [Bool](repeating: false, count: ChargeStatus.allCases.count)
    for status in statuses { isWanted[status.place] = true }
    result.items.withRows { items in
      result.sessions.sessions.withRows { sessions in
        for (row, item) in items.enumerated() {
          guard isWanted[item.status.place] else { continue }
          if item.billedExternally && !includesBilledExternally { continue }
          let session = sessions[Int(item.session)]
          guard scope.contains(item.dateOfService, session.businessUnit) else { continue }
          starts.append(session.start.instant)
          chosen.append(UInt32(row))
        }
      }
    }
    return Self.sorted(chosen, by: starts)
  }

  /// Items stand by patient id, start and session id already, so a stable sort by start will do.
  static func sorted(_ rows: [UInt32], by starts: [Int64]) -> [UInt32] {
    guard let first = starts.min(), let last = starts.max() else { return [] }
    let step = coarsestStep(of: starts)
    if last.subtractingReportingOverflow(first).overflow || (last - first) / step > UInt32.max {
      return sorted(rows, starts) { RadixEntry(key: UInt64(bitPattern: $0) ^ 1 << 63, value: $1) }
    }
    var entries = zip(starts, rows).map {
      RadixEntry(key: UInt32(($0 - first) / step), value: $1)
    }
    RadixSort.sort(&entries)
    return entries.map(\.value)
  }

  private static func sorted(
    _ rows: [UInt32], _ starts: [Int64], _ entry: (Int64, UInt32) -> RadixEntry<UInt64>
  ) -> [UInt32] {
    var entries = zip(starts, rows).map(entry)
    RadixSort.sort(&entries)
    return entries.map(\.value)
  }

  /// Sessions mostly start on whole minutes, which makes short keys.
  private static func coarsestStep(of starts: [Int64]) -> Int64 {
    for step in [60 * Moment.microsPerSecond, Moment.microsPerSecond]
    where starts.allSatisfy({ $0 % step == 0 }) { return step }
    return 1
  }
}
