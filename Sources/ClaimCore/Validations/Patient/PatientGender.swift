/// The patient's gender is there.
struct PatientGender: ClaimValidation {
  static let code: StaticString = "patient.gender"
  static let message: StaticString =
    "the patient's gender is missing: F, M or U"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.patient?.gender == nil)
  }
}
