/// The first line of the patient's address is there: house and street.
///
/// Any text passes. Line 2 is not asked for. A claim must carry the patient's address, wherever the
/// sessions were held.
///
/// - Mend: `patients.address_line1`.
struct PatientAddressLine1: ClaimValidation {
  static let code: StaticString = "patient.address_line1"
  static let message: StaticString =
    "the patient's address line 1 is missing: add it"
  static let reads = ClaimPart.patient

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.patient?.address.line1.isMissing ?? true)
  }
}
