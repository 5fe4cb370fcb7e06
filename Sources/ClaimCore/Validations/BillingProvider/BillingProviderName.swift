/// The billing provider has a name.
struct BillingProviderName: ClaimValidation {
  static let code: StaticString = "billing_provider.name"
  static let message: StaticString =
    "the business unit's name is missing: add it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.businessUnit?.name.isMissing ?? true)
  }
}
