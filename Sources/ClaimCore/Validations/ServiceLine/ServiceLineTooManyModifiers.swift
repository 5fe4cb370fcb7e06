/// No line has more than 4 modifiers.
struct ServiceLineTooManyModifiers: ClaimValidation {
  static let code: StaticString = "service_lines.too_many_modifiers"
  static let message: StaticString =
    "a line has more than 4 modifiers: drop some"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(
      if: claim.lines.contains {
        claim.pool.elementCount(of: $0.modifiers) > PatientBilling.modifierLimit
      })
  }
}
