/// The business unit, which bills, has a tax id of 9 digits.
///
/// `123456789` and `12-3456789` pass: the dash may stand after the second digit, as an EIN is
/// written. `123-45-6789` fails, as do eight digits and a blank. Payers pay, and report to the tax
/// office, under it.
///
/// - Mend: `business_units.tax_id`, or `sessions.business_unit_id`.
struct BillingProviderTaxID: ClaimValidation {
  static let code: StaticString = "billing_provider.tax_id"
  static let message: StaticString =
    "the business unit's tax id is missing or not 9 digits"
  static let reads = ClaimPart.businessUnit

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let unit = claim.businessUnit else { return .fail }
    return .failing(if: !claim.pool.isTaxID(unit.taxID))
  }
}
