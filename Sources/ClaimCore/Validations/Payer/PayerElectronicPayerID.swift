/// The payer has an electronic payer id, the address that a clearinghouse sends the claim to.
///
/// Any text passes; the clearinghouse's list of payers has it (`60054`). Without a coverage, or
/// where its plan or payer is not on record, there is no payer, and this fails.
///
/// - Mend: `payers.electronic_payer_id`; or `coverages.plan_id` and `plans.payer_id`, where they
///   name nothing on record (the finding `REC-3.unknown` says so).
struct PayerElectronicPayerID: ClaimValidation {
  static let code: StaticString = "payer.electronic_payer_id"
  static let message: StaticString =
    "the payer's electronic payer id is missing: add it"
  static let reads = ClaimPart.coverage

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.payer?.electronicPayerID.isMissing ?? true)
  }
}
