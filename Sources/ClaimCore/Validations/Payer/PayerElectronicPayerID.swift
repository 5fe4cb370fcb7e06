/// The payer has an electronic payer id.
struct PayerElectronicPayerID: ClaimValidation {
  static let code: StaticString = "payer.electronic_payer_id"
  static let message: StaticString =
    "the payer's electronic payer id is missing: add it"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.payer?.electronicPayerID.isMissing ?? true)
  }
}
