/// A policy holder who is not the patient has a gender.
struct PolicyHolderGender: ClaimValidation {
  static let code: StaticString = "policy_holder.gender"
  static let message: StaticString =
    "the policy holder's gender is missing: F, M or U"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.ofHolder { $0.gender == nil }
  }
}
