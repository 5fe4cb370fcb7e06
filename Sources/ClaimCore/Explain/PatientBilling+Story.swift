extension PatientBilling {
  /// Bills as any other does, and can then tell why (``stories(of:)``).
  package static func explaining(
    _ practice: Practice, _ settings: BillingSettings
  ) -> PatientBilling {
    var billing = PatientBilling(practice, settings)
    billing.trace = BillingTrace()
    return billing
  }

  /// The story of a session of the patient who was billed last; `nil` where it is none of theirs.
  package func story(ofSession id: String) -> SessionStory? {
    guard let trace else { return nil }
    let pool = practice.pool
    guard
      let index = chunk.sessions.indices.last(where: { pool.string(chunk.sessions[$0].id) == id })
    else { return nil }
    var story = SessionStory(
      session: chunk.sessions[index],
      earlier: chunk.earlier.isEmpty ? nil : chunk.earlier[index], seen: trace.seen[index])
    let item = chunk.items.indices.first { Int(chunk.items[$0].session) == index }
    if let item { story.item = self.story(ofItem: item, trace) }
    story.findings = findings(of: index, item: item, trace)
    return story
  }

  private func story(ofItem index: Int, _ trace: BillingTrace) -> ItemStory {
    let item = chunk.items[index]
    let session = session(index)
    let date = item.dateOfService
    return ItemStory(
      item: item,
      authorization: session.authorization.isNone
        ? nil : practice.authorizations[session.authorization],
      coverage: CoverageStory(
        coverageSelection(of: session, on: date), of: session, on: date, in: practice),
      payer: item.coverage.isNone ? .none : practice.links.coverages[item.coverage].payer,
      rule: ruleSelection(of: session, item.coverage), units: units(of: index, trace),
      place: placeOfService(of: session, requirements(of: item.plan)),
      modifiers: modifierStories(of: item, session),
      rendering: RenderingStory(of: session, item, in: practice),
      facility: FacilityRule(of: session, in: practice), status: status(of: index, trace),
      duplicates: duplicates(of: index, trace), claim: claimStory(of: index))
  }

  /// UNIT-1 to UNIT-6.
  private func units(of index: Int, _ trace: BillingTrace) -> UnitsStory {
    let item = chunk.items[index]
    let counted = BillableUnits.units(
      rule: item.rule, minutes: Int(item.minutes), timePerUnit: Int(item.timePerUnit),
      timed: item.timed)
    var story = UnitsStory(counted: counted)
    if let recalled = trace.item(index, after: .counted)?.units, Int(recalled) != counted {
      story.kept = Int(recalled)
    }
    guard let day = trace.medicareDays.first(where: { $0.items.contains(index) }) else {
      return story
    }
    story.day = zip(day.items, day.suggested).map { other, suggested in
      UnitsStory.Charge(
        session: self.session(other), procedureCode: chunk.items[other].procedureCode,
        minutes: chunk.items[other].minutes,
        units: trace.item(other, after: .counted)?.units ?? chunk.items[other].units,
        suggested: suggested)
    }
    story.isAllocated = trace.allocated.contains(index)
    return story
  }

  private func status(of index: Int, _ trace: BillingTrace) -> StatusStory {
    let item = chunk.items[index]
    let unit = session(index).businessUnit
    func status(after step: BillingTrace.Step) -> ChargeStatus {
      trace.item(index, after: step)?.status ?? item.status
    }
    return StatusStory(
      first: status(after: .totalled), settled: status(after: .settled),
      approved: status(after: .approved), transition: trace.settled[index],
      isInApprovalScope: approvalScope.contains(item.dateOfService, unit),
      isInClaimsScope: claimsScope.contains(item.dateOfService, unit),
      period: chunk.periods.first {
        $0.patient == item.patient && $0.businessUnit == unit
          && $0.start
            == ($0.length == .weekly
              ? item.dateOfService.startOfWeek : item.dateOfService.startOfMonth)
      })
  }

  /// DUP-1 and DUP-2.
  private func duplicates(of index: Int, _ trace: BillingTrace) -> DuplicatesStory {
    let partners = trace.partners[index]
    let others = trace.day(of: index).filter { $0 != index }.map { other in
      let item = trace.item(other, after: .settled) ?? chunk.items[other]
      return DuplicateStory(
        session: session(other), status: item.status, placeOfService: item.placeOfService,
        billedExternally: item.billedExternally,
        isBlocking: partners?.blocking.contains(other) ?? false,
        isHeld: partners?.held.contains(other) ?? false)
    }
    var story = DuplicatesStory(
      isAsked: partners != nil,
      placeMatters: practice.placeOfServiceMatters(for: chunk.items[index].plan), others: others,
      group: [], own: nil)
    for group in chunk.duplicateGroups {
      let members = chunk.duplicateMembers[group.range]
      guard let own = members.firstIndex(where: { Int($0.item) == index }) else { continue }
      story.group = members.map { (session(Int($0.item)), $0) }
      story.own = own - members.startIndex
    }
    return story
  }

  /// What was found at the session, and at others about the Medicare day, the claim line or the claim
  /// that it shares with them.
  private func findings(of session: Int, item: Int?, _ trace: BillingTrace) -> [Finding] {
    var companions: [(codes: Set<FindingCode>, items: [Int])] = []
    if let item {
      let day = trace.medicareDays.first { $0.items.contains(item) }?.items ?? []
      companions.append(([.medicareTotal], day))
      if let (claim, line) = place(of: item) {
        companions.append(([.eachSessionRoundedUp, .overlappingFees], items(ofLine: line)))
        companions.append(
          (
            [
              .tooManyDiagnoses, .correctionWaits, .foldedForX12, .notCarriedByX12, .leftOutOfX12,
            ],
            chunk.claims[claim].lines.range.flatMap { items(ofLine: $0) }
          ))
      }
    }
    let pool = practice.pool
    return chunk.findings.filter { finding in
      if pool.equal(finding.session, chunk.sessions[session].id) { return true }
      return companions.contains { codes, items in
        codes.contains(finding.code)
          && items.contains { pool.equal(self.session($0).id, finding.session) }
      }
    }
  }
}
