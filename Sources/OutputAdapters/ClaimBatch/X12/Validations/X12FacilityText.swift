import ClaimCore

/// X12 can carry the facility's name (60 characters), address lines (55) and city (2 to 30).
///
/// Looked at only where the claim names the facility: not at a home, unless the partner wants that, and
/// not at the billing provider's own address. The finding `X12.not_carried` names the field and the
/// place; mend the location.
///
/// - Mend: `locations.name`, `locations.address_line1`, `locations.address_line2`, `locations.city`.
struct X12FacilityText: ClaimValidation {
  static let code: StaticString = "x12.facility.text"
  static let message: StaticString =
    "the facility's name, address or city has characters that X12 can't carry, or the wrong length: see the finding"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    texts.outcome(of: claim, .facility)
  }
}
