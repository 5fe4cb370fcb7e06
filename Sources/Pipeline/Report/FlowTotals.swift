internal import AdapterKit
internal import ClaimCore

/// What became of the sessions: charge items by status, and of each whether a claim of this run has
/// them.
struct FlowTotals {
  let items: ItemTotals
  let sessionCount: Int

  /// - Parameter sessions: what the sources held of them.
  func json(_ sessions: RunSummary.Records) -> JSONValue {
    .object([
      ("read", .integer(sessions.read)), ("rejected", .integer(sessions.rejected)),
      ("replaced", .integer(sessions.replaced)), ("unchanged", .integer(sessions.unchanged)),
      ("used", .integer(sessions.used)),
      ("from_ledger", .integer(sessionCount - sessions.used - sessions.unchanged)),
      // Cancelled before they were billed (CHG-1).
      ("without_charge_item", .integer(sessionCount - items.count)),
      (
        "charge_items",
        .object(
          ChargeStatus.allCases.filter { items[$0].count > 0 }.map {
            ($0.rawValue, Self.json(items[$0]))
          })
      ),
    ])
  }

  private static func json(_ items: ItemTotals.Items) -> JSONValue {
    .object([
      ("on_ready_claims", .integer(items.ready)), ("on_draft_claims", .integer(items.draft)),
      ("on_no_claim_of_this_run", .integer(items.unclaimed)),
    ])
  }
}
