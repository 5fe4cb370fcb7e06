/// A policy holder who is not the patient has a gender: F, M or U.
///
/// U (unknown) passes, a blank fails. Passes where the relationship is `self`.
///
/// - Mend: `coverages.policy_holder_gender`; or `coverages.relationship`, where the patient is the
///   policy holder.
/// - No data: the claim has no coverage (`policy_holder.coverage` fails then), so who the policy
///   holder is isn't known.
struct PolicyHolderGender: ClaimValidation {
  static let code: StaticString = "policy_holder.gender"
  static let message: StaticString =
    "the policy holder's gender is missing: F, M or U"
  static let reads = ClaimPart.coverage

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.ofHolder { $0.gender == nil }
  }
}
