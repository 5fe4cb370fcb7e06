import ClaimCore

/// Every line points to a diagnosis of its claim (SV107).
///
/// A claim takes 12 diagnoses. Where more are in force, a line's own may all be beyond the 12th, and
/// the guide does not take a line without a pointer. Without any diagnosis the outcome is left to
/// `diagnosis.missing`.
///
/// - Mend: `diagnoses.rank`, `diagnoses.end_date`.
/// - No data: no diagnosis is in force.
struct X12ServiceLinePointer: ClaimValidation {
  static let code: StaticString = "x12.service_lines.diagnosis"
  static let message: StaticString =
    "a line's diagnoses are all beyond the claim's 12th: end or rank the patient's diagnoses"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    if claim.diagnoses.isEmpty { return .noData }
    return .failing(if: claim.lines.contains { $0.diagnosisPointers[0] == 0 })
  }
}
