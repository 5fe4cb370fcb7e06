/// The billing provider has an address.
struct BillingProviderAddress: ClaimValidation {
  static let code: StaticString = "billing_provider.address"
  static let message: StaticString =
    "the business unit's address is incomplete: line 1, city, state and ZIP"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: !(claim.businessUnit?.address.isComplete ?? false))
  }
}
