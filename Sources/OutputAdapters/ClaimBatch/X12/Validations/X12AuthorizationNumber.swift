import ClaimCore

/// X12 can carry the authorization number, if there is one: at most 50 characters (REF*G1).
///
/// The finding `X12.not_carried` says which character is in the way; mend the number on the sessions.
///
/// - Mend: `sessions.authorization_number`, `authorizations.authorization_number`.
struct X12AuthorizationNumber: ClaimValidation {
  static let code: StaticString = "x12.authorization_number"
  static let message: StaticString =
    "the authorization number has characters that X12 can't carry, or the wrong length: see the finding"

  let texts: X12Texts

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    texts.outcome(of: claim, .authorization)
  }
}
