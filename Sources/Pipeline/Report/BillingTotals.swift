internal import ClaimCore

/// Counts, units and money of a result, added up stage by stage so that they can be compared.
struct BillingTotals {
  var itemCount = 0
  var itemsByStatus: [ChargeStatus: Int] = [:]
  var unitsByRule: [BillingRule: Int] = [:]
  /// Items on claims that this run made, and their units.
  var claimedItems = 0
  var claimedUnits = 0
  var lineCount = 0
  var lineUnits = 0
  var lineItemCount = 0
  var claimsByStatus: [ClaimStatus: Int] = [:]
  var billedByStatus: [ClaimStatus: Money] = [:]
  /// Of the lines, where a price could be found.
  var billedOnLines: Money? = .zero
  /// Validations that some claim did not pass, by code; a claim counts at each of them.
  var unmet: [UnmetCount] = []
  let payers: PayerTable
  let flow: FlowTotals
  let duplicates: DuplicateExamples
  var duplicateGroups = 0
  var periodsByStatus: [ChargePeriodStatus: Int] = [:]
  /// Some total is past what can be held.
  var overflows = false

  init(_ result: BillingResult) {
    payers = PayerTable(result)
    flow = FlowTotals(result)
    duplicates = DuplicateExamples(result)
    addItems(of: result)
    lineItemCount = result.lineItems.count
    lineCount = result.lines.count
    result.inParts(of: result.lines.count) { part in
      for index in part { add(result.lines[index]) }
    }
    result.inParts(of: result.claims.count) { part in
      for index in part { add(result.claims[index]) }
    }
    unmet = UnmetCount.counts(of: result)
    duplicateGroups = result.duplicateGroups.count
    for index in result.periods.indices {
      periodsByStatus[result.periods[index].status, default: 0] += 1
    }
  }

  private mutating func add(_ line: ClaimLine) {
    lineUnits += Int(line.units)
    if let billed = line.billed.value { billedOnLines = billedOnLines?.adding(billed) }
  }

  private mutating func add(_ claim: Claim) {
    claimsByStatus[claim.status, default: 0] += 1
    guard let total = claim.totalBilled.value,
      let sum = billedByStatus[claim.status, default: .zero].adding(total)
    else {
      overflows = true
      return
    }
    billedByStatus[claim.status] = sum
  }

  private mutating func addItems(of result: BillingResult) {
    itemCount = result.items.count
    // Counted in small arrays: a dictionary's look-up for every item would show in the run's time.
    let statuses = ChargeStatus.allCases
    let rules = BillingRule.allCases
    var byStatus = [Int](repeating: 0, count: statuses.count)
    var byRule = [Int](repeating: 0, count: rules.count)
    result.inParts(of: result.items.count) { part in
      for index in part {
        let item = result.items[index]
        byStatus[item.status.place] += 1
        byRule[item.rule.place] += Int(item.units)
        if item.claim != ChargeItem.noClaim {
          claimedItems += 1
          claimedUnits += Int(item.units)
        }
      }
    }
    for (status, count) in zip(statuses, byStatus) where count > 0 { itemsByStatus[status] = count }
    for (rule, units) in zip(rules, byRule) { unitsByRule[rule] = units }
  }

  /// Sums that must agree from stage to stage and don't: a defect of the program.
  var imbalances: [String] {
    var found: [String] = []
    if itemsByStatus.values.reduce(0, +) != itemCount {
      found.append("charge items and the sum over their statuses")
    }
    if claimedItems != lineItemCount { found.append("charge items on claims and on claim lines") }
    if claimedUnits != lineUnits { found.append("units of charge items and of claim lines") }
    let claimed = billedByStatus.values.reduce(Money?.some(.zero)) { sum, money in
      sum.flatMap { $0.adding(money) }
    }
    if !overflows, claimed != billedOnLines { found.append("money of claim lines and of claims") }
    return found
  }
}
