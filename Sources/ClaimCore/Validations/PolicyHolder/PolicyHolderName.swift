/// A policy holder who is not the patient has a first and a last name.
///
/// A child is mostly insured through a parent, and the claim then names that parent as the
/// subscriber. Passes where the relationship is `self`: the patient is the policy holder.
///
/// - Mend: `coverages.policy_holder_first_name` and `coverages.policy_holder_last_name`; or
///   `coverages.relationship`, where the patient is the policy holder.
/// - No data: the claim has no coverage (`policy_holder.coverage` fails then), so who the policy
///   holder is isn't known.
struct PolicyHolderName: ClaimValidation {
  static let code: StaticString = "policy_holder.name"
  static let message: StaticString =
    "the policy holder's first or last name is missing: add it"
  static let reads = ClaimPart.coverage

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.ofHolder { $0.firstName.isMissing || $0.lastName.isMissing }
  }
}
