/// There is a rendering provider (REND-3).
struct RenderingProviderMissing: ClaimValidation {
  static let code: StaticString = "rendering_provider.missing"
  static let message: StaticString =
    "no rendering provider: qualify the practitioner or assign one to the authorization"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.rendering == nil)
  }
}
