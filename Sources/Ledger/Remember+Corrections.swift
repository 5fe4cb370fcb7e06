internal import ClaimCore
internal import GRDB

/// CLM-9: new versions of claims that were sent.
///
/// From the run that makes a new version on, the items are on that; the claim that it stands for is the
/// one that the payer has, and the correction pending, until a batch takes the new one. A run that
/// can't make it again puts the items back.
extension Remember {
  /// - Parameter rows: the ledger's number of each of the run's claims.
  func linkCorrected(to rows: [Int64]) throws {
    if result.sessions.corrections.isEmpty { return }
    for (index, row) in rows.enumerated() {
      let claim = result.claims[index]
      guard let correction = result.correction(of: claim) else { continue }
      try database.execute(
        sql: "UPDATE claim SET original = ?1 WHERE id = ?2 AND original IS NOT ?1",
        arguments: [correction.row, row])
      if claim.version == 1 { continue }
      try database.execute(
        sql: "UPDATE charge SET corrected_units = claimed_units "
          + "WHERE claim = ? AND corrected_units IS NOT claimed_units",
        arguments: [correction.row])
    }
  }

  /// A new version that was never sent gives its items back, and may not come about this time.
  func putBackCorrected(by unsent: Int64) throws {
    let original = try Int64.fetchOne(
      database,
      sql: """
        SELECT claim.original FROM claim JOIN correction ON correction.claim = claim.original
        WHERE claim.id = ?
        """, arguments: [unsent])
    if let original {
      try database.execute(
        sql: "UPDATE charge SET claim = ?, claimed_units = corrected_units WHERE claim = ?",
        arguments: [original, unsent])
    }
    try database.execute(sql: "DELETE FROM correction WHERE claim = ?", arguments: [unsent])
  }

  /// What became of the claim that an item was on; `nil` where that was not corrected.
  func correctionEvent(of item: ChargeItem) -> String? {
    guard item.claim != ChargeItem.noClaim else { return nil }
    let claim = result.claims[Int(item.claim)]
    guard let correction = result.correction(of: claim) else { return nil }
    let (before, after) = (pool.string(correction.claimNumber), pool.string(claim.number))
    return switch claim.frequency {
    case .corrected: "claim \(before) corrected as \(after)"
    case .void: "claim \(before) voided as \(after)"
    case .original where claim.version > 1: "after the void claim \(before) billed as \(after)"
    case .original: "left over from the correction of claim \(before), billed as \(after)"
    }
  }
}
