/// A diagnosis is in force on every line's date.
enum DiagnosisMissing: ClaimValidation {
  static let code: StaticString = "diagnosis.missing"
  static let message: StaticString =
    "no diagnosis is in force on a line's date: add one"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.lines.contains { !claim.practice.hasDiagnosis(claim.claim.patient, on: $0.startDate) }
  }
}

/// Every diagnosis has the form of ICD-10-CM, with or without the dot.
enum DiagnosisForm: ClaimValidation {
  static let code: StaticString = "diagnosis.form"
  static let message: StaticString =
    "a diagnosis is not of the ICD-10-CM form, such as F84.0 or F840"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.diagnoses.contains { !claim.pool.isICD10(claim.practice.diagnoses[$0].code) }
  }
}
