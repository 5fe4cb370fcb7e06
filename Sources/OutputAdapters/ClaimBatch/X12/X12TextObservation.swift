import ClaimCore

/// Says which texts of a claim X12 changes or can't carry, and what of it has no place in the file.
struct X12TextObservation: ClaimObservation {
  let texts: X12Texts

  func observe(_ claim: borrowing ClaimFacts, find: (FindingCode, String) -> Void) {
    var folded = ""
    var flawed = ""
    texts.forEachOddText(of: claim) { subject, name, flaw in
      if let flaw {
        flawed += flawed.isEmpty ? "" : ", "
        flawed += "\(name)\(claim.record(of: subject)) (\(flaw.sentence))"
      } else {
        folded += folded.isEmpty ? "accents and special characters are folded in " : ", "
        folded += name
      }
    }
    if !folded.isEmpty { find(.foldedForX12, folded) }
    if !flawed.isEmpty {
      find(.notCarriedByX12, "X12 can't carry \(flawed): mend that at the source")
    }
    // Literals: a run may have a million of these.
    if let unit = claim.businessUnit, !unit.phone.isMissing, !claim.pool.isPhone(unit.phone) {
      find(
        .leftOutOfX12,
        "the business unit's phone is not 10 digits: its contact (PER) is left out")
    }
    if claim.coverage?.level == .secondary {
      find(
        .leftOutOfX12,
        "the coverage is secondary: what the primary payer paid (loop 2320) is not on the claim")
    }
  }
}

extension X12Text.Flaw {
  /// Numbers only, nothing of the text itself.
  var sentence: String {
    switch self {
    case .character(let place): "character \(place)"
    case .tooLong(let count, let most): "\(count) characters, \(most) at the most"
    case .tooShort(let count, let least): "\(count) characters, \(least) at the least"
    }
  }
}
