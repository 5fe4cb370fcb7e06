/// A coverage pays for the claim.
///
/// It is that of the sessions' authorization (COV-1), else the primary one of their case (COV-2),
/// else a primary one of the patient that names no case (COV-3), in force on the date of service.
/// Where there is none, nobody can be sent the claim. The finding `COV.none` names each session.
///
/// - Mend: `coverages.start_date` and `coverages.end_date`, `coverages.level`, `coverages.case_id`
///   or `authorizations.coverage_id`; or a new row of `coverages` with the patient's id
///   (`coverages.patient_id`, `coverages.plan_id`).
struct PolicyHolderCoverage: ClaimValidation {
  static let code: StaticString = "policy_holder.coverage"
  static let message: StaticString =
    "no coverage is in force on the date of service: add one"
  static let reads = ClaimPart.coverage

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.coverage == nil)
  }
}
