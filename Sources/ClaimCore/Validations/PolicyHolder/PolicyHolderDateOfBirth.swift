/// A policy holder who is not the patient has a date of birth.
struct PolicyHolderDateOfBirth: ClaimValidation {
  static let code: StaticString = "policy_holder.date_of_birth"
  static let message: StaticString =
    "the policy holder's date of birth is missing: add it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.ofHolder { $0.dateOfBirth == nil }
  }
}
