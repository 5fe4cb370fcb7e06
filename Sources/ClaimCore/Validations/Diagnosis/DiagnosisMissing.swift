/// A diagnosis is in force on every line's date.
struct DiagnosisMissing: ClaimValidation {
  static let code: StaticString = "diagnosis.missing"
  static let message: StaticString =
    "no diagnosis is in force on a line's date: add one"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(
      if: claim.lines.contains {
        !claim.practice.hasDiagnosis(claim.claim.patient, on: $0.startDate)
      })
  }
}
