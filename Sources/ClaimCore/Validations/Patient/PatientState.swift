/// The state of the patient's address is two letters.
///
/// `NY` and `ny` pass; `New York`, `N.Y.` and a blank fail. Whether there is such a state is not
/// looked up. Payers match it with the ZIP.
///
/// - Mend: `patients.state`. Names in full can be mapped in the manifest (`map: { New York: NY }`).
struct PatientState: ClaimValidation {
  static let code: StaticString = "patient.state"
  static let message: StaticString =
    "the patient's state is missing or not two letters"
  static let reads = ClaimPart.patient

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let patient = claim.patient else { return .fail }
    return .failing(if: !claim.pool.isState(patient.address.state))
  }
}
