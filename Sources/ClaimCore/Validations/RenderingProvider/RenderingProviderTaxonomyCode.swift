/// The rendering provider has a taxonomy code, where the plan requires it.
///
/// Asked for where the plan's requirements list `rendering_taxonomy_required`; some payers pay by
/// specialty. Any text passes (`106S00000X` is a behavior technician). Without a rendering provider
/// it fails where it is required.
///
/// - Mend: `practitioners.taxonomy_code`; or `plans.requirements`, where the plan doesn't ask for
///   it.
/// - No data: the claim has no coverage, or its plan is not on record, so what the plan requires
///   isn't known.
struct RenderingProviderTaxonomyCode: ClaimValidation {
  static let code: StaticString = "rendering_provider.taxonomy_code"
  static let message: StaticString =
    "the plan requires the rendering provider's taxonomy code: add it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    if claim.plan.isNone { return .noData }
    guard claim.requirements.flags.contains(.renderingTaxonomyRequired) else { return .pass }
    return .failing(if: claim.rendering?.taxonomyCode.isMissing ?? true)
  }
}
