/// Lines become claims (CLM-3, CLM-6).
extension PatientBilling {
  mutating func makeClaimsOfLines() {
    sortDrafts()
    var grouping = ClaimGrouping()
    swap(&grouping, &self.grouping)
    grouping.begin(lines: drafts.count)
    for line in drafts.indices {
      grouping.add(
        hash: claimHash(drafts[line]),
        isFull: { $1 >= settings.claims.maxLines && !isVoid(drafts[$0]) },
        shares: { claimDifference(drafts[$0], drafts[line]) == nil })
    }
    for group in grouping.groups {
      claimLines.removeAll(keepingCapacity: true)
      var line = group.first
      for _ in 0..<group.count {
        claimLines.append(drafts[line])
        line = grouping.line(after: line)
      }
      addClaim()
    }
    swap(&grouping, &self.grouping)
  }

  /// CLM-6. Items come by date and code, so the lines mostly are in order already.
  private mutating func sortDrafts() {
    if drafts.count < 2 { return }
    var drafts: [LineDraft] = []
    swap(&drafts, &self.drafts)
    drafts.sort { compareOrder($0, $1) < 0 }
    swap(&drafts, &self.drafts)
  }

  /// CLM-6: by start date, procedure code, modifiers, first session id.
  @inline(__always)
  private func compareOrder(_ a: LineDraft, _ b: LineDraft) -> Int {
    if a.key.startDate != b.key.startDate { return a.key.startDate < b.key.startDate ? -1 : 1 }
    if a.key.code != b.key.code { return a.key.code < b.key.code ? -1 : 1 }
    return compareAlike(a, b)
  }

  /// Of one date and the same beginning of a code.
  @inline(__always)
  private func compareAlike(_ a: LineDraft, _ b: LineDraft) -> Int {
    let pool = practice.pool
    let (left, right) = (a.firstItem, b.firstItem)
    let code = pool.compare(chunk.items[left].procedureCode, chunk.items[right].procedureCode)
    if code != 0 { return code }
    let modifiers = pool.compareLists(a.modifiers, b.modifiers)
    return modifiers != 0 ? modifiers : pool.compare(session(left).id, session(right).id)
  }

  /// What keeps two lines apart on claims (CLM-3); `nil` where they may share one.
  @inline(__always)
  func claimDifference(_ a: LineDraft, _ b: LineDraft) -> Difference? {
    let (first, second) = (a.firstItem, b.firstItem)
    if isVoid(a), correction(of: chunk.items[first]) == correction(of: chunk.items[second]) {
      return nil
    }
    if let party = partyDifference(first, second) { return party }
    // One coverage, hence one plan.
    let flags = requirements(of: chunk.items[first].plan).flags
    if !flags.contains(.doNotSplitByPlaceOfService) {
      let place = practice.pool.compare(
        chunk.items[first].placeOfService, chunk.items[second].placeOfService)
      if place != 0 { return Difference(.placeOfService, place < 0) }
    }
    guard flags.contains(.splitClaimsByModifiers) else { return nil }
    let modifiers = practice.pool.compareLists(a.modifiers, b.modifiers)
    return modifiers == 0 ? nil : Difference(.modifiers, modifiers < 0)
  }

  /// Equal for lines that ``claimDifference(_:_:)`` lets share a claim.
  @inline(__always)
  private func claimHash(_ line: LineDraft) -> UInt64 {
    let index = line.firstItem
    var hash = UInt64(0)
    if !correctedClaims.isEmpty {
      let number = correction(of: chunk.items[index])
      hash = UInt64(UInt32(bitPattern: number))
      if isVoid(line) { return ByteHash.mix(hash, ByteHash.prime) }
    }
    let pool = practice.pool
    return chunk.items.withUnsafeBufferPointer { items in
      let flags = requirements(of: items[index].plan).flags
      let session = Int(items[index].session)
      hash ^= pool.hash(chunk.sessions[session].authorizationNumber)
      let unit = chunk.sessions[session].businessUnit
      hash = ByteHash.mix(
        hash ^ UInt64(items[index].rendering.raw) << 32 ^ UInt64(unit.raw), ByteHash.prime)
      hash = ByteHash.mix(
        hash ^ items[index].facility.order << 16 ^ UInt64(items[index].coverage.raw),
        ByteHash.prime)
      if !flags.contains(.doNotSplitByPlaceOfService) {
        hash = ByteHash.mix(hash ^ pool.hash(items[index].placeOfService), ByteHash.prime)
      }
      if flags.contains(.splitClaimsByModifiers) {
        hash = ByteHash.mix(hash ^ pool.hash(line.modifiers), ByteHash.prime)
      }
      return hash
    }
  }

  /// Adds the claim of ``claimLines``.
  private mutating func addClaim() {
    let firstItem = claimLines[0].firstItem
    let item = chunk.items[firstItem]
    let session = session(firstItem)
    let number = UInt32(chunk.claims.count)
    let diagnoses = addDiagnoses(session)
    let firstLine = chunk.lines.count
    var total: Money? = .zero
    for place in claimLines.indices {
      let billed = addLine(claimLines[place], diagnoses, claim: number)
      if let billed { total = total?.adding(billed) }
    }
    let correction = correction(of: item)
    let replaced = replaced(by: number, correction)
    var claim = Claim(
      number: claimNumber(version: replaced?.version ?? 1), patient: item.patient,
      coverage: item.coverage,
      payer: item.coverage.isNone ? .none : practice.links.coverages[item.coverage].payer,
      businessUnit: session.businessUnit, rendering: item.rendering,
      referring: practice.referringProvider(of: item.patient, on: item.dateOfService),
      facility: item.facility, authorizationNumber: session.authorizationNumber,
      placeOfService: item.placeOfService,
      lines: Span32(start: firstLine, count: claimLines.count), diagnoses: diagnoses,
      unmet: Span32(start: chunk.unmet.count, count: 0), totalBilled: OptionalMoney(total),
      status: .draft)
    if let replaced { replaced.mark(&claim) }
    claim.correction = correction
    validate(&claim)
    waitForCorrection(&claim, session)
    chunk.claims.append(claim)
  }

  /// - Returns: what is billed on it.
  private mutating func addLine(
    _ draft: LineDraft, _ diagnoses: Span32, claim: UInt32
  ) -> Money? {
    let first = draft.firstItem
    let item = chunk.items[first]
    let session = Int(item.session)
    let fee = fee(of: item, chunk.sessions[session].businessUnit, modifiers: draft.modifiers)
    if fee.equals > 1 {
      find(
        .overlappingFees, chunk.sessions[session],
        .subject(item.procedureCode, Int32(fee.equals)))
    }
    let billed = fee.price?.times(Int(draft.units))
    chunk.lines.append(
      ClaimLine(
        procedureCode: item.procedureCode, modifiers: draft.modifiers,
        placeOfService: item.placeOfService, startDate: item.dateOfService, endDate: item.endDate,
        units: draft.units, unitPrice: OptionalMoney(fee.price), billed: OptionalMoney(billed),
        items: Span32(start: chunk.lineItems.count, count: draft.items.count),
        diagnosisPointers: pointers(to: diagnoses, on: item.dateOfService),
        showsTimes: requirements(of: item.plan).flags.contains(.timeOnClaimLines)))
    for place in draft.items {
      let index = lineOrder[place]
      chunk.lineItems.append(UInt32(index))
      chunk.items[index].status = .claimLineCreated
      chunk.items[index].claim = claim
    }
    return billed
  }

  /// CLM-5, by a line's first item.
  @inline(__always)
  func fee(
    of item: ChargeItem, _ businessUnit: Ref<BusinessUnit>, modifiers: Text
  ) -> FeeSelection {
    FeeSelection.best(
      plan: item.plan, businessUnit: businessUnit, item.procedureCode,
      modifiers: modifiers, on: item.dateOfService, in: practice)
  }

  private mutating func claimNumber(version: UInt32) -> Text {
    var number = ClaimNumber()
    for line in claimLines {
      for place in line.items {
        practice.pool.withBytes(session(lineOrder[place]).id) { number.add($0) }
      }
    }
    if version > 1 { number.add(version: version) }
    return number.withCharacters { writer.keep($0) }
  }
}
