import ClaimCore

/// X12 can carry the rendering provider's names (last 60 characters, first 35).
///
/// They are not looked at where the rendering provider is the billing provider, by NPI, and so is not
/// named. The finding `X12.not_carried` names the field and the place; mend the practitioner.
///
/// - Mend: `practitioners.first_name`, `practitioners.last_name`.
struct X12RenderingProviderText: ClaimValidation {
  static let code: StaticString = "x12.rendering_provider.text"
  static let message: StaticString =
    "the rendering provider's name has characters that X12 can't carry, or the wrong length: see the finding"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    texts.outcome(of: claim, .renderingProvider)
  }
}
