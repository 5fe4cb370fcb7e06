/// Approval and what holds it back (APP-1 to APP-3, DUP-1, UNIT-7).
extension PatientBilling {
  mutating func approve() {
    guard settings.approval.isAutomatic else { return }
    for group in days.indices {
      let places = days.places(group)
      if places.count > 1 { gatherPartners(places) } else { partners.removeAll() }
      for place in places { approve(days.item(place)) }
    }
  }

  private mutating func approve(_ index: Int) {
    guard chunk.items[index].status == .new else { return }
    let session = Int(chunk.items[index].session)
    guard
      approvalScope.contains(
        chunk.items[index].dateOfService, chunk.sessions[session].businessUnit)
    else { return }
    let refusal = refusal(index, session)
    chunk.items[index].refusal = refusal
    if refusal == nil { chunk.items[index].status = .readyToBill }
  }

  private mutating func refusal(_ index: Int, _ session: Int) -> ApprovalRefusal? {
    if chunk.items[index].units == 0 {
      find(.zeroUnits, chunk.sessions[session])
      return .zeroUnits
    }
    if chunk.items[index].billedExternally { return .billedExternally }
    if partners.areNone && trace == nil { return nil }
    let item = chunk.items[index]
    let anywhere = requirements(of: item.plan).flags.contains(.doNotSplitByPlaceOfService)
    let place = anywhere ? nil : item.placeOfService
    let held = partners.held.items(at: place, practice.pool)
    let duplicates = partners.blocking.items(at: place, practice.pool)
    trace?.partners[index] = BillingTrace.Partners(
      blocking: Array(duplicates), held: Array(held))
    if !held.isEmpty {
      find(
        .heldDuplicate, chunk.sessions[session], .subject(sessionIDs(held), Int32(held.count)))
    }
    if settings.approval.allowsDuplicates || duplicates.isEmpty { return nil }
    find(
      .notApprovedDuplicate, chunk.sessions[session],
      .subject(sessionIDs(duplicates), Int32(duplicates.count)))
    return .duplicate
  }

  /// - Parameter places: of one day and service.
  private mutating func gatherPartners(_ places: Range<Int>) {
    partners.removeAll()
    for place in places {
      let index = days.item(place)
      let status = chunk.items[index].status
      if chunk.items[index].billedExternally || status.isBilled || status.isNotSubmitted {
        partners.blocking.add(index, at: chunk.items[index].placeOfService)
      } else if status == .onHold || status == .pendingAuthorization {
        partners.held.add(index, at: chunk.items[index].placeOfService)
      }
    }
    partners.blocking.sort(practice.pool)
    partners.held.sort(practice.pool)
  }
}

/// The items of one day and service that stand in the way of others (DUP-1).
struct DayPartners {
  var blocking = ItemsByPlace()
  var held = ItemsByPlace()

  var areNone: Bool { blocking.isEmpty && held.isEmpty }

  mutating func removeAll() {
    blocking.removeAll()
    held.removeAll()
  }
}

extension Practice {
  /// DUP-1: whether a duplicate of an item that this plan pays has to be at the same place.
  public func placeOfServiceMatters(for plan: Ref<Plan>) -> Bool {
    plan.isNone || !links.requirements[plan].flags.contains(.doNotSplitByPlaceOfService)
  }
}
