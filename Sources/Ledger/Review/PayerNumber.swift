internal import GRDB

extension LedgerTransaction {
  /// What came of noting a payer's claim number.
  public enum PayerNumberOutcome: Sendable, Equatable {
    /// The number that stood there before.
    case noted(instead: String?)
    case unknownClaim
    /// The claim was never sent: a payer can't have a number for it.
    case notSent
  }

  /// Notes what a payer calls a claim: corrected and void claims name it (CLM-9);
  /// ``begin(at:pipeline:)`` comes before it.
  public func setPayerNumber(
    _ payerNumber: String, ofClaim number: String
  ) throws -> PayerNumberOutcome {
    let claims = try RowStatement(
      database, "SELECT id, status, payer_claim_number FROM claim WHERE number = ?",
      [.text(number)])
    defer { claims.reset() }
    guard try claims.step() else { return .unknownClaim }
    if StoredClaimStatus.unsent.contains(claims.string(1)) { return .notSent }
    let before = claims.optionalString(2)
    try database.execute(
      sql: "UPDATE claim SET payer_claim_number = ? WHERE id = ?",
      arguments: [payerNumber, claims.number(0)])
    try database.execute(
      sql: "INSERT INTO claim_event (claim, run, what) VALUES (?, ?, ?)",
      arguments: [
        claims.number(0), run,
        before.map { "the payer's claim number \($0) became \(payerNumber)" }
          ?? "the payer's claim number is \(payerNumber)",
      ])
    return .noted(instead: before)
  }
}
