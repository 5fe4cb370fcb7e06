import ClaimCore

/// The patient's state is a code that receivers know: a state or territory of the United States, a
/// military place or a province of Canada.
///
/// `patient.state` asks for two letters only; an unknown pair makes receivers refuse the file. Mend the
/// patient's address. Anything but two letters is left to `patient.state`.
///
/// - Mend: `patients.state`.
struct X12PatientState: ClaimValidation {
  static let code: StaticString = "x12.patient.state"
  static let message: StaticString =
    "the patient's state is no code of a state, territory or province, such as NY"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let patient = claim.patient else { return .noData }
    let state = patient.address.state
    return .failing(
      if: claim.pool.isState(state) && !CodePairs.states.contains(state, of: claim.pool))
  }
}
