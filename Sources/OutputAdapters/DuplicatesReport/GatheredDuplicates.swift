import AdapterKit
import ClaimCore
import Synchronization

/// The groups of duplicates of every part, joined to a result that has nothing else.
final class GatheredDuplicates: PartGathering {
  private let outline: RunOutline
  private let joiner: Mutex<BillingJoiner>
  private let make: @Sendable (BillingResult) -> [OutputDocument]

  /// - Parameter make: the documents of all groups.
  init(of outline: RunOutline, make: @escaping @Sendable (BillingResult) -> [OutputDocument]) {
    self.outline = outline
    self.make = make
    joiner = Mutex(BillingJoiner(outline.practice.pool, spill: outline.spill))
  }

  func gather(_ part: BillingResult) -> Keep {
    if part.duplicateGroups.isEmpty { return {} }
    let chunk = BillingChunk(duplicatesOf: part)
    return { [self] () throws(RenderFault) in
      try RenderFault.catching { try joiner.withLock { try $0.append(chunk) } }
    }
  }

  var marksItems: Bool? { false }

  func documents(of _: BillingResult?) throws(RenderFault) -> [OutputDocument] {
    try RenderFault.catching {
      let groups = joiner.withLock { joiner in
        var taken = BillingJoiner(outline.practice.pool)
        swap(&taken, &joiner)
        return taken
      }
      return make(
        try groups.finish(
          practice: outline.practice, patientIDs: outline.patientIDs, settings: outline.settings))
    }
  }
}
