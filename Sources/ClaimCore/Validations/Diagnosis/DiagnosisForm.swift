/// Every diagnosis has the form of ICD-10-CM, with or without the dot.
struct DiagnosisForm: ClaimValidation {
  static let code: StaticString = "diagnosis.form"
  static let message: StaticString =
    "a diagnosis is not of the ICD-10-CM form, such as F84.0 or F840"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.diagnoses.isEmpty
      ? .noData
      : .failing(
        if: claim.diagnoses.contains { !claim.pool.isICD10(claim.practice.diagnoses[$0].code) })
  }
}
