/// A policy holder who is not the patient has an address: line 1, city, state and ZIP.
///
/// All four must be there; a parent who lives with the patient needs them too, as nothing is taken
/// over from the patient. Their forms are not looked at here. Passes where the relationship is
/// `self`.
///
/// - Mend: `coverages.policy_holder_address_line1`, `coverages.policy_holder_city`,
///   `coverages.policy_holder_state` and `coverages.policy_holder_zip`; or
///   `coverages.relationship`, where the patient is the policy holder.
/// - No data: the claim has no coverage (`policy_holder.coverage` fails then), so who the policy
///   holder is isn't known.
struct PolicyHolderAddress: ClaimValidation {
  static let code: StaticString = "policy_holder.address"
  static let message: StaticString =
    "the policy holder's address is incomplete: line 1, city, state and ZIP"
  static let reads = ClaimPart.coverage

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.ofHolder { !$0.address.isComplete }
  }
}
