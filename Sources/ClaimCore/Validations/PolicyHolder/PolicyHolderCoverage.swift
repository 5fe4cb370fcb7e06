/// There is a coverage.
struct PolicyHolderCoverage: ClaimValidation {
  static let code: StaticString = "policy_holder.coverage"
  static let message: StaticString =
    "no coverage is in force on the date of service: add one"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.coverage == nil)
  }
}
