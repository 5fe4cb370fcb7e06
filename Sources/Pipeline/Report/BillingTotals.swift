internal import ClaimCore
internal import Synchronization

/// Counts, units and money of a result, added up stage by stage so that they can be compared.
struct BillingTotals {
  let items: ItemTotals
  let claims: ClaimTotals
  /// As the result has them.
  let itemCount: Int
  let lineCount: Int
  let lineItemCount: Int
  let payers: PayerTable
  let flow: FlowTotals
  let duplicates: DuplicateExamples
  let duplicateGroups: Int
  private(set) var periodsByStatus: [ChargePeriodStatus: Int] = [:]

  /// Validations that some claim did not pass, by code; a claim counts at each of them.
  var unmet: [UnmetCount] { claims.unmet.some }

  init(_ result: BillingResult, on work: OrderedWork) throws {
    items = try Self.sum(
      result.items.count, of: result, on: work, from: ItemTotals(),
      add: { $0.add(result.items[$1], of: result) }, join: { $0.add($1) })
    claims = try Self.sum(
      result.claims.count, of: result, on: work,
      from: ClaimTotals(UnmetCounts(result.validations)),
      add: { $0.add(result.claims[$1], of: result) }, join: { $0.add($1) })
    itemCount = result.items.count
    lineCount = result.lines.count
    lineItemCount = result.lineItems.count
    payers = PayerTable(claims.payers, of: result.practice)
    flow = FlowTotals(items: items, sessionCount: result.sessions.sessions.count)
    duplicates = DuplicateExamples(result)
    duplicateGroups = result.duplicateGroups.count
    for index in result.periods.indices {
      periodsByStatus[result.periods[index].status, default: 0] += 1
    }
  }

  /// Few: rows that some threads go through at once are in memory until they are through.
  private static let rowsInPart = 1 << 12

  /// Adds up rows, a part of them on each thread.
  private static func sum<Sum: Sendable>(
    _ count: Int, of result: BillingResult, on work: OrderedWork, from nothing: Sum,
    add: @Sendable (inout Sum, _ row: Int) -> Void,
    join: @Sendable (inout Sum, Sum) -> Void
  ) throws -> Sum {
    let start = Mutex(0)
    let sum = Mutex(nothing)
    try work.forEach(
      next: {
        start.withLock { start -> Range<Int>? in
          let end = min(start + rowsInPart, count)
          defer { start = end }
          return start < end ? start..<end : nil
        }
      },
      transform: { part in
        var sum = nothing
        for row in part { add(&sum, row) }
        return sum
      },
      consume: { part in
        sum.withLock { join(&$0, part) }
        result.spill.trim()
      })
    return sum.withLock { $0 }
  }

  /// Sums that must agree from stage to stage and don't: a defect of the program.
  var imbalances: [String] {
    var found: [String] = []
    if items.count != itemCount { found.append("charge items and the sum over their statuses") }
    if items.claimed != lineItemCount {
      found.append("charge items on claims and on claim lines")
    }
    if claims.lineCount != lineCount { found.append("claim lines and those of claims") }
    if items.claimedUnits != claims.lineUnits {
      found.append("units of charge items and of claim lines")
    }
    // Where a sum is past what can be held there is nothing to compare.
    if let ready = claims.ready.billed, let draft = claims.draft.billed,
      let lines = claims.billedOnLines, ready.adding(draft) != lines
    {
      found.append("money of claim lines and of claims")
    }
    return found
  }
}
