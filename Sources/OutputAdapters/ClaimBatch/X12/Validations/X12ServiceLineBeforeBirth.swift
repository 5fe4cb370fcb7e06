import ClaimCore

/// No line's service is before the patient was born.
///
/// Payers refuse it; validators let it pass. One of the two dates is wrong: mend the patient's date of
/// birth or the session's times.
///
/// - Mend: `sessions.start`, `patients.date_of_birth`.
struct X12ServiceLineBeforeBirth: ClaimValidation {
  static let code: StaticString = "x12.service_lines.before_birth"
  static let message: StaticString =
    "a line's date of service is before the patient's date of birth: mend one of them"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let birth = claim.patient?.dateOfBirth else { return .noData }
    return .failing(if: claim.lines.contains { $0.startDate < birth })
  }
}
