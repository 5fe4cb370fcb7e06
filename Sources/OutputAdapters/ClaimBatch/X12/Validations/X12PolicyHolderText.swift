import ClaimCore

/// X12 can carry the coverage's member id (2 to 80 characters) and, where the policy holder is not the
/// patient, the holder's names (last 60, first 35).
///
/// The holder's address is not on the claim. The finding `X12.not_carried` names the field and the
/// place; mend the coverage.
///
/// - Mend: `coverages.member_id`, `coverages.policy_holder_first_name`, `coverages.policy_holder_last_name`.
struct X12PolicyHolderText: ClaimValidation {
  static let code: StaticString = "x12.policy_holder.text"
  static let message: StaticString =
    "the member id or the policy holder's name has characters that X12 can't carry, or the wrong length: see the finding"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    texts.outcome(of: claim, .policyHolder)
  }
}
