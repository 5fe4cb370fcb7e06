/// A validation that is asked by reference: one in an `any` would be copied for every claim.
class Validator: @unchecked Sendable {
  // @unchecked: without state, but for its subclass's constant, which is Sendable.
  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome { .noData }

  static func asking(_ validation: some ClaimValidation) -> Validator {
    ValidatorOf(validation)
  }
}

private final class ValidatorOf<Validation>: Validator, @unchecked Sendable
where Validation: ClaimValidation {
  // @unchecked: as its class; the constant is Sendable.
  // @unchecked: as its superclass.
  private let validation: Validation

  init(_ validation: Validation) { self.validation = validation }

  override func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    validation.outcome(of: claim)
  }
}
