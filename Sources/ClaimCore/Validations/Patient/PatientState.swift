/// The patient's state is two letters.
struct PatientState: ClaimValidation {
  static let code: StaticString = "patient.state"
  static let message: StaticString =
    "the patient's state is missing or not two letters"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: !claim.pool.isState(claim.patient?.address.state ?? .missing))
  }
}
