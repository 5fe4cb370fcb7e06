internal import AdapterKit
internal import ClaimCore

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
  private let none: PayerTotals?

  /// - Parameter totals: by payer, `Ref.none` for claims without one.
  init(_ totals: [Ref<Payer>: PayerTotals], of practice: Practice) {
    none = totals[.none]
    rows = totals.filter { !$0.key.isNone }.map { payer, totals in
      Row(
        id: practice.pool.string(practice.payers[payer].id),
        name: practice.pool.string(practice.payers[payer].name), totals: totals)
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
