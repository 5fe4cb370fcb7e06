/// Every modifier is `[A-Z0-9]{2}`.
struct ServiceLineModifiers: ClaimValidation {
  static let code: StaticString = "service_lines.modifiers"
  static let message: StaticString =
    "a modifier is not two of A-Z and 0-9"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.lines.contains { !claim.pool.areModifiers($0.modifiers) })
  }
}
