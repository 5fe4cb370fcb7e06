/// A policy holder who is not the patient has a date of birth.
///
/// Payers match it with the member id, as they do the patient's with the patient. Passes where the
/// relationship is `self`.
///
/// - Mend: `coverages.policy_holder_date_of_birth`; or `coverages.relationship`, where the patient
///   is the policy holder.
/// - No data: the claim has no coverage (`policy_holder.coverage` fails then), so whose it would be
///   isn't known.
struct PolicyHolderDateOfBirth: ClaimValidation {
  static let code: StaticString = "policy_holder.date_of_birth"
  static let message: StaticString =
    "the policy holder's date of birth is missing: add it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.ofHolder { $0.dateOfBirth == nil }
  }
}
