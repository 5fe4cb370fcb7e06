/// Lines become claims (CLM-3, CLM-6).
extension PatientBilling {
  /// - Parameter lines: at least one.
  mutating func makeClaims(of lines: inout [LineDraft]) {
    lines.sort {
      (claimDifference($0, $1)?.order ?? compareOrder($0, $1)) < 0
    }
    var claims: [Range<Int>] = []
    var start = 0
    for index in 1...lines.count
    where index == lines.count || claimDifference(lines[start], lines[index]) != nil
      || index - start >= settings.claims.maxLines && !isVoid(lines[start])
    {
      claims.append(start..<index)
      start = index
    }
    claims.sort { compareOrder(lines[$0.lowerBound], lines[$1.lowerBound]) < 0 }
    for claim in claims { addClaim(lines[claim]) }
  }

  /// CLM-6: by start date, procedure code, modifiers, first session id.
  private func compareOrder(_ a: LineDraft, _ b: LineDraft) -> Int {
    let (first, second) = (a.firstItem, b.firstItem)
    let (left, right) = (chunk.items[first], chunk.items[second])
    if left.dateOfService != right.dateOfService {
      return left.dateOfService < right.dateOfService ? -1 : 1
    }
    let pool = practice.pool
    let code = pool.compare(left.procedureCode, right.procedureCode)
    if code != 0 { return code }
    let modifiers = pool.compareLists(a.modifiers, b.modifiers)
    return modifiers != 0 ? modifiers : pool.compare(session(first).id, session(second).id)
  }

  /// What keeps two lines apart on claims (CLM-3); `nil` where they may share one.
  func claimDifference(_ a: LineDraft, _ b: LineDraft) -> Difference? {
    let (first, second) = (a.firstItem, b.firstItem)
    let (left, right) = (chunk.items[first], chunk.items[second])
    if isVoid(a), correction(of: left) == correction(of: right) { return nil }
    let party = partyDifference(left, session(first), right, session(second))
    if party != nil { return party }
    // One coverage, hence one plan.
    let flags = requirements(of: left.plan).flags
    if !flags.contains(.doNotSplitByPlaceOfService) {
      let place = practice.pool.compare(left.placeOfService, right.placeOfService)
      if place != 0 { return Difference(.placeOfService, place < 0) }
    }
    guard flags.contains(.splitClaimsByModifiers) else { return nil }
    let modifiers = practice.pool.compareLists(a.modifiers, b.modifiers)
    return modifiers == 0 ? nil : Difference(.modifiers, modifiers < 0)
  }

  private mutating func addClaim(_ drafts: ArraySlice<LineDraft>) {
    let firstItem = drafts[drafts.startIndex].firstItem
    let item = chunk.items[firstItem]
    let session = session(firstItem)
    let number = UInt32(chunk.claims.count)
    let diagnoses = addDiagnoses(drafts, session)
    let firstLine = chunk.lines.count
    var total: Money? = .zero
    for draft in drafts {
      let line = addLine(draft, diagnoses, claim: number)
      if let billed = line.billed.value { total = total?.adding(billed) }
    }
    let correction = correction(of: item)
    let replaced = replaced(by: number, correction)
    var claim = Claim(
      number: claimNumber(drafts, version: replaced?.version ?? 1), patient: item.patient,
      coverage: item.coverage,
      payer: item.coverage.isNone ? .none : practice.links.coverages[item.coverage].payer,
      businessUnit: session.businessUnit, rendering: item.rendering,
      referring: practice.referringProvider(of: item.patient, on: item.dateOfService),
      facility: item.facility, authorizationNumber: session.authorizationNumber,
      placeOfService: item.placeOfService,
      lines: Span32(start: firstLine, count: drafts.count), diagnoses: diagnoses,
      unmet: Span32(start: chunk.unmet.count, count: 0), totalBilled: OptionalMoney(total),
      status: .draft)
    if let replaced { replaced.mark(&claim) }
    claim.correction = correction
    validate(&claim)
    waitForCorrection(&claim, session)
    chunk.claims.append(claim)
  }

  private mutating func addLine(
    _ draft: LineDraft, _ diagnoses: Span32, claim: UInt32
  ) -> ClaimLine {
    let first = draft.firstItem
    let item = chunk.items[first]
    let session = session(first)
    let fee = fee(of: item, session, modifiers: draft.modifiers)
    if fee.equals > 1 {
      find(.overlappingFees, session, .subject(item.procedureCode, Int32(fee.equals)))
    }
    let line = ClaimLine(
      procedureCode: item.procedureCode, modifiers: draft.modifiers,
      placeOfService: item.placeOfService, startDate: item.dateOfService, endDate: item.endDate,
      units: draft.units, unitPrice: OptionalMoney(fee.price),
      billed: OptionalMoney(fee.price?.times(Int(draft.units))),
      items: Span32(start: chunk.lineItems.count, count: draft.items.count),
      diagnosisPointers: pointers(to: diagnoses, on: item.dateOfService),
      showsTimes: requirements(of: item.plan).flags.contains(.timeOnClaimLines))
    chunk.lines.append(line)
    for place in draft.items {
      let index = lineOrder[place]
      chunk.lineItems.append(UInt32(index))
      chunk.items[index].status = .claimLineCreated
      chunk.items[index].claim = claim
    }
    return line
  }

  /// CLM-5, by a line's first item.
  @inline(__always)
  func fee(of item: ChargeItem, _ session: Session, modifiers: Text) -> FeeSelection {
    FeeSelection(
      plan: item.plan, businessUnit: session.businessUnit, item.procedureCode,
      modifiers: modifiers, on: item.dateOfService, in: practice)
  }

  private mutating func claimNumber(_ drafts: ArraySlice<LineDraft>, version: UInt32) -> Text {
    var number = ClaimNumber()
    for draft in drafts {
      for place in draft.items {
        practice.pool.withBytes(session(lineOrder[place]).id) { number.add($0) }
      }
    }
    if version > 1 { number.add(version: version) }
    return writer.keep(number.characters)
  }
}
