import ClaimCore

/// The NPI of a facility that the claim names, if it has one, is right: 10 digits, the first 1 or 2, with
/// a check digit.
///
/// Validators don't compute the check digit and receivers do. Mend the location, or leave its NPI empty.
/// A claim that names no facility passes.
///
/// - Mend: `locations.npi`.
struct X12FacilityNPI: ClaimValidation {
  static let code: StaticString = "x12.facility.npi"
  static let message: StaticString =
    "the facility's NPI is wrong: 10 digits with a check digit, or none"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let facility = claim.facility(for: texts.partner) else { return .pass }
    return .failing(
      if: !facility.location.npi.isMissing && !claim.pool.isNPI(facility.location.npi))
  }
}
