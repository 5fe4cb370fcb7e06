internal import AdapterKit
internal import ClaimCore

/// Claims, units and money of one payer, and of those by billing rule.
struct PayerTotals: Sendable {
  /// Charge items on claims that are counted by one rule.
  struct Items: Sendable {
    var count = 0
    var units = 0
    /// Of those with a price.
    var billed: Money? = .zero

    mutating func add(_ other: Items) {
      count += other.count
      units += other.units
      billed = other.billed.flatMap { billed?.adding($0) }
    }
  }

  var ready = ClaimSum()
  var draft = ClaimSum()
  /// In the order of ``BillingRule``.
  var byRule = [Items](repeating: Items(), count: BillingRule.allCases.count)

  mutating func add(_ claim: Claim, of result: BillingResult) {
    switch claim.status {
    case .readyToSubmit: ready.add(claim.totalBilled.value)
    case .draft: draft.add(claim.totalBilled.value)
    }
    for row in claim.lines.range {
      let line = result.lines[row]
      for itemRow in line.items.range {
        let item = result.items[Int(result.lineItems[itemRow])]
        let place = item.rule.place
        byRule[place].count += 1
        byRule[place].units += Int(item.units)
        // A line is its units times its price, so items share it by their units.
        if let price = line.unitPrice.value {
          byRule[place].billed = price.times(Int(item.units)).flatMap {
            byRule[place].billed?.adding($0)
          }
        }
      }
    }
  }

  mutating func add(_ other: PayerTotals) {
    ready.add(other.ready)
    draft.add(other.draft)
    for place in byRule.indices { byRule[place].add(other.byRule[place]) }
  }

  /// What orders payers: all that was billed to them.
  var billed: Int64 {
    (ready.billed?.cents ?? .max).addingReportingOverflow(draft.billed?.cents ?? .max).partialValue
  }

  var members: [(String, JSONValue)] {
    [
      ("ready_to_submit", ready.json), ("draft", draft.json),
      (
        "by_rule",
        .object(
          BillingRule.allCases.filter { byRule[$0.place].count > 0 }.map {
            ($0.rawValue, Self.json(byRule[$0.place]))
          })
      ),
    ]
  }

  private static func json(_ items: Items) -> JSONValue {
    .object([
      ("charge_items", .integer(items.count)), ("units", .integer(items.units)),
      ("billed", .optional(items.billed?.decimal)),
    ])
  }
}
