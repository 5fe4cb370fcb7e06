/// The business unit, which bills, has a name.
///
/// It is who the payer pays. Where the sessions name no business unit, or one that is not on
/// record, all `billing_provider.` codes fail, and a name is the least of what is missing.
///
/// - Mend: `business_units.name`, or `sessions.business_unit_id`.
struct BillingProviderName: ClaimValidation {
  static let code: StaticString = "billing_provider.name"
  static let message: StaticString =
    "the business unit's name is missing: add it"
  static let reads = ClaimPart.businessUnit

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.businessUnit?.name.isMissing ?? true)
  }
}
