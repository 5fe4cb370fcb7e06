/// Every diagnosis on the claim has the form of an ICD-10-CM code.
///
/// A capital letter, a digit, a digit or capital, then up to four more of these, behind a dot or
/// without it: `F84.0`, `F840`, `F84` and `S72.001A` pass; `84.0`, `f84.0`, `F84.` and the ICD-9
/// code `299.00` fail. Whether the code is in this year's list is not looked up. At most 12
/// diagnoses stand on a claim, and those are checked.
///
/// - Mend: `diagnoses.code`.
/// - No data: no diagnosis is in force on any line's date (`diagnosis.missing` fails then).
struct DiagnosisForm: ClaimValidation {
  static let code: StaticString = "diagnosis.form"
  static let message: StaticString =
    "a diagnosis is not of the ICD-10-CM form, such as F84.0 or F840"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    if claim.diagnoses.isEmpty { return .noData }
    return .failing(
      if: claim.diagnoses.contains { !claim.pool.isICD10(claim.practice.diagnoses[$0].code) })
  }
}
