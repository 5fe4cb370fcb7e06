/// There is a rendering provider (REND-3).
enum RenderingProviderMissing: ClaimValidation {
  static let code: StaticString = "rendering_provider.missing"
  static let message: StaticString =
    "no rendering provider: qualify the practitioner or assign one to the authorization"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.rendering == nil
  }
}

/// The rendering provider's NPI is right.
enum RenderingProviderNPI: ClaimValidation {
  static let code: StaticString = "rendering_provider.npi"
  static let message: StaticString =
    "the rendering provider's NPI is missing or wrong: 10 digits with a check digit"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    !claim.pool.isNPI(claim.rendering?.npi ?? .missing)
  }
}

/// The rendering provider has a taxonomy code where the plan requires it.
enum RenderingProviderTaxonomyCode: ClaimValidation {
  static let code: StaticString = "rendering_provider.taxonomy_code"
  static let message: StaticString =
    "the plan requires the rendering provider's taxonomy code: add it"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.requirements.flags.contains(.renderingTaxonomyRequired)
      && (claim.rendering?.taxonomyCode.isMissing ?? true)
  }
}

/// The rendering provider holds what the benefits require on every line's date.
enum RenderingProviderQualifications: ClaimValidation {
  static let code: StaticString = "rendering_provider.qualifications"
  static let message: StaticString =
    "the rendering provider lacks a required qualification on a line's date"

  static func fails(_ claim: borrowing ClaimFacts) -> Bool {
    claim.services.contains {
      claim.claim.rendering.isNone
        ? claim.practice.requiresQualification(claim.plan, $0.code)
        : !claim.practice.isQualified(
          claim.claim.rendering, plan: claim.plan, $0.code, on: $0.date)
    }
  }
}
