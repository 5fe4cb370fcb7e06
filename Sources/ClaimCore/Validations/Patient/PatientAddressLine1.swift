/// The patient's street is there.
struct PatientAddressLine1: ClaimValidation {
  static let code: StaticString = "patient.address_line1"
  static let message: StaticString =
    "the patient's address line 1 is missing: add it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.patient?.address.line1.isMissing ?? true)
  }
}
