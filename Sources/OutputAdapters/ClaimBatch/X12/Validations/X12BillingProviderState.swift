import ClaimCore

/// The business unit's state is a code that receivers know: a state or territory of the United States, a
/// military place or a province of Canada.
///
/// An unknown code makes receivers refuse the file. Mend the business unit's address. A missing state is
/// left to `billing_provider.address`.
///
/// - Mend: `business_units.state`.
struct X12BillingProviderState: ClaimValidation {
  static let code: StaticString = "x12.billing_provider.state"
  static let message: StaticString =
    "the business unit's state is no code of a state, territory or province, such as NY"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let unit = claim.businessUnit else { return .noData }
    let state = unit.address.state
    return .failing(if: !state.isMissing && !CodePairs.states.contains(state, of: claim.pool))
  }
}
