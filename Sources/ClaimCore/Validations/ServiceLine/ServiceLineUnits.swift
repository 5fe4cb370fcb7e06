/// Every line has units.
struct ServiceLineUnits: ClaimValidation {
  static let code: StaticString = "service_lines.units"
  static let message: StaticString =
    "a line has 0 units: check the sessions' times"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.lines.contains { $0.units == 0 })
  }
}
