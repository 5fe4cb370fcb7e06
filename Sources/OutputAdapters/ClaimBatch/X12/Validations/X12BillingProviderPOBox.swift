import ClaimCore

/// Neither line of the business unit's address is a post office box.
///
/// The guide wants a street for the billing provider, and payers refuse a box there; validators can't
/// tell. Give the street of the practice. Any usual spelling is found: P.O. Box, PO Box, P O Box, Post
/// Office Box, POB 12, Lock Box 12.
///
/// - Mend: `business_units.address_line1`, `business_units.address_line2`.
struct X12BillingProviderPOBox: ClaimValidation {
  static let code: StaticString = "x12.billing_provider.po_box"
  static let message: StaticString =
    "the business unit's address is a post office box: give its street"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let unit = claim.businessUnit else { return .noData }
    let record = SoundRecords.Record(.businessUnit, claim.claim.businessUnit)
    if texts.withStreet.contains(record, of: claim.practice) { return .pass }
    let pool = claim.pool
    let isBox =
      pool.withBytes(unit.address.line1, PostOfficeBox.isNamed)
      || pool.withBytes(unit.address.line2, PostOfficeBox.isNamed)
    if !isBox { texts.withStreet.insert(record, of: claim.practice) }
    return .failing(if: isBox)
  }
}
