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
  /// Service codes with the dates they are billed on, where the plan asks for qualifications.
  let services: [(code: Text, date: CivilDate)]
  /// Of the worker that billed the patient; lines count in `lineItems`.
  let lineItems: [UInt32]
  let items: [ChargeItem]
  let sessions: [Session]

  /// Calls `body` with each session on a line, by start and then id (CLM-6).
  public func forEachSession(of line: ClaimLine, _ body: (Session) -> Void) {
    for row in line.items.range { body(sessions[Int(items[Int(lineItems[row])].session)]) }
  }

  public var pool: TextPool { practice.pool }

  /// The location where the claim's services were given, unless that is the business unit itself.
  public var location: Location? {
    if case .location(let location) = claim.facility { practice.locations[location] } else { nil }
  }
}

extension PatientBilling {
  /// Runs every validation and sets the claim's status (CLM-7).
  mutating func validate(_ claim: inout Claim) {
    let facts = facts(of: claim)
    let start = chunk.unmet.count
    let checks = settings.claims.checks
    for (number, validation) in checks.validations.enumerated() {
      let outcome = validation.outcome(of: facts)
      if outcome == .pass { continue }
      chunk.unmet.append(UnmetValidation(validation: number, outcome: outcome))
    }
    claim.unmet = Span32(start: start, count: chunk.unmet.count - start)
    claim.status = claim.unmet.count == 0 && !settings.claims.asDraft ? .readyToSubmit : .draft
    guard !checks.observations.isEmpty,
      let line = facts.lines.first, let item = chunk.lineItems[line.items.range].first
    else { return }
    let session = session(Int(item))
    for observation in checks.observations {
      observation.observe(facts) { code, sentence in
        chunk.findings.append(Finding(code, at: session.position, session: session.id, sentence))
      }
    }
  }

  private func facts(of claim: Claim) -> ClaimFacts {
    let lines = chunk.lines[claim.lines.range]
    var services: [(code: Text, date: CivilDate)] = []
    let plan = claim.coverage.isNone ? Ref.none : practice.links.coverages[claim.coverage].plan
    if !plan.isNone, !practice.links.benefitQualifications.range(plan.index).isEmpty {
      for line in lines {
        for row in line.items.range {
          services.append((session(Int(chunk.lineItems[row])).serviceCode, line.startDate))
        }
      }
    }
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
      diagnoses: chunk.claimDiagnoses[claim.diagnoses.range], lines: lines, services: services,
      lineItems: chunk.lineItems, items: chunk.items, sessions: chunk.sessions)
  }
}
