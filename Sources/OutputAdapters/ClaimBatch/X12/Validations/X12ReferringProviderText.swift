import ClaimCore

/// X12 can carry the names of a referring provider, if there is one (last 60 characters, first 35).
///
/// The finding `X12.not_carried` names the field and the place; mend the referring provider.
///
/// - Mend: `referring_providers.first_name`, `referring_providers.last_name`.
struct X12ReferringProviderText: ClaimValidation {
  static let code: StaticString = "x12.referring_provider.text"
  static let message: StaticString =
    "the referring provider's name has characters that X12 can't carry, or the wrong length: see the finding"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    texts.outcome(of: claim, .referringProvider)
  }
}
