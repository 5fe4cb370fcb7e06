/// The business unit, which bills, has a right NPI.
///
/// 10 digits, the first 1 or 2, the last a check digit (Luhn over `80840` and the number):
/// `1234567893` passes, `1234567890` and a blank fail. It is the organization's own; a
/// practitioner's only where they bill alone.
///
/// - Mend: `business_units.npi`, or `sessions.business_unit_id`.
struct BillingProviderNPI: ClaimValidation {
  static let code: StaticString = "billing_provider.npi"
  static let message: StaticString =
    "the business unit's NPI is missing or wrong: 10 digits with a check digit"
  static let reads = ClaimPart.businessUnit

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let unit = claim.businessUnit else { return .fail }
    return .failing(if: !claim.pool.isNPI(unit.npi))
  }
}
