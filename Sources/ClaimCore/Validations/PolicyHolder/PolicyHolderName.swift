/// A policy holder who is not the patient has a first and a last name.
struct PolicyHolderName: ClaimValidation {
  static let code: StaticString = "policy_holder.name"
  static let message: StaticString =
    "the policy holder's first or last name is missing: add it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.ofHolder { $0.firstName.isMissing || $0.lastName.isMissing }
  }
}
