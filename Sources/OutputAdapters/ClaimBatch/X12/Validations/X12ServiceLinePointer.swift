import ClaimCore

/// Every line points to a diagnosis of its claim (SV107).
///
/// A claim takes 12 diagnoses. Where more are in force, a line's own may all be beyond the 12th, and
/// the guide does not take a line without a pointer. A line without any is left to
/// `diagnosis.missing`.
///
/// - Mend: `diagnoses.rank`, `diagnoses.end_date`.
/// - No data: no diagnosis is in force on a line's date.
struct X12ServiceLinePointer: ClaimValidation {
  static let code: StaticString = "x12.service_lines.diagnosis"
  static let message: StaticString =
    "a line's diagnoses are all beyond the claim's 12th: end or rank the patient's diagnoses"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    var isUnknown = false
    for line in claim.lines where line.diagnosisPointers[0] == 0 {
      if claim.practice.hasDiagnosis(claim.claim.patient, on: line.startDate) { return .fail }
      isUnknown = true
    }
    return isUnknown ? .noData : .pass
  }
}
