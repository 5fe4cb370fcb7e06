import ClaimCore

/// The rendering provider's taxonomy code, if there is one, is 9 letters or digits and an X.
///
/// Receivers look the code up (PRV*PE) and refuse an unknown form, which validators let pass. Mend it by
/// the practitioner's entry in the NPI registry, such as 106S00000X. It is not looked at where the
/// rendering provider is the billing provider, by NPI, and so is not named.
///
/// - Mend: `practitioners.taxonomy_code`.
struct X12RenderingProviderTaxonomyCode: ClaimValidation {
  static let code: StaticString = "x12.rendering_provider.taxonomy_code"
  static let message: StaticString =
    "the rendering provider's taxonomy code is not 10 characters that end in X, such as 106S00000X"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let rendering = claim.rendering else { return .noData }
    if !claim.namesRendering { return .pass }
    return .failing(
      if: !rendering.taxonomyCode.isMissing && !claim.pool.isTaxonomyCode(rendering.taxonomyCode))
  }
}
