import ClaimCore

/// The ZIP code of a facility that the claim names has 9 digits, or where the partner does not require
/// them 5 or 9.
///
/// The guide asks for the full code; validators take 5 digits. Look the last four up and mend the
/// location. A claim that names no facility passes.
///
/// - Mend: `locations.zip`.
struct X12FacilityZip: ClaimValidation {
  static let code: StaticString = "x12.facility.zip"
  static let message: StaticString =
    "the facility's ZIP is not 9 digits: look up the last four"

  let texts: X12Texts
  let hasNineDigits: Bool

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let facility = claim.facility(for: texts.partner) else { return .pass }
    let zip = facility.location.address.zip
    return .failing(
      if: !(hasNineDigits ? claim.pool.isNineDigitZip(zip) : claim.pool.isZip(zip)))
  }
}
