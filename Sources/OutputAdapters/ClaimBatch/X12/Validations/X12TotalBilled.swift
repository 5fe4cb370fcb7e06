import ClaimCore

/// The claim's total is not below 0 and has no more than 10 digits, cents among them.
///
/// The guide holds amounts to 99,999,999.99. Bill fewer lines on a claim (`max_lines`), or mend the fee
/// schedule. A total without a price is left to `service_lines.fee`.
///
/// - Mend: `fee_schedules.billing_amount`.
struct X12TotalBilled: ClaimValidation {
  static let code: StaticString = "x12.total_billed"
  static let message: StaticString =
    "the claim's total is below 0 or over 99,999,999.99: check the fee schedule and the units"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let total = claim.claim.totalBilled.value else { return .noData }
    return .failing(if: !total.fitsX12)
  }
}
