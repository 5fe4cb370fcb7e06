/// The coverage has a member id.
struct PolicyHolderMemberID: ClaimValidation {
  static let code: StaticString = "policy_holder.member_id"
  static let message: StaticString =
    "the coverage has no member id: add it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.coverage?.memberID.isMissing ?? true)
  }
}
