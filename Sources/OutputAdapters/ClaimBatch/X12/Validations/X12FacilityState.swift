import ClaimCore

/// The state of a facility that the claim names is a code that receivers know: a state or territory of
/// the United States, a military place or a province of Canada.
///
/// An unknown code makes receivers refuse the file. Mend the location's address. A claim that names no
/// facility passes.
///
/// - Mend: `locations.state`.
struct X12FacilityState: ClaimValidation {
  static let code: StaticString = "x12.facility.state"
  static let message: StaticString =
    "the facility's state is no code of a state, territory or province, such as NY"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let facility = claim.facility(for: texts.partner) else { return .pass }
    return .failing(if: !CodePairs.states.contains(facility.location.address.state, of: claim.pool))
  }
}
