/// The patient has a referring provider, where the plan requires one.
///
/// Asked for where the plan's requirements list `referring_provider_required`: the payer wants to
/// see who ordered the treatment. It must be in force on the claim's first date of service.
///
/// - Mend: `referring_providers.start_date` and `referring_providers.end_date`, or a new row of
///   `referring_providers` with the patient's id (`referring_providers.patient_id`); or
///   `plans.requirements`, where the plan doesn't ask for one.
/// - No data: the claim has no coverage, or its plan is not on record, so what the plan requires
///   isn't known.
struct ReferringProviderMissing: ClaimValidation {
  static let code: StaticString = "referring_provider.missing"
  static let message: StaticString =
    "the plan requires a referring provider: add one"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    if claim.plan.isNone { return .noData }
    guard claim.requirements.flags.contains(.referringProviderRequired) else { return .pass }
    return .failing(if: claim.referring == nil)
  }
}
