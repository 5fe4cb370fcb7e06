/// The business unit, which bills, has an address: line 1, city, state and ZIP.
///
/// All four must be there; line 2 is not asked for, and the forms are not looked at here.
///
/// - Mend: `business_units.address_line1`, `business_units.city`, `business_units.state` and
///   `business_units.zip`, or `sessions.business_unit_id`.
struct BillingProviderAddress: ClaimValidation {
  static let code: StaticString = "billing_provider.address"
  static let message: StaticString =
    "the business unit's address is incomplete: line 1, city, state and ZIP"
  static let reads = ClaimPart.businessUnit

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let unit = claim.businessUnit else { return .fail }
    return .failing(if: !unit.address.isComplete)
  }
}
