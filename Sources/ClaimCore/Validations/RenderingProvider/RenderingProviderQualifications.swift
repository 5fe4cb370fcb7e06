/// On every line's date, the rendering provider holds what the plan requires for the services.
///
/// Each row of `benefit_qualifications` for the plan and a service on the claim is met by any one
/// of its list. Whoever the authorization assigns (REND-2) has not been asked for them before: here
/// is where a lack shows. Without a rendering provider it fails where a service requires any.
///
/// - Mend: `practitioner_qualifications.qualification`, `practitioner_qualifications.start_date`
///   and `practitioner_qualifications.end_date`; or `rendering_assignments.practitioner_id`; or
///   `benefit_qualifications.any_of`.
/// - No data: the claim has no coverage, or its plan is not on record, so what the plan requires
///   isn't known.
struct RenderingProviderQualifications: ClaimValidation {
  static let code: StaticString = "rendering_provider.qualifications"
  static let message: StaticString =
    "the rendering provider lacks a required qualification on a line's date"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    let plan = claim.plan
    if plan.isNone { return .noData }
    guard claim.practice.requiresQualifications(plan) else { return .pass }
    let rendering = claim.claim.rendering
    return .failing(
      if: claim.containsService { code, date in
        let service = claim.practice.service(code, of: plan)
        return rendering.isNone
          ? service.qualifications.count > 0
          : !claim.practice.isQualified(rendering, for: service, on: date)
      })
  }
}
