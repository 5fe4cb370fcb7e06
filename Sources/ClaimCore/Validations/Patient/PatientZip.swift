/// The ZIP of the patient's address is 5 or 9 digits.
///
/// `12207`, `122071234` and `12207-1234` pass; `1220`, `12207-12` and `K1A 0B1` fail. A spreadsheet
/// that takes a ZIP for a number drops its leading zero: `07030` comes as `7030`, and fails.
///
/// - Mend: `patients.zip`.
struct PatientZip: ClaimValidation {
  static let code: StaticString = "patient.zip"
  static let message: StaticString =
    "the patient's ZIP is missing or not 5 or 9 digits"
  static let reads = ClaimPart.patient

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let patient = claim.patient else { return .fail }
    return .failing(if: !claim.pool.isZip(patient.address.zip))
  }
}
