/// The patient has a gender.
///
/// Claims carry it as F, M or U, and U (unknown) passes: it says that somebody asked. A blank
/// fails, since payers refuse a claim without one.
///
/// - Mend: `patients.gender`. Where the source has words of its own, map them in the manifest
///   (`map: { Female: F }`).
struct PatientGender: ClaimValidation {
  static let code: StaticString = "patient.gender"
  static let message: StaticString =
    "the patient's gender is missing: F, M or U"
  static let reads = ClaimPart.patient

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.patient?.gender == nil)
  }
}
