/// A referring provider who is named on the claim has a right NPI.
///
/// 10 digits, the first 1 or 2, the last a check digit, as in `rendering_provider.npi`. Checked
/// also where no plan requires a referring provider: whoever is in force on the claim's first date
/// stands on it. Passes where nobody is named, which `referring_provider.missing` judges.
///
/// - Mend: `referring_providers.npi`.
struct ReferringProviderNPI: ClaimValidation {
  static let code: StaticString = "referring_provider.npi"
  static let message: StaticString =
    "the referring provider's NPI is missing or wrong: 10 digits with a check digit"
  static let reads = ClaimPart.referring

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let referring = claim.referring else { return .pass }
    return .failing(if: !claim.pool.isNPI(referring.npi))
  }
}
