/// What a validation may look at: a claim with the records that it names.
public struct ClaimFacts: ~Copyable {
  public let practice: Practice
  public let claim: Claim
  public let patient: Patient?
  public let coverage: Coverage?
  public let payer: Payer?
  public let businessUnit: BusinessUnit?
  public let rendering: Practitioner?
  public let referring: ReferringProvider?
  /// `none` where there is no coverage or its plan is unknown: what the plan asks can't be told.
  public let plan: Ref<Plan>
  let requirements: PlanRequirements
  public let diagnoses: ArraySlice<Ref<Diagnosis>>
  public let lines: ArraySlice<ClaimLine>
  /// What ``lines`` are made of; the whole run's so far.
  let lineItems: [UInt32]
  let items: [ChargeItem]
  let sessions: [Session]

  public var pool: TextPool { practice.pool }

  /// The location where the claim's services were given, unless that is the business unit itself.
  public var location: Location? {
    if case .location(let location) = claim.facility { practice.locations[location] } else { nil }
  }

  /// Calls `body` with each session on a line, by start and then id (CLM-6).
  public func forEachSession(of line: ClaimLine, _ body: (Session) -> Void) {
    for row in line.items.range { body(sessions[Int(items[Int(lineItems[row])].session)]) }
  }

  /// Whether any service on the claim, by its code and the date it is billed on, is one that
  /// `matches`.
  func containsService(_ matches: (_ code: Text, _ date: CivilDate) -> Bool) -> Bool {
    lines.contains { line in
      line.items.range.contains { row in
        let item = items[Int(lineItems[row])]
        return matches(sessions[Int(item.session)].serviceCode, line.startDate)
      }
    }
  }
}

extension PatientBilling {
  /// Runs every validation and sets the claim's status (CLM-7).
  mutating func validate(_ claim: inout Claim) {
    let facts = facts(of: claim)
    let start = chunk.unmet.count
    let groups = settings.claims.checks.groups
    for (number, group) in groups.enumerated() {
      guard asks(number, facts) else { continue }
      settings.claims.checks.forEachUnmet(in: group, of: facts) { place, outcome in
        note(place, outcome, from: start)
      }
      observe(facts, group.observations)
    }
    claim.unmet = Span32(start: start, count: chunk.unmet.count - start)
    claim.status = claim.unmet.count == 0 && !settings.claims.asDraft ? .readyToSubmit : .draft
  }

  /// Whether the claim is one of those that a group's output takes.
  func asks(_ group: Int, _ facts: borrowing ClaimFacts) -> Bool {
    guard let selection = selections[group], let line = facts.lines.first else { return true }
    return selection.takes(facts.claim, on: line.startDate)
  }

  /// Keeps the claim's unmet validations in order, each code once: where two outputs ask the same, a
  /// failure outweighs what could not be checked.
  private mutating func note(_ place: Int, _ outcome: ValidationOutcome, from start: Int) {
    let ranks = settings.claims.checks.codeRanks
    let unmet = UnmetValidation(validation: place, outcome: outcome)
    var index = chunk.unmet.count
    while index > start, ranks[Int(chunk.unmet[index - 1].validation)] >= ranks[place] {
      index -= 1
      guard ranks[Int(chunk.unmet[index].validation)] == ranks[place] else { continue }
      if outcome == .fail { chunk.unmet[index] = unmet }
      return
    }
    chunk.unmet.insert(unmet, at: index)
  }

  private mutating func observe(
    _ facts: borrowing ClaimFacts, _ observations: [any ClaimObservation]
  ) {
    guard !observations.isEmpty,
      let line = facts.lines.first, let item = chunk.lineItems[line.items.range].first
    else { return }
    let session = session(Int(item))
    for observation in observations {
      observation.observe(facts) { code, sentence in
        chunk.findings.append(Finding(code, at: session.position, session: session.id, sentence))
      }
    }
  }

  func facts(of claim: Claim) -> ClaimFacts {
    let plan = claim.coverage.isNone ? Ref.none : practice.links.coverages[claim.coverage].plan
    return ClaimFacts(
      practice: practice, claim: claim,
      patient: claim.patient.index < practice.patients.count
        ? practice.patients[claim.patient] : nil,
      coverage: claim.coverage.isNone ? nil : practice.coverages[claim.coverage],
      payer: claim.payer.isNone ? nil : practice.payers[claim.payer],
      businessUnit: claim.businessUnit.isNone ? nil : practice.businessUnits[claim.businessUnit],
      rendering: claim.rendering.isNone ? nil : practice.practitioners[claim.rendering],
      referring: claim.referring.isNone ? nil : practice.referringProviders[claim.referring],
      plan: plan, requirements: requirements(of: plan),
      diagnoses: chunk.claimDiagnoses[claim.diagnoses.range],
      lines: chunk.lines[claim.lines.range], lineItems: chunk.lineItems, items: chunk.items,
      sessions: chunk.sessions)
  }
}
