/// The rendering provider holds what the benefits require on every line's date.
struct RenderingProviderQualifications: ClaimValidation {
  static let code: StaticString = "rendering_provider.qualifications"
  static let message: StaticString =
    "the rendering provider lacks a required qualification on a line's date"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.plan.isNone
      ? .noData
      : .failing(
        if: claim.services.contains {
          claim.claim.rendering.isNone
            ? claim.practice.requiresQualification(claim.plan, $0.code)
            : !claim.practice.isQualified(
              claim.claim.rendering, plan: claim.plan, $0.code, on: $0.date)
        })
  }
}
