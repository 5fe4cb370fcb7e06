import ClaimCore

/// The business unit's ZIP code has 9 digits, or where the partner does not require them 5 or 9.
///
/// The guide asks for the full code of the billing provider, and many payers find the provider by it;
/// validators take 5 digits. Look the last four up and mend the business unit. A missing code is left to
/// `billing_provider.address`.
///
/// - Mend: `business_units.zip`.
struct X12BillingProviderZip: ClaimValidation {
  static let code: StaticString = "x12.billing_provider.zip"
  static let message: StaticString =
    "the business unit's ZIP is not 9 digits: look up the last four"

  let hasNineDigits: Bool

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let unit = claim.businessUnit else { return .noData }
    let zip = unit.address.zip
    if zip.isMissing { return .noData }
    return .failing(
      if: !(hasNineDigits ? claim.pool.isNineDigitZip(zip) : claim.pool.isZip(zip)))
  }
}
