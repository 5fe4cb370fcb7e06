/// A referring provider who is named has a right NPI.
struct ReferringProviderNPI: ClaimValidation {
  static let code: StaticString = "referring_provider.npi"
  static let message: StaticString =
    "the referring provider's NPI is missing or wrong: 10 digits with a check digit"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.referring.map { !claim.pool.isNPI($0.npi) } ?? false)
  }
}
