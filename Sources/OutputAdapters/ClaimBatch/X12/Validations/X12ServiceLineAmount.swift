import ClaimCore

/// No line's amount is below 0 or has more than 10 digits, cents among them.
///
/// The guide has no negative charges and holds amounts to 99,999,999.99. Mend the fee schedule. A missing
/// price is left to `service_lines.fee`.
///
/// - Mend: `fee_schedules.billing_amount`.
struct X12ServiceLineAmount: ClaimValidation {
  static let code: StaticString = "x12.service_lines.amount"
  static let message: StaticString =
    "a line's amount is below 0 or over 99,999,999.99: check the fee schedule and the units"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    var count = 0
    for line in claim.lines {
      guard let billed = line.billed.value else { continue }
      count += 1
      if !billed.fitsX12 { return .fail }
    }
    return count == 0 ? .noData : .pass
  }
}
