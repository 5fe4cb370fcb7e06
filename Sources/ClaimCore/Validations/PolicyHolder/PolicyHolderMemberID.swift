/// The coverage has a member id, the number on the insurance card.
///
/// Payers find the member by it. Any text passes, as every payer has a form of its own. Without a
/// coverage there is no member id either, and this fails beside `policy_holder.coverage`.
///
/// - Mend: `coverages.member_id`.
struct PolicyHolderMemberID: ClaimValidation {
  static let code: StaticString = "policy_holder.member_id"
  static let message: StaticString =
    "the coverage has no member id: add it"
  static let reads = ClaimPart.coverage

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.coverage?.memberID.isMissing ?? true)
  }
}
