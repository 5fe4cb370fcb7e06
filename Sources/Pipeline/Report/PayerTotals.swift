internal import AdapterKit
internal import ClaimCore

/// Claims, units and money of one payer, and of those by billing rule.
struct PayerTotals {
  /// Claims of one status.
  struct Claims {
    var count = 0
    var billed: Money? = .zero

    mutating func add(_ total: Money?) {
      count += 1
      if let total { billed = billed?.adding(total) }
    }

    mutating func add(_ other: Claims) {
      count += other.count
      billed = other.billed.flatMap { billed?.adding($0) }
    }
  }

  /// Charge items on claims that are counted by one rule.
  struct Items {
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

  var ready = Claims()
  var draft = Claims()
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

  var isNothing: Bool { ready.count + draft.count == 0 }

  /// What orders payers: all that was billed to them.
  var billed: Int64 {
    (ready.billed?.cents ?? .max).addingReportingOverflow(draft.billed?.cents ?? .max).partialValue
  }

  var members: [(String, JSONValue)] {
    [
      ("ready_to_submit", Self.json(ready)), ("draft", Self.json(draft)),
      (
        "by_rule",
        .object(
          BillingRule.allCases.filter { byRule[$0.place].count > 0 }.map {
            ($0.rawValue, Self.json(byRule[$0.place]))
          })
      ),
    ]
  }

  private static func json(_ claims: Claims) -> JSONValue {
    .object([
      ("claims", .integer(claims.count)), ("total_billed", .optional(claims.billed?.decimal)),
    ])
  }

  private static func json(_ items: Items) -> JSONValue {
    .object([
      ("charge_items", .integer(items.count)), ("units", .integer(items.units)),
      ("billed", .optional(items.billed?.decimal)),
    ])
  }
}

/// A run's claims by payer: the largest by name, all others together.
struct PayerTable {
  private struct Row {
    let id: String
    let name: String
    let totals: PayerTotals
  }

  /// How many payers stand by name.
  private static let limit = 100

  private var rows: [Row] = []
  private var others: (count: Int, totals: PayerTotals)?
  /// Claims that no payer was found for.
  private var none: PayerTotals?

  init(_ result: BillingResult) {
    let practice = result.practice
    // The last is for claims without one.
    var totals = [PayerTotals](repeating: PayerTotals(), count: practice.payers.count + 1)
    result.inParts(of: result.claims.count) { part in
      for index in part {
        let claim = result.claims[index]
        let place = claim.payer.isNone ? totals.count - 1 : claim.payer.index
        totals[place].add(claim, of: result)
      }
    }
    none = totals.last.flatMap { $0.isNothing ? nil : $0 }
    rows = practice.payers.indices.filter { !totals[$0].isNothing }.map { index in
      Row(
        id: practice.pool.string(practice.payers[index].id),
        name: practice.pool.string(practice.payers[index].name), totals: totals[index])
    }
    rows.sort { ($1.totals.billed, $0.id) < ($0.totals.billed, $1.id) }
    if rows.count > Self.limit {
      var sum = PayerTotals()
      for row in rows[Self.limit...] { sum.add(row.totals) }
      others = (rows.count - Self.limit, sum)
      rows.removeSubrange(Self.limit...)
    }
  }

  var json: JSONValue {
    .object([
      (
        "payers",
        .array(
          rows.map { row in
            .object([("payer_id", .text(row.id)), ("name", .text(row.name))] + row.totals.members)
          })
      ),
      (
        "others",
        others.map { .object([("payers", .integer($0.count))] + $0.totals.members) } ?? .null
      ),
      ("without_payer", none.map { .object($0.members) } ?? .null),
    ])
  }
}
