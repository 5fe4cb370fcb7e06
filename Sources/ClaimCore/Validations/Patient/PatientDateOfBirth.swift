/// The patient's date of birth is there.
struct PatientDateOfBirth: ClaimValidation {
  static let code: StaticString = "patient.date_of_birth"
  static let message: StaticString =
    "the patient's date of birth is missing: add it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.patient?.dateOfBirth == nil)
  }
}
