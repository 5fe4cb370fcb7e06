internal import AdapterKit
internal import ClaimCore

/// What a person looks for first: the first of each kind, with the full count.
extension RunReport {
  var rejectedRecords: JSONValue {
    .object(
      summary.rejections.sorted { $0.key < $1.key }.map { reason, places in
        (
          reason,
          .object([
            ("count", .integer(places.count)),
            ("first", .array(places.first.map { $0.json(summary.sources) })),
          ])
        )
      })
  }

  /// Why claims are Draft (CLM-7), by the validation's code.
  static func drafts(_ unmet: [UnmetCount]) -> JSONValue {
    .object(
      unmet.filter { $0.failed > 0 }.map { unmet in
        (
          unmet.code,
          .object([
            ("claims", .integer(unmet.failed)), ("message", .text(unmet.message)),
            ("first", .texts(unmet.claims)),
          ])
        )
      })
  }
}

extension RunSummary.Batch {
  init(_ batch: ClaimsTransaction, of result: BillingResult) {
    var billed: Money? = .zero
    result.forEachClaim(of: batch.claims) { claim in
      if let total = claim.totalBilled.value { billed = billed?.adding(total) }
    }
    self.init(
      controlNumber: batch.controlNumber, claims: batch.claims.count, billed: billed)
  }

  var json: JSONValue {
    .object([
      ("control_number", .integer(controlNumber)), ("claims", .integer(claims)),
      ("total_billed", .optional(billed?.decimal)),
    ])
  }
}
