/// Approval and what holds it back (APP-1 to APP-3, DUP-1, UNIT-7).
extension PatientBilling {
  mutating func approve(_ days: DaysOfService) {
    guard settings.approval.isAutomatic else { return }
    for index in days.indices { approve(day: days[index]) }
  }

  private mutating func approve(day: ArraySlice<Int>) {
    let partners = Partners(day.count > 1 ? day : [], chunk.items, practice.pool)
    for index in day where chunk.items[index].status == .new {
      let session = session(index)
      guard approvalScope.contains(chunk.items[index].dateOfService, session.businessUnit) else {
        continue
      }
      chunk.items[index].refusal = refusal(index, session, partners)
      if chunk.items[index].refusal == nil { chunk.items[index].status = .readyToBill }
    }
  }

  private mutating func refusal(
    _ index: Int, _ session: Session, _ partners: Partners
  ) -> ApprovalRefusal? {
    let item = chunk.items[index]
    if item.units == 0 {
      find(.zeroUnits, session)
      return .zeroUnits
    }
    if item.billedExternally { return .billedExternally }
    let anywhere = requirements(of: item.plan).flags.contains(.doNotSplitByPlaceOfService)
    let held = partners.held(at: anywhere ? nil : item.placeOfService)
    trace?.partners[index] = BillingTrace.Partners(
      blocking: partners.blocking(at: anywhere ? nil : item.placeOfService), held: held)
    if !held.isEmpty {
      find(.heldDuplicate, session, .subject(sessionIDs(held), Int32(held.count)))
    }
    if settings.approval.allowsDuplicates { return nil }
    let duplicates = partners.blocking(at: anywhere ? nil : item.placeOfService)
    if duplicates.isEmpty { return nil }
    find(.notApprovedDuplicate, session, .subject(sessionIDs(duplicates), Int32(duplicates.count)))
    return .duplicate
  }

  /// The items of one day and service that stand in the way of others (DUP-1).
  private struct Partners {
    private let pool: TextPool
    private var blockingAll: [Int] = []
    private var heldAll: [Int] = []
    private var blockingByPlace: [PlaceKey: [Int]] = [:]
    private var heldByPlace: [PlaceKey: [Int]] = [:]

    init(_ day: ArraySlice<Int>, _ items: [ChargeItem], _ pool: TextPool) {
      self.pool = pool
      for index in day {
        let item = items[index]
        let isBilled =
          item.billedExternally || item.status == .claimLineCreated
          || item.status == .awaitingResubmission
        if isBilled || item.status.isNotSubmitted {
          blockingAll.append(index)
          blockingByPlace[PlaceKey(item.placeOfService, pool), default: []].append(index)
        } else if item.status == .onHold || item.status == .pendingAuthorization {
          heldAll.append(index)
          heldByPlace[PlaceKey(item.placeOfService, pool), default: []].append(index)
        }
      }
    }

    /// - Parameter place: `nil` where place of service doesn't matter.
    func blocking(at place: Text?) -> [Int] {
      if blockingAll.isEmpty { return [] }
      guard let place else { return blockingAll }
      return blockingByPlace[PlaceKey(place, pool)] ?? []
    }

    func held(at place: Text?) -> [Int] {
      if heldAll.isEmpty { return [] }
      guard let place else { return heldAll }
      return heldByPlace[PlaceKey(place, pool)] ?? []
    }
  }
}

extension Practice {
  /// DUP-1: whether a duplicate of an item that this plan pays has to be at the same place.
  public func placeOfServiceMatters(for plan: Ref<Plan>) -> Bool {
    plan.isNone || !links.requirements[plan].flags.contains(.doNotSplitByPlaceOfService)
  }
}
