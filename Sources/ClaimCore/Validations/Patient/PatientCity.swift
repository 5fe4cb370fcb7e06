/// The patient's city is there.
struct PatientCity: ClaimValidation {
  static let code: StaticString = "patient.city"
  static let message: StaticString =
    "the patient's city is missing: add it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.patient?.address.city.isMissing ?? true)
  }
}
