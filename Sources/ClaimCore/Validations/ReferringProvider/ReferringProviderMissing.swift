/// There is a referring provider where the plan requires one.
struct ReferringProviderMissing: ClaimValidation {
  static let code: StaticString = "referring_provider.missing"
  static let message: StaticString =
    "the plan requires a referring provider: add one"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.plan.isNone
      ? .noData
      : .failing(
        if: claim.requirements.flags.contains(.referringProviderRequired) && claim.referring == nil)
  }
}
