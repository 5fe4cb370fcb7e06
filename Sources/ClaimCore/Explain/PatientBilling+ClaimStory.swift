extension PatientBilling {
  /// - Parameter index: an item.
  func claimStory(of index: Int) -> ClaimStory? {
    guard let (place, row) = place(of: index) else { return nil }
    let item = chunk.items[index]
    let claim = chunk.claims[place]
    let line = chunk.lines[row]
    let flags = requirements(of: item.plan).flags
    return ClaimStory(
      claim: claim, lineNumber: row - claim.lines.range.lowerBound + 1,
      lineCount: claim.lines.range.count, line: line,
      sessions: items(ofLine: row).map { session($0) },
      isAlone: !flags.isDisjoint(with: [.singleClaimLinePerSession, .timeOnClaimLines]),
      mergesModifiers: settings.claims.mergeModifiers, fees: fees(of: line),
      otherLines: otherLines(than: row, of: index),
      otherClaims: otherClaims(than: place),
      correction: claim.correction == EarlierItem.noCorrection
        ? nil : corrections[Int(claim.correction)],
      asDraft: settings.claims.asDraft,
      diagnoses: claim.diagnoses.range.map { chunk.claimDiagnoses[$0] },
      validations: validations(of: claim))
  }

  /// The claim and the line that an item is on.
  func place(of index: Int) -> (claim: Int, line: Int)? {
    guard chunk.items[index].claim != ChargeItem.noClaim else { return nil }
    let claim = Int(chunk.items[index].claim)
    let line = chunk.claims[claim].lines.range.first { items(ofLine: $0).contains(index) }
    return line.map { (claim, $0) }
  }

  func items(ofLine row: Int) -> [Int] {
    chunk.lines[row].items.range.map { Int(chunk.lineItems[$0]) }
  }

  /// Items of the same day and procedure on other lines.
  private func otherLines(
    than row: Int, of index: Int
  ) -> [(session: Session, difference: Difference.Field?)] {
    let own = items(ofLine: row)
    let item = chunk.items[index]
    return chunk.items.indices.compactMap { other in
      let candidate = chunk.items[other]
      guard candidate.claim != ChargeItem.noClaim, candidate.patient == item.patient,
        candidate.dateOfService == item.dateOfService, !own.contains(other),
        practice.pool.equal(candidate.procedureCode, item.procedureCode)
      else { return nil }
      return (session(other), lineDifference(index, other)?.field)
    }
  }

  private func otherClaims(than own: Int) -> [(claim: Claim, difference: Difference.Field?)] {
    guard let line = firstLine(of: own) else { return [] }
    return chunk.claims.indices.compactMap { other in
      guard other != own, chunk.claims[other].patient == chunk.claims[own].patient,
        let otherLine = firstLine(of: other)
      else { return nil }
      return (chunk.claims[other], claimDifference(line, otherLine)?.field)
    }
  }

  /// As it was when lines were put together to claims.
  private func firstLine(of claim: Int) -> LineDraft? {
    guard let row = chunk.claims[claim].lines.range.first, let first = items(ofLine: row).first
    else { return nil }
    let line = chunk.lines[row]
    return LineDraft(
      key: LineKey(
        start: line.startDate, end: line.endDate,
        code: practice.pool.orderKey(of: line.procedureCode),
        item: first),
      items: 0..<0, modifiers: line.modifiers, units: line.units)
  }

  /// CLM-5
  private func fees(of line: ClaimLine) -> FeeStory {
    guard let first = line.items.range.first.map({ Int(chunk.lineItems[$0]) }) else {
      return FeeStory(rows: [], price: nil)
    }
    let item = chunk.items[first]
    let unit = session(first).businessUnit
    let selection = fee(of: item, unit, modifiers: line.modifiers)
    var rows: [FeeStory.Row] = []
    func add(_ row: FeeIndex.Row, isPlans: Bool, isAsked: Bool) {
      let fits = FeeSelection.fits(row, modifiers: line.modifiers, practice.pool)
      var verdict = fits ? FeeStory.Verdict.outranked : .otherModifiers
      if !isAsked { verdict = .notAsked }
      if selection.price != nil, row.fee == selection.fee { verdict = .chosen }
      rows.append(
        FeeStory.Row(fee: practice.feeIndex.fee(of: row), isPlans: isPlans, verdict: verdict))
    }
    practice.feeIndex.forEachRow(
      plan: item.plan, item.procedureCode, on: line.startDate
    ) { add($0, isPlans: true, isAsked: true) }
    let plansFit = rows.contains { $0.verdict == .chosen || $0.verdict == .outranked }
    practice.feeIndex.forEachRow(
      businessUnit: unit, item.procedureCode, on: line.startDate
    ) { add($0, isPlans: false, isAsked: !plansFit) }
    return FeeStory(rows: rows, price: selection.price)
  }

  /// CLM-7: everything that the claim was asked, each code once; where two outputs ask the same, a
  /// failure outweighs what could not be checked.
  private func validations(of claim: Claim) -> [ValidationStory] {
    let checks = settings.claims.checks
    var outcomes: [Int: ValidationOutcome] = [:]
    withFacts(of: claim) { facts in
      for (number, group) in checks.groups.enumerated() where asks(number, facts) {
        for place in group.validations {
          outcomes[place] = checks.validations[place].outcome(of: facts)
        }
      }
    }
    var stories: [ValidationStory] = []
    for (place, validation) in checks.validations.enumerated() {
      let code = validation.code.description
      let story = ValidationStory(
        code: code, message: validation.message.description, outcome: outcomes[place])
      guard let last = stories.indices.last, stories[last].code == code else {
        stories.append(story)
        continue
      }
      if story.outcome.outweighs(stories[last].outcome) { stories[last] = story }
    }
    return stories
  }
}

extension ValidationOutcome? {
  fileprivate func outweighs(_ other: ValidationOutcome?) -> Bool { weight > other.weight }

  private var weight: Int {
    switch self {
    case nil: 0
    case .pass: 1
    case .noData: 2
    case .fail: 3
    }
  }
}
