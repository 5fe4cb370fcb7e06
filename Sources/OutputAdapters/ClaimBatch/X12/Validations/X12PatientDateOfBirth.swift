import ClaimCore

/// The patient was not born before 1800.
///
/// Validators refuse such a date, and it is sure to be a slip of the keyboard. Mend the patient's record.
/// `x12.service_lines.before_birth` sees to dates of birth that are too late.
///
/// - Mend: `patients.date_of_birth`.
struct X12PatientDateOfBirth: ClaimValidation {
  static let code: StaticString = "x12.patient.date_of_birth"
  static let message: StaticString =
    "the patient's date of birth is before 1800: mend it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let birth = claim.patient?.dateOfBirth else { return .noData }
    return .failing(if: birth.components.year < 1800)
  }
}
