import ClaimCore
import Synchronization

/// Says which texts of a claim X12 changes or can't carry, and what of it has no place in the file.
struct X12TextObservation: ClaimObservation {
  let texts: X12Texts

  func observe(_ claim: borrowing ClaimFacts, find: (FindingCode, String) -> Void) {
    var folded: UInt64 = 0
    var flawed = ""
    texts.forEachOddText(of: claim) { subject, place, name, flaw in
      if let flaw {
        flawed += flawed.isEmpty ? "" : ", "
        flawed += "\(name)\(claim.record(of: subject)) (\(flaw.sentence))"
      } else {
        folded |= 1 << UInt64(place)
      }
    }
    if folded != 0 {
      let sentence = texts.foldings.sentence(folded) {
        var names: [String] = []
        texts.forEachOddText(of: claim) { _, _, name, flaw in if flaw == nil { names.append(name) }
        }
        return names
      }
      find(.foldedForX12, sentence)
    }
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

/// Sentences that name folded fields. Claims by the million have the same few, which are made, and held
/// in memory, once.
final class FoldedFields: Sendable {
  private let known = Mutex<[UInt64: String]>([:])

  /// - Parameters:
  ///   - fields: a bit for each.
  ///   - names: theirs; asked for only once.
  func sentence(_ fields: UInt64, names: () -> [String]) -> String {
    if let sentence = known.withLock({ $0[fields] }) { return sentence }
    let sentence =
      "accents and special characters are folded in " + names().joined(separator: ", ")
    known.withLock { $0[fields] = sentence }
    return sentence
  }
}
