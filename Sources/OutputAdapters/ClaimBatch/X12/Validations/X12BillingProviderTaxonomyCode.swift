import ClaimCore

/// The business unit's taxonomy code, if it has one, is 9 letters or digits and an X.
///
/// Receivers look the code up (PRV*BI) and refuse an unknown form, which validators let pass. Mend it by
/// the provider's entry in the NPI registry, such as 103K00000X.
///
/// - Mend: `business_units.taxonomy_code`.
struct X12BillingProviderTaxonomyCode: ClaimValidation {
  static let code: StaticString = "x12.billing_provider.taxonomy_code"
  static let message: StaticString =
    "the business unit's taxonomy code is not 10 characters that end in X, such as 103K00000X"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let unit = claim.businessUnit else { return .noData }
    return .failing(
      if: !unit.taxonomyCode.isMissing && !claim.pool.isTaxonomyCode(unit.taxonomyCode))
  }
}
