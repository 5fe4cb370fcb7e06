/// A policy holder who is not the patient has a date of birth.
///
/// Payers find the policy holder by name, date of birth and member id. Passes where the
/// relationship is `self`.
///
/// - Mend: `coverages.policy_holder_date_of_birth`; or `coverages.relationship`, where the patient
///   is the policy holder.
/// - No data: the claim has no coverage (`policy_holder.coverage` fails then), so who the policy
///   holder is isn't known.
struct PolicyHolderDateOfBirth: ClaimValidation {
  static let code: StaticString = "policy_holder.date_of_birth"
  static let message: StaticString =
    "the policy holder's date of birth is missing: add it"
  static let reads = ClaimPart.coverage

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.ofHolder { $0.dateOfBirth == nil }
  }
}
