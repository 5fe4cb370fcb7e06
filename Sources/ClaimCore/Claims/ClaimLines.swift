/// Ready to Bill items become claim lines (CLM-1, CLM-2).
extension PatientBilling {
  mutating func makeClaims(_ items: Range<Int>) {
    lineKeys.removeAll(keepingCapacity: true)
    for index in items where isForClaim(index) {
      lineKeys.append(
        LineKey(
          start: chunk.items[index].dateOfService, end: chunk.items[index].endDate,
          code: practice.pool.orderKey(of: chunk.items[index].procedureCode), item: index))
    }
    if lineKeys.isEmpty { return }
    sortByLine()
    drafts.removeAll(keepingCapacity: true)
    var start = 0
    for index in 1...lineOrder.count
    where index == lineOrder.count || index - start == LineDraft.mostItems
      || !shareLine(start, index)
    {
      drafts.append(line(of: start..<index))
      start = index
    }
    makeClaimsOfLines()
  }

  @inline(__always)
  private func isForClaim(_ index: Int) -> Bool {
    if !correctedClaims.isEmpty,
      correction(of: chunk.items[index]) != EarlierItem.noCorrection
    {
      return true
    }
    return chunk.items[index].status == .readyToBill && !chunk.items[index].billedExternally
      && claimsScope.contains(
        chunk.items[index].dateOfService,
        chunk.sessions[Int(chunk.items[index].session)].businessUnit)
  }

  /// Puts the items of a line together, by start and session id.
  private mutating func sortByLine() {
    var keys: [LineKey] = []
    swap(&keys, &lineKeys)
    if keys.count > 1 {
      keys.sort {
        $0.dates != $1.dates
          ? $0.dates < $1.dates
          : $0.code != $1.code
            ? $0.code < $1.code
            : compareLines(Int($0.item), Int($1.item)) < 0
      }
    }
    lineOrder.removeAll(keepingCapacity: true)
    for key in keys { lineOrder.append(Int(key.item)) }
    swap(&keys, &lineKeys)
  }

  @inline(__always)
  private func compareLines(_ a: Int, _ b: Int) -> Int { lineDifference(a, b)?.order ?? a - b }

  /// - Parameters: places in `lineOrder`.
  @inline(__always)
  private func shareLine(_ a: Int, _ b: Int) -> Bool {
    // Most neighbours are of other days or codes, which their keys say.
    if lineKeys[a].dates != lineKeys[b].dates || lineKeys[a].code != lineKeys[b].code {
      return false
    }
    let flags = requirements(of: chunk.items[lineOrder[a]].plan).flags
    return flags.isDisjoint(with: [.singleClaimLinePerSession, .timeOnClaimLines])
      && lineDifference(lineOrder[a], lineOrder[b]) == nil
  }

  /// What keeps two items apart on lines (CLM-2); `nil` where they may share one.
  @inline(__always)
  func lineDifference(_ a: Int, _ b: Int) -> Difference? {
    let pool = practice.pool
    return chunk.items.withUnsafeBufferPointer { items in
      if items[a].dateOfService != items[b].dateOfService {
        return Difference(.startDate, items[a].dateOfService < items[b].dateOfService)
      }
      if items[a].endDate != items[b].endDate {
        return Difference(.endDate, items[a].endDate < items[b].endDate)
      }
      let code = pool.compare(items[a].procedureCode, items[b].procedureCode)
      if code != 0 { return Difference(.procedureCode, code < 0) }
      if let party = partyDifference(a, b) { return party }
      let place = pool.compare(items[a].placeOfService, items[b].placeOfService)
      if place != 0 { return Difference(.placeOfService, place < 0) }
      if settings.claims.mergeModifiers { return nil }
      let modifiers = pool.compare(items[a].modifiers, items[b].modifiers)
      return modifiers == 0 ? nil : Difference(.modifiers, modifiers < 0)
    }
  }

  /// What a line and its claim have one of, place of service aside; a claim that is corrected or
  /// voided shares nothing with others (CLM-9).
  @inline(__always)
  func partyDifference(_ a: Int, _ b: Int) -> Difference? {
    if !correctedClaims.isEmpty {
      let (left, right) = (correction(of: chunk.items[a]), correction(of: chunk.items[b]))
      if left != right { return Difference(.correction, left < right) }
    }
    return chunk.items.withUnsafeBufferPointer { items in
      chunk.sessions.withUnsafeBufferPointer { sessions in
        let (left, right) = (Int(items[a].session), Int(items[b].session))
        let authorization = practice.pool.compare(
          sessions[left].authorizationNumber, sessions[right].authorizationNumber)
        if authorization != 0 { return Difference(.authorizationNumber, authorization < 0) }
        if items[a].rendering != items[b].rendering {
          return Difference(.rendering, items[a].rendering.raw < items[b].rendering.raw)
        }
        let (here, there) = (items[a].facility.order, items[b].facility.order)
        if here != there { return Difference(.facility, here < there) }
        if items[a].coverage != items[b].coverage {
          return Difference(.coverage, items[a].coverage.raw < items[b].coverage.raw)
        }
        let (mine, theirs) = (sessions[left].businessUnit, sessions[right].businessUnit)
        return mine == theirs ? nil : Difference(.businessUnit, mine.raw < theirs.raw)
      }
    }
  }

  private mutating func line(of items: Range<Int>) -> LineDraft {
    let firstItem = lineOrder[items.lowerBound]
    var line = LineDraft(
      key: lineKeys[items.lowerBound], items: items, modifiers: chunk.items[firstItem].modifiers,
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
