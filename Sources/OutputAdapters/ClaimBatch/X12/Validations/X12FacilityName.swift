import ClaimCore

/// A facility that the claim names has a name.
///
/// X12 has no facility without one. An office without a name takes the business unit's; name any other
/// location. A claim that names no facility passes.
///
/// - Mend: `locations.name`.
struct X12FacilityName: ClaimValidation {
  static let code: StaticString = "x12.facility.name"
  static let message: StaticString =
    "the location has no name, and the claim must name it: add it"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let facility = claim.facility(for: texts.partner) else { return .pass }
    return .failing(if: facility.name.isMissing)
  }
}
