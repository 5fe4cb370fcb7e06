/// Every line has a price (CLM-5), and their sum can be held.
struct ServiceLineFee: ClaimValidation {
  static let code: StaticString = "service_lines.fee"
  static let message: StaticString =
    "a line has no price: add a fee schedule row in force"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(
      if: claim.claim.totalBilled.value == nil || claim.lines.contains { $0.billed.value == nil })
  }
}
