/// The patient's ZIP is 5 or 9 digits.
struct PatientZip: ClaimValidation {
  static let code: StaticString = "patient.zip"
  static let message: StaticString =
    "the patient's ZIP is missing or not 5 or 9 digits"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: !claim.pool.isZip(claim.patient?.address.zip ?? .missing))
  }
}
