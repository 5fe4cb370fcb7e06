/// What a ledger knows, brought to bear on what the sessions say now (CHG-2).
extension PatientBilling {
  /// - Parameter index: in the chunk's sessions.
  func earlier(_ index: Int) -> EarlierItem {
    chunk.earlier.isEmpty ? .unseen : chunk.earlier[index]
  }

  /// Section 12: an item on a claim keeps its units until its own session changes.
  mutating func recall(_ item: inout ChargeItem, _ session: Session, _ earlier: EarlierItem) {
    if chunk.earlier.isEmpty { return }
    var facts = digest(of: item, session)
    if let status = earlier.status, status.isBilled {
      // Where the source no longer has it, it stays as it was billed.
      if !earlier.isInSource { facts = earlier.facts }
      if earlier.facts == facts { item.units = earlier.units }
    }
    chunk.facts.append(facts)
  }

  /// Settles statuses by what has changed since the ledger saw the items; units are final by now.
  mutating func settle(_ items: Range<Int>) {
    if chunk.earlier.isEmpty { return }
    for index in items {
      let item = chunk.items[index]
      let earlier = earlier(Int(item.session))
      guard let status = earlier.status else { continue }
      if !earlier.isInSource && !status.isOpen {
        // No longer in the source: stays as it is.
        chunk.items[index].status = status
        continue
      }
      let transition = ChargeTransition(
        session: session(index).status, earlier: status,
        hasChanged: earlier.isInSource
          && (earlier.facts != chunk.facts[index] || earlier.units != item.units),
        authorizationIsPending: item.status == .pendingAuthorization)
      if let settled = transition.status { chunk.items[index].status = settled }
    }
  }
}

extension ChargeStatus {
  /// It may be billed by a run that does not see its session: its authorization counts as it is now.
  fileprivate var isOpen: Bool {
    self == .new || self == .readyToBill || self == .pendingAuthorization
  }
}
