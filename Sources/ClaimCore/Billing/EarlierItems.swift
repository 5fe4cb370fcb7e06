/// What a ledger knows, brought to bear on what the sessions say now (CHG-2).
extension PatientBilling {
  /// - Parameter index: in the chunk's sessions.
  @inline(__always)
  func earlier(_ index: Int) -> EarlierItem {
    chunk.earlier.isEmpty ? .unseen : chunk.earlier[index]
  }

  /// A charge item's state so far. The ledger's own state counts. What the source tracks (CHG-1)
  /// counts at first sight, after a pending authorization, and where it has on a claim what the
  /// ledger has on none: nothing is billed twice.
  @inline(__always)
  func stateSoFar(
    _ session: Session, _ earlier: EarlierItem
  ) -> (status: ChargeStatus?, isLedgers: Bool) {
    let tracked = session.chargeStatus?.status
    guard let kept = earlier.status else { return (tracked, false) }
    if let tracked, !kept.isBilled, tracked.isBilled || kept == .pendingAuthorization {
      return (tracked, false)
    }
    return (kept, true)
  }

  @inline(__always)
  func transition(
    _ session: Session, from status: ChargeStatus?, _ earlier: EarlierItem, hasChanged: Bool,
    authorizationIsPending: Bool
  ) -> ChargeTransition {
    ChargeTransition(
      session: session.status, earlier: status, hasChanged: hasChanged,
      authorizationIsPending: authorizationIsPending, isVoided: earlier.isVoided,
      sessionHasMoved: earlier.session != session.status)
  }

  /// Whether an item is on a claim and its session has not changed since: its units stay (UNIT-5,
  /// section 12).
  func keepsUnits(_ index: Int) -> Bool {
    let item = chunk.items[index]
    guard item.status.isBilled else { return false }
    if chunk.earlier.isEmpty { return true }
    let earlier = earlier(Int(item.session))
    return earlier.status?.isBilled != true || earlier.facts == chunk.facts[index]
  }

  /// Section 12: an item on a claim keeps its units until its own session changes.
  mutating func recall(_ item: inout ChargeItem, _ session: Session, _ earlier: EarlierItem) {
    if chunk.earlier.isEmpty && !settings.isRemembered { return }
    var facts = digest(of: item, session)
    if let status = earlier.status, status.isBilled {
      // Where the source no longer has it, it stays as it was billed.
      if !earlier.isInSource { facts = earlier.facts }
      if earlier.facts == facts { item.units = earlier.units }
    }
    chunk.facts.append(facts)
  }

  /// Whether this run may bill an item whose session it does not see: its authorization counts as it
  /// is now.
  private func isOpen(_ status: ChargeStatus) -> Bool {
    status == .readyToBill || status == .pendingAuthorization
      || status == .new && settings.approval.isAutomatic
  }

  /// Settles statuses by what has changed since the ledger saw the items; units are final by now.
  mutating func settle(_ items: Range<Int>) {
    if chunk.earlier.isEmpty { return }
    for index in items {
      let item = chunk.items[index]
      let earlier = earlier(Int(item.session))
      let (state, isLedgers) = stateSoFar(session(index), earlier)
      guard isLedgers, let status = state else { continue }
      if !earlier.isInSource {
        // No longer in the source: stays as it is. What is open had its authorization looked at.
        if !isOpen(status) { chunk.items[index].status = status }
        continue
      }
      let transition = transition(
        session(index), from: status, earlier,
        hasChanged: earlier.facts != chunk.facts[index] || earlier.units != item.units,
        authorizationIsPending: item.status == .pendingAuthorization)
      trace?.settled[index] = transition
      if let settled = transition.status { chunk.items[index].status = settled }
    }
  }
}
