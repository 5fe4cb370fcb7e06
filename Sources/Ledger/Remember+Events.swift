internal import ClaimCore

/// The histories of charge items: what became of each, and why.
extension Remember {
  func noteChange(_ charge: Charge) throws {
    let (earlier, item) = (charge.earlier, charge.item)
    let hasChanged = earlier.facts != charge.facts
    let correction = earlier.isOnUnsentClaim ? nil : item.flatMap(correctionEvent)
    guard earlier.keptStatus != item?.status || hasChanged || correction != nil else { return }
    addEvent.bind(1, earlier.row)
    addEvent.bind(2, run)
    bind(3, earlier.keptStatus)
    bind(4, item?.status)
    addEvent.bind(5, correction ?? why(charge.session, earlier, item, hasChanged: hasChanged))
    try addEvent.run()
  }

  private func bind(_ place: Int32, _ status: ChargeStatus?) {
    if let status { addEvent.bind(place, status.rawValue) } else { addEvent.bindNull(place) }
  }

  private func why(
    _ session: Session, _ earlier: EarlierItem, _ item: ChargeItem?, hasChanged: Bool
  ) -> String {
    if earlier.isInSource, let before = earlier.session, before != session.status {
      return "the session was \(before.rawValue) and is \(session.status.rawValue)"
    }
    if hasChanged { return "the session changed" }
    guard let item else { return "the run" }
    if item.claim != ChargeItem.noClaim {
      return "put on claim \(pool.string(result.claims[Int(item.claim)].number))"
    }
    // Made anew by every run that makes claims of its date and business unit.
    if earlier.isOnUnsentClaim { return "its claim was never sent, and this run made none of it" }
    return item.status == .readyToBill ? "approved by the run" : "the run"
  }
}
