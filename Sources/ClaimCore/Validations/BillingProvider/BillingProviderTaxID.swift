/// The billing provider's tax id is 9 digits, a dash allowed.
struct BillingProviderTaxID: ClaimValidation {
  static let code: StaticString = "billing_provider.tax_id"
  static let message: StaticString =
    "the business unit's tax id is missing or not 9 digits"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: !claim.pool.isTaxID(claim.businessUnit?.taxID ?? .missing))
  }
}
