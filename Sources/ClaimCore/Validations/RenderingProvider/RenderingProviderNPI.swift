/// The rendering provider's NPI is right.
///
/// 10 digits, the first 1 or 2, the last a check digit (Luhn over `80840` and the number):
/// `1234567893` passes; `1234567890`, nine digits and a blank fail. A wrong check digit is a slip
/// of the pen: look the number up in the NPPES registry. Without a rendering provider this fails
/// beside `rendering_provider.missing`.
///
/// - Mend: `practitioners.npi`.
struct RenderingProviderNPI: ClaimValidation {
  static let code: StaticString = "rendering_provider.npi"
  static let message: StaticString =
    "the rendering provider's NPI is missing or wrong: 10 digits with a check digit"
  static let reads = ClaimPart.rendering

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    guard let rendering = claim.rendering else { return .fail }
    return .failing(if: !claim.pool.isNPI(rendering.npi))
  }
}
