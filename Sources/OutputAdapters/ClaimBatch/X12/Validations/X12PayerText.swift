import ClaimCore

/// X12 can carry the payer's name (60 characters) and electronic payer id (2 to 80).
///
/// The finding `X12.not_carried` names the field and the place; mend the payer's record.
///
/// - Mend: `payers.name`, `payers.electronic_payer_id`.
struct X12PayerText: ClaimValidation {
  static let code: StaticString = "x12.payer.text"
  static let message: StaticString =
    "the payer's name or electronic payer id has characters that X12 can't carry, or the wrong length: see the finding"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    texts.outcome(of: claim, .payer)
  }
}
