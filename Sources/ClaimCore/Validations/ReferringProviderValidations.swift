/// There is a referring provider where the plan requires one.
enum ReferringProviderMissing: ClaimValidation {
  static let code: StaticString = "referring_provider.missing"
  static let message: StaticString =
    "the plan requires a referring provider: add one"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.requirements.flags.contains(.referringProviderRequired) && claim.referring == nil
  }
}

/// A referring provider who is named has a right NPI.
enum ReferringProviderNPI: ClaimValidation {
  static let code: StaticString = "referring_provider.npi"
  static let message: StaticString =
    "the referring provider's NPI is missing or wrong: 10 digits with a check digit"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.referring.map { !claim.pool.isNPI($0.npi) } ?? false
  }
}
