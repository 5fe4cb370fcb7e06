internal import ClaimCore

/// Counts, units and money of a result, added up stage by stage so that they can be compared.
struct BillingTotals: Sendable {
  private let practice: Practice
  private(set) var items = ItemTotals()
  private(set) var claims: ClaimTotals
  /// As the result has them.
  private(set) var itemCount = 0
  private(set) var claimCount = 0
  private(set) var lineCount = 0
  private(set) var lineItemCount = 0
  private(set) var duplicates = DuplicateExamples()
  private(set) var duplicateGroups = 0
  private(set) var periodsByStatus: [ChargePeriodStatus: Int] = [:]
  private var sessionCount = 0

  /// Validations that some claim did not pass, by code; a claim counts at each of them.
  var unmet: [UnmetCount] { claims.unmet.some(practice.pool) }
  var payers: PayerTable { PayerTable(claims.payers, of: practice) }
  var flow: FlowTotals { FlowTotals(items: items, sessionCount: sessionCount) }

  /// Of nothing yet.
  init(of practice: Practice, _ settings: BillingSettings) {
    self.practice = practice
    claims = ClaimTotals(UnmetCounts(settings.claims.checks.validations))
  }

  /// Adds a part of the result, or all of it.
  mutating func add(_ part: BillingResult) {
    for row in part.items.indices { items.add(part.items[row], of: part) }
    for row in part.claims.indices { claims.add(part.claims[row], of: part) }
    sessionCount += part.sessions.sessions.count
    itemCount += part.items.count
    claimCount += part.claims.count
    lineCount += part.lines.count
    lineItemCount += part.lineItems.count
    duplicates.add(part)
    duplicateGroups += part.duplicateGroups.count
    for index in part.periods.indices {
      periodsByStatus[part.periods[index].status, default: 0] += 1
    }
  }

  /// Adds what stands behind.
  mutating func add(_ other: BillingTotals) {
    items.add(other.items)
    claims.add(other.claims)
    sessionCount += other.sessionCount
    itemCount += other.itemCount
    claimCount += other.claimCount
    lineCount += other.lineCount
    lineItemCount += other.lineItemCount
    duplicates.add(other.duplicates)
    duplicateGroups += other.duplicateGroups
    periodsByStatus.merge(other.periodsByStatus, uniquingKeysWith: +)
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
