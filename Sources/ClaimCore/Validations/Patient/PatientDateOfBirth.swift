/// The patient has a date of birth.
///
/// Payers find a member by name, date of birth and member id, and refuse a claim whose patient they
/// can't find. Any date that could be read passes. One that couldn't be (the 30th month) rejects
/// the whole record of the patient on the way in, and then every `patient.` code fails.
///
/// - Mend: `patients.date_of_birth`, or the record in the quarantine.
struct PatientDateOfBirth: ClaimValidation {
  static let code: StaticString = "patient.date_of_birth"
  static let message: StaticString =
    "the patient's date of birth is missing: add it"
  static let reads = ClaimPart.patient

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.patient?.dateOfBirth == nil)
  }
}
