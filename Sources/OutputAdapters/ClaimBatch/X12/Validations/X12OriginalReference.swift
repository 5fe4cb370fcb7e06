import ClaimCore

/// A corrected or void claim says which claim it stands for (REF*F8), in at most 50 characters.
///
/// Payers take one without the reference for a new claim and deny it as a duplicate, while validators
/// let it pass. Give the payer's claim number (from the 835 or 277CA) or, where that is not known, the
/// original claim's number. An original claim passes.
///
/// - Mend: the reference, where the correction is asked for (CLM-9).
struct X12OriginalReference: ClaimValidation {
  static let code: StaticString = "x12.original_reference"
  static let message: StaticString =
    "a corrected or void claim has no reference of its original that X12 can carry: give the payer's number"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    if claim.claim.frequency == .original { return .pass }
    if claim.claim.originalReference.isMissing { return .fail }
    return texts.outcome(of: claim, .originalReference)
  }
}
