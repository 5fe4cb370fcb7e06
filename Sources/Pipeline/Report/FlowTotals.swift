internal import AdapterKit
internal import ClaimCore

/// What became of the sessions: charge items by status, and of each whether a claim of this run has
/// them.
struct FlowTotals {
  /// Charge items of one status.
  struct Items {
    var ready = 0
    var draft = 0
    /// On none of this run's claims: they wait, or an earlier run's claim has them.
    var unclaimed = 0

    var count: Int { ready + draft + unclaimed }
  }

  /// By ``ChargeStatus/place``.
  private var items = [Items](repeating: Items(), count: ChargeStatus.allCases.count)
  private let sessionCount: Int
  private let itemCount: Int

  init(_ result: BillingResult) {
    sessionCount = result.sessions.sessions.count
    itemCount = result.items.count
    result.inParts(of: itemCount) { part in
      for index in part { add(result.items[index], of: result) }
    }
  }

  private mutating func add(_ item: ChargeItem, of result: BillingResult) {
    let place = item.status.place
    if item.claim == ChargeItem.noClaim {
      items[place].unclaimed += 1
    } else if result.claims[Int(item.claim)].status == .draft {
      items[place].draft += 1
    } else {
      items[place].ready += 1
    }
  }

  /// - Parameter sessions: what the sources held of them.
  func json(_ sessions: RunSummary.Records) -> JSONValue {
    .object([
      ("read", .integer(sessions.read)), ("rejected", .integer(sessions.rejected)),
      ("replaced", .integer(sessions.replaced)), ("unchanged", .integer(sessions.unchanged)),
      ("used", .integer(sessions.used)),
      ("from_ledger", .integer(sessionCount - sessions.used - sessions.unchanged)),
      // Cancelled before they were billed (CHG-1).
      ("without_charge_item", .integer(sessionCount - itemCount)),
      (
        "charge_items",
        .object(
          ChargeStatus.allCases.filter { items[$0.place].count > 0 }.map {
            ($0.rawValue, Self.json(items[$0.place]))
          })
      ),
    ])
  }

  private static func json(_ items: Items) -> JSONValue {
    .object([
      ("on_ready_claims", .integer(items.ready)), ("on_draft_claims", .integer(items.draft)),
      ("on_no_claim_of_this_run", .integer(items.unclaimed)),
    ])
  }
}
