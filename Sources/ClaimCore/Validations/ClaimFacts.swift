/// What a validation may look at: a claim with the records that it names. It lasts as long as the call
/// that hands it over.
public struct ClaimFacts: ~Copyable {
  public let practice: Practice
  /// Of one claim after another, so that ``practice`` is not counted for each.
  var rows = ClaimRows.none

  init(_ practice: Practice) { self.practice = practice }

  public var claim: Claim { rows.claim[0] }
  /// `none` where there is no coverage or its plan is unknown: what the plan asks can't be told.
  public var plan: Ref<Plan> { rows.plan }
  var requirements: PlanRequirements { rows.requirements }
  public var diagnoses: Rows<Ref<Diagnosis>> { rows.diagnoses }
  public var lines: Rows<ClaimLine> { rows.lines }
  public var pool: TextPool { practice.pool }

  /// Calls `body` with each session on a line, by start and then id (CLM-6).
  public func forEachSession(of line: ClaimLine, _ body: (Session) -> Void) {
    for row in line.items.range { body(rows.session(row)) }
  }

  /// Whether any service on the claim, by its code and the date it is billed on, is one that
  /// `matches`.
  @inline(__always)
  func containsService(_ matches: (_ code: Text, _ date: CivilDate) -> Bool) -> Bool {
    for line in lines {
      for row in line.items.range {
        if matches(rows.session(row).serviceCode, line.startDate) { return true }
      }
    }
    return false
  }
}

/// The records that the claim names; `nil` where it names none, or one that is not there.
extension ClaimFacts {
  public var patient: Patient? {
    claim.patient.index < practice.patients.count ? practice.patients[claim.patient] : nil
  }
  public var coverage: Coverage? {
    claim.coverage.isNone ? nil : practice.coverages[claim.coverage]
  }
  public var payer: Payer? { claim.payer.isNone ? nil : practice.payers[claim.payer] }
  public var businessUnit: BusinessUnit? {
    claim.businessUnit.isNone ? nil : practice.businessUnits[claim.businessUnit]
  }
  public var rendering: Practitioner? {
    claim.rendering.isNone ? nil : practice.practitioners[claim.rendering]
  }
  public var referring: ReferringProvider? {
    claim.referring.isNone ? nil : practice.referringProviders[claim.referring]
  }
  /// The location where the claim's services were given, unless that is the business unit itself.
  public var location: Location? {
    if case .location(let location) = claim.facility { practice.locations[location] } else { nil }
  }

  /// Tells the records of a part apart; the same number, the same record, or none.
  ///
  /// - Parameter part: not the whole claim.
  func record(of part: ClaimPart) -> UInt32 {
    switch part {
    case .claim: 0
    case .patient: claim.patient.raw
    case .businessUnit: claim.businessUnit.raw
    case .rendering: claim.rendering.raw
    case .referring: claim.referring.raw
    case .coverage: claim.coverage.raw
    }
  }
}

extension PatientBilling {
  /// Runs every validation and sets the claim's status (CLM-7).
  mutating func validate(_ claim: inout Claim) {
    // Taken out for the time: it is written to while the rows are looked at.
    guard var review = review.take() else { return }
    review.begin()
    withRows(of: claim) { rows in
      review.facts.rows = rows
      for group in selections.indices where asks(group, review.facts) { review.ask(group) }
      review.facts.rows = .none
    }
    claim.unmet = Span32(start: chunk.unmet.count, count: review.unmet.count)
    for place in review.unmet.indices { chunk.unmet.append(review.unmet[place]) }
    claim.status = review.unmet.isEmpty && !settings.claims.asDraft ? .readyToSubmit : .draft
    keep(review.observed, of: claim)
    self.review = consume review
  }

  /// Whether the claim is one of those that a group's output takes.
  @inline(__always)
  func asks(_ group: Int, _ facts: borrowing ClaimFacts) -> Bool {
    guard let selection = selections[group], let line = facts.lines.first else { return true }
    return selection.takes(facts.claim, on: line.startDate)
  }

  private mutating func keep(_ observed: [(FindingCode, String)], of claim: Claim) {
    guard !observed.isEmpty, let line = claim.lines.range.first,
      let row = chunk.lines[line].items.range.first
    else { return }
    let session = session(Int(chunk.lineItems[row]))
    for (code, sentence) in observed {
      chunk.findings.append(Finding(code, at: session.position, session: session.id, sentence))
    }
  }

  /// - Parameter claim: its lines are kept already.
  @inline(__always)
  func withFacts(of claim: Claim, _ body: (borrowing ClaimFacts) -> Void) {
    withRows(of: claim) { rows in
      var facts = ClaimFacts(practice)
      facts.rows = rows
      body(facts)
    }
  }
}
