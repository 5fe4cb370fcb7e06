internal import ClaimCore

/// What some of a run's charge items come to.
struct ItemTotals: Sendable {
  /// Charge items of one status, by what has them.
  struct Items: Sendable {
    /// On claims of this run that are Ready to Submit.
    var ready = 0
    var draft = 0
    /// On none of this run's claims: they wait, or an earlier run's claim has them.
    var unclaimed = 0

    var claimed: Int { ready + draft }
    var count: Int { claimed + unclaimed }
  }

  /// By ``ChargeStatus/place``: a dictionary's look-up for every item would show in the run's time.
  private var byStatus = [Items](repeating: Items(), count: ChargeStatus.allCases.count)
  /// By ``BillingRule/place``.
  private var unitsByRule = [Int](repeating: 0, count: BillingRule.allCases.count)
  /// Of items on claims of this run.
  private(set) var claimedUnits = 0

  subscript(status: ChargeStatus) -> Items { byStatus[status.place] }
  subscript(rule: BillingRule) -> Int { unitsByRule[rule.place] }

  var count: Int { byStatus.reduce(0) { $0 + $1.count } }
  var claimed: Int { byStatus.reduce(0) { $0 + $1.claimed } }

  mutating func add(_ item: ChargeItem, of result: BillingResult) {
    let units = Int(item.units)
    unitsByRule[item.rule.place] += units
    guard item.claim != ChargeItem.noClaim else {
      byStatus[item.status.place].unclaimed += 1
      return
    }
    claimedUnits += units
    switch result.claims[Int(item.claim)].status {
    case .readyToSubmit: byStatus[item.status.place].ready += 1
    case .draft: byStatus[item.status.place].draft += 1
    }
  }

  mutating func add(_ other: ItemTotals) {
    for place in byStatus.indices {
      byStatus[place].ready += other.byStatus[place].ready
      byStatus[place].draft += other.byStatus[place].draft
      byStatus[place].unclaimed += other.byStatus[place].unclaimed
    }
    for place in unitsByRule.indices { unitsByRule[place] += other.unitsByRule[place] }
    claimedUnits += other.claimedUnits
  }
}
