/// The rendering provider's NPI is right.
struct RenderingProviderNPI: ClaimValidation {
  static let code: StaticString = "rendering_provider.npi"
  static let message: StaticString =
    "the rendering provider's NPI is missing or wrong: 10 digits with a check digit"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: !claim.pool.isNPI(claim.rendering?.npi ?? .missing))
  }
}
