/// The city of the patient's address is there.
///
/// Any text passes. It is part of the address that a claim must carry.
///
/// - Mend: `patients.city`.
struct PatientCity: ClaimValidation {
  static let code: StaticString = "patient.city"
  static let message: StaticString =
    "the patient's city is missing: add it"
  static let reads = ClaimPart.patient

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.patient?.address.city.isMissing ?? true)
  }
}
