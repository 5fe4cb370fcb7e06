/// A policy holder who is not the patient has an address.
struct PolicyHolderAddress: ClaimValidation {
  static let code: StaticString = "policy_holder.address"
  static let message: StaticString =
    "the policy holder's address is incomplete: line 1, city, state and ZIP"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.ofHolder { !$0.address.isComplete }
  }
}
