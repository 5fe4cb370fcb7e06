/// Claims that were sent and are to be corrected or voided become new versions (CLM-9).
///
/// A corrected claim is made of the claim's sessions that are submitted now; cancelled ones, those
/// billed externally and those that are now another patient's are not on it. Where its sessions no
/// longer share one claim, the first (CLM-6) replaces it and the others are new originals. A void
/// claim takes all sessions, whatever they say, and is always one claim.
extension PatientBilling {
  /// Settles which corrections the patient's items are made into now; the others wait, their items
  /// as they are.
  mutating func openCorrections(_ items: Range<Int>) {
    correctedClaims.removeAll(keepingCapacity: true)
    if corrections.isEmpty || !settings.claims.generate { return }
    var members: [Int32: [Int]] = [:]
    for index in items {
      let number = earlier(Int(chunk.items[index].session)).correction
      if number != EarlierItem.noCorrection { members[number, default: []].append(index) }
    }
    for (number, items) in members.sorted(by: { $0.key < $1.key }) {
      if let reason = reasonToWait(corrections[Int(number)], items) {
        find(.correctionWaits, session(items[0]), .sentence(reason))
      } else {
        correctedClaims[number] = ChargeItem.noClaim
      }
    }
  }

  /// Why a correction can't be made now, as a finding says it.
  private func reasonToWait(_ correction: ClaimCorrection, _ items: [Int]) -> String? {
    let pool = practice.pool
    let claim = "claim \(pool.string(correction.claimNumber))"
    let done = correction.frequency == .void ? "voided" : "corrected"
    guard pool.equal(correction.patientID, patientID) else {
      return "\(claim) is to be \(done), and this session of it is another patient's now: it is "
        + "left out, and New once the claim was sent"
    }
    let outside = items.first {
      !claimsScope.contains(chunk.items[$0].dateOfService, session($0).businessUnit)
    }
    if let outside {
      return "\(claim) waits to be \(done): session \(pool.string(session(outside).id)) is outside "
        + "of the dates or business units that claims are limited to"
    }
    if correction.frequency == .void { return nil }
    let open = items.first { ![.submitted, .cancelled].contains(session($0).status) }
    if let open {
      return "\(claim) waits to be corrected until session \(pool.string(session(open).id)) is "
        + "submitted or cancelled"
    }
    if items.contains(where: { joins(chunk.items[$0], correction) }) { return nil }
    return "\(claim) can't be corrected: no session of it is left to bill; void it"
  }

  private func joins(_ item: ChargeItem, _ correction: ClaimCorrection) -> Bool {
    correction.frequency == .void
      || chunk.sessions[Int(item.session)].status == .submitted && !item.billedExternally
  }

  /// The correction that an item is made into now, or ``EarlierItem/noCorrection``.
  @inline(__always)
  func correction(of item: ChargeItem) -> Int32 {
    correctedClaims.isEmpty ? EarlierItem.noCorrection : openCorrection(of: item)
  }

  private func openCorrection(of item: ChargeItem) -> Int32 {
    let number = earlier(Int(item.session)).correction
    guard correctedClaims[number] != nil, joins(item, corrections[Int(number)]) else {
      return EarlierItem.noCorrection
    }
    return number
  }

  @inline(__always)
  func isVoid(_ line: LineDraft) -> Bool {
    let number = correction(of: chunk.items[line.firstItem])
    return number != EarlierItem.noCorrection && corrections[Int(number)].frequency == .void
  }

  /// The correction that a claim is the new version of; `nil` for an original.
  mutating func replaced(by claim: UInt32, _ number: Int32) -> ClaimCorrection? {
    guard correctedClaims[number] == ChargeItem.noClaim else { return nil }
    correctedClaims[number] = claim
    return corrections[Int(number)]
  }

  /// What was on one claim is not sent anew beside it as long as the payer has that one as it was.
  mutating func waitForCorrection(_ claim: inout Claim, _ session: Session) {
    guard claim.version == 1, let first = correctedClaims[claim.correction],
      chunk.claims[Int(first)].status == .draft, claim.status != .draft
    else { return }
    claim.status = .draft
    find(
      .correctionWaits, session,
      .sentence(
        "claim \(practice.pool.string(claim.number)) stays Draft until the correction of claim "
          + "\(practice.pool.string(corrections[Int(claim.correction)].claimNumber)), on which its "
          + "sessions were, is ready"))
  }
}

extension ClaimCorrection {
  /// Makes a claim the next version.
  func mark(_ claim: inout Claim) {
    claim.version = version
    claim.frequency = frequency
    if frequency == .original { return }
    claim.originalNumber = claimNumber
    claim.payerClaimNumber = payerClaimNumber
  }
}
