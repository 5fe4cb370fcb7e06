/// Ready to Bill items become claim lines (CLM-1, CLM-2).
extension PatientBilling {
  /// A claim line on its way to a claim.
  struct LineDraft {
    /// Where its items stand in `lineOrder`, by start and session id.
    var items: Range<Int>
    var firstItem: Int
    /// Joined by `:`; merged where `merge_modifiers` says so.
    var modifiers: Text
    var units: Int32

    /// More sessions than this go on another line: of a day's units each, their sum can be held.
    static let mostItems = 1 << 20
  }

  mutating func makeClaims(_ items: Range<Int>) {
    let ready = items.filter { isForClaim($0) }
    if ready.isEmpty { return }
    lineOrder = ready.count == 1 ? ready : ready.sorted { compareLines($0, $1) < 0 }
    var lines: [LineDraft] = []
    lines.reserveCapacity(lineOrder.count)
    var start = 0
    for index in 1...lineOrder.count
    where index == lineOrder.count || index - start == LineDraft.mostItems
      || !shareLine(lineOrder[start], lineOrder[index])
    {
      lines.append(line(of: start..<index))
      start = index
    }
    makeClaims(of: &lines)
  }

  private func isForClaim(_ index: Int) -> Bool {
    let item = chunk.items[index]
    if correction(of: item) != EarlierItem.noCorrection { return true }
    return item.status == .readyToBill && !item.billedExternally
      && claimsScope.contains(item.dateOfService, session(index).businessUnit)
  }

  /// Orders items so that those of one line stand together, by start and session id.
  private func compareLines(_ a: Int, _ b: Int) -> Int {
    lineDifference(a, b)?.order ?? a - b
  }

  private func shareLine(_ a: Int, _ b: Int) -> Bool {
    let flags = requirements(of: chunk.items[a].plan).flags
    return flags.isDisjoint(with: [.singleClaimLinePerSession, .timeOnClaimLines])
      && lineDifference(a, b) == nil
  }

  /// What keeps two items apart on lines (CLM-2); `nil` where they may share one.
  func lineDifference(_ a: Int, _ b: Int) -> Difference? {
    let (left, right) = (chunk.items[a], chunk.items[b])
    let pool = practice.pool
    if left.dateOfService != right.dateOfService {
      return Difference(.startDate, left.dateOfService < right.dateOfService)
    }
    if left.endDate != right.endDate { return Difference(.endDate, left.endDate < right.endDate) }
    let code = pool.compare(left.procedureCode, right.procedureCode)
    if code != 0 { return Difference(.procedureCode, code < 0) }
    let party = partyDifference(left, session(a), right, session(b))
    if party != nil { return party }
    let place = pool.compare(left.placeOfService, right.placeOfService)
    if place != 0 { return Difference(.placeOfService, place < 0) }
    if settings.claims.mergeModifiers { return nil }
    let modifiers = pool.compare(left.modifiers, right.modifiers)
    return modifiers == 0 ? nil : Difference(.modifiers, modifiers < 0)
  }

  /// What a line and its claim have one of, place of service aside; a claim that is corrected or
  /// voided shares nothing with others (CLM-9).
  func partyDifference(
    _ a: ChargeItem, _ aSession: Session, _ b: ChargeItem, _ bSession: Session
  ) -> Difference? {
    let (left, right) = (correction(of: a), correction(of: b))
    if left != right { return Difference(.correction, left < right) }
    let authorization = practice.pool.compare(
      aSession.authorizationNumber, bSession.authorizationNumber)
    if authorization != 0 { return Difference(.authorizationNumber, authorization < 0) }
    if a.rendering != b.rendering {
      return Difference(.rendering, a.rendering.raw < b.rendering.raw)
    }
    if a.facility != b.facility {
      return Difference(.facility, a.facility.order < b.facility.order)
    }
    if a.coverage != b.coverage { return Difference(.coverage, a.coverage.raw < b.coverage.raw) }
    if aSession.businessUnit != bSession.businessUnit {
      return Difference(.businessUnit, aSession.businessUnit.raw < bSession.businessUnit.raw)
    }
    return nil
  }

  private mutating func line(of items: Range<Int>) -> LineDraft {
    let firstItem = lineOrder[items.lowerBound]
    var line = LineDraft(
      items: items, firstItem: firstItem, modifiers: chunk.items[firstItem].modifiers,
      units: chunk.items[firstItem].units)
    guard items.count > 1 else { return line }
    line.units = items.reduce(0) { $0 + chunk.items[lineOrder[$1]].units }
    if settings.claims.mergeModifiers {
      scratch.removeAll(keepingCapacity: true)
      for place in items {
        practice.pool.forEachElement(of: chunk.items[lineOrder[place]].modifiers) {
          Self.add($0, to: &scratch)
        }
      }
      line.modifiers = writer.keep(scratch)
    }
    warnWhereEachWasRoundedUp(line)
    return line
  }

  /// UNIT-2's finding.
  private mutating func warnWhereEachWasRoundedUp(_ line: LineDraft) {
    let first = chunk.items[line.firstItem]
    var minutes = 0
    for place in line.items {
      let item = chunk.items[lineOrder[place]]
      guard item.rule == .commercial, item.timed, item.timePerUnit == first.timePerUnit else {
        return
      }
      minutes += Int(item.minutes)
    }
    let together = BillableUnits.commercial(minutes: minutes, timePerUnit: Int(first.timePerUnit))
    if Int(line.units) > together {
      find(
        .eachSessionRoundedUp, session(line.firstItem),
        .subject(first.procedureCode, line.units, Int32(together)))
    }
  }
}

extension Facility {
  /// Tells facilities apart in a sort; the order itself means nothing.
  var order: UInt64 {
    switch self {
    case .none: 0
    case .location(let ref): 1 << 32 | UInt64(ref.raw)
    case .businessUnit(let ref): 2 << 32 | UInt64(ref.raw)
    }
  }
}
