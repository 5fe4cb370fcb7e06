/// The billing provider's NPI is right.
struct BillingProviderNPI: ClaimValidation {
  static let code: StaticString = "billing_provider.npi"
  static let message: StaticString =
    "the business unit's NPI is missing or wrong: 10 digits with a check digit"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: !claim.pool.isNPI(claim.businessUnit?.npi ?? .missing))
  }
}
