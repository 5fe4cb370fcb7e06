import ClaimCore

/// X12 can carry the business unit's name (60 characters), address lines (55) and city (2 to 30), and
/// its contact's name (60) where a phone of 10 digits makes a contact.
///
/// The finding `X12.not_carried` names the field and the place; mend the business unit.
///
/// - Mend: `business_units.name`, `business_units.address_line1`, `business_units.address_line2`, `business_units.city`, `business_units.contact_name`.
struct X12BillingProviderText: ClaimValidation {
  static let code: StaticString = "x12.billing_provider.text"
  static let message: StaticString =
    "the business unit's name, address, city or contact has characters that X12 can't carry, or the wrong length: see the finding"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    texts.outcome(of: claim, .billingProvider)
  }
}
