/// The rendering provider has a taxonomy code where the plan requires it.
struct RenderingProviderTaxonomyCode: ClaimValidation {
  static let code: StaticString = "rendering_provider.taxonomy_code"
  static let message: StaticString =
    "the plan requires the rendering provider's taxonomy code: add it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    claim.plan.isNone
      ? .noData
      : .failing(
        if: claim.requirements.flags.contains(.renderingTaxonomyRequired)
          && (claim.rendering?.taxonomyCode.isMissing ?? true))
  }
}
