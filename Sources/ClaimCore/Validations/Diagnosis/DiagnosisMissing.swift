/// On the date of every line, a diagnosis of the patient is in force.
///
/// Every line has to point to what it treats. A diagnosis is in force from its start date to its
/// end date, both included, and a missing one of these is open. One line without any fails the
/// claim, though other lines have theirs.
///
/// - Mend: `diagnoses.start_date` and `diagnoses.end_date`, or a new row of `diagnoses` with the
///   patient's id (`diagnoses.patient_id`, `diagnoses.code`).
struct DiagnosisMissing: ClaimValidation {
  static let code: StaticString = "diagnosis.missing"
  static let message: StaticString =
    "no diagnosis is in force on a line's date: add one"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    let patient = claim.claim.patient
    return .failing(
      if: claim.lines.contains { !claim.practice.hasDiagnosis(patient, on: $0.startDate) })
  }
}
