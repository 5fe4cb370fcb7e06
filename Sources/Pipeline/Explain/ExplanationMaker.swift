internal import AdapterKit
internal import ClaimCore
internal import Intake
internal import Ledger

/// Puts the steps of one session's explanation together.
struct ExplanationMaker {
  let run: PreparedRun
  let material: ExplainStage.Material
  let id: String

  private var practice: Practice { material.loaded.practice }

  /// - Parameter story: `nil` where no record of the session takes part in the run.
  /// - Returns: `nil` where neither the sources nor the ledger know the session.
  func explanation(_ story: SessionStory?) -> Explanation? {
    let rejections = material.rejected.records(of: id)
    let history = material.histories[id]
    if story == nil && rejections.isEmpty && history == nil { return nil }
    let context = StoryContext(
      run: run, practice: practice, zones: material.loaded.zones, sources: run.sourceNames,
      patientID: story.map {
        practice.pool.string(material.set.patientIDs[$0.session.patient.index])
      }
        ?? "")
    var steps = rejections.isEmpty ? [] : [context.rejectionStep(rejections)]
    if let story { steps += self.steps(story, context) }
    if let history { steps.append(history.step) }
    steps.append(
      context.findingStep(findings(story, steps, context), of: id))
    return Explanation(
      session: id, outcome: outcome(story, rejections),
      summary: summary(story, rejections, context), steps: steps)
  }

  private func steps(_ story: SessionStory, _ context: StoryContext) -> [ExplanationStep] {
    let session = story.session
    let own = material.loaded.replacements.filter {
      practice.pool.equal($0.session, session.id)
    }
    var steps = [context.sessionStep(story, own), context.recordsStep(session)]
    guard let item = story.item else { return steps + [context.noItemStep(story)] }
    steps += [
      context.scopeStep(session), context.coverageStep(session, item),
      context.benefitStep(session, item), context.unitsStep(session, item),
      context.placeStep(session, item), context.modifierStep(session, item),
      context.renderingStep(session, item), context.facilityStep(session, item),
      context.duplicateStep(session, item), context.approvalStep(session, item),
      context.statusStep(story, item),
    ]
    guard let claim = item.claim else { return steps + [context.noClaimStep(story, item)] }
    return steps + [
      context.lineStep(item, claim), context.claimStep(item, claim), context.validationStep(claim),
    ]
  }

  /// The session's, and those of the records that the steps name.
  private func findings(
    _ story: SessionStory?, _ steps: [ExplanationStep], _ context: StoryContext
  ) -> [Finding] {
    struct Place: Hashable {
      var source: String
      var number: Int
    }
    var named = Set<Place>()
    for source in steps.flatMap(\.reasons).flatMap(\.sources) {
      if let name = source.source { named.insert(Place(source: name, number: source.number)) }
    }
    let pool = practice.pool
    let loaded = material.loaded.findings.filter { finding in
      if !finding.session.isMissing { return pool.string(finding.session) == id }
      let source = Int(finding.position.source)
      guard source < context.sources.count else { return false }
      return named.contains(
        Place(source: context.sources[source], number: Int(finding.position.record)))
    }
    return (loaded + (story?.findings ?? [])).inOrder(of: pool)
  }

  private func outcome(
    _ story: SessionStory?, _ rejections: [Rejection]
  ) -> Explanation.Outcome {
    guard let story else { return rejections.isEmpty ? .remembered : .rejected }
    return story.item == nil ? .noChargeItem : .chargeItem
  }

  private func summary(
    _ story: SessionStory?, _ rejections: [Rejection], _ context: StoryContext
  ) -> String {
    guard let story else {
      if let first = rejections.first {
        return "rejected, so it takes no part: \(first.reason.message)"
      }
      return
        "in none of this run's sources, and nothing in them asks for it: the ledger remembers it"
    }
    guard let item = story.item else {
      return "\(story.session.status.rawValue), and on no claim: there is nothing to bill"
    }
    var parts = [
      "\(Words.count(Int(item.item.units), "unit")) of \(context.text(item.item.procedureCode))",
      item.item.status.name.description,
    ]
    if let claim = item.claim {
      parts.append("on line \(claim.lineNumber) of claim \(context.text(claim.claim.number))")
      parts.append(claim.claim.status == .draft ? "which is Draft" : "which is Ready to Submit")
    } else if item.item.refusal != nil {
      parts.append("not approved")
    }
    return parts.joined(separator: ", ")
  }
}

extension StoryContext {
  /// Records of the session that can't be used.
  func rejectionStep(_ rejections: [Rejection]) -> ExplanationStep {
    var step = ExplanationStep(
      "rejection", "Rejected",
      result: Words.count(rejections.count, "record"),
      values: [("records", .integer(rejections.count))])
    for rejection in rejections {
      let own = place(.sessions, rejection.recordID, rejection.position)
      for reason in rejection.reasons {
        let column = reason.column > 0 ? ", column \(reason.column)" : ""
        let isLength = ["end_before_start", "over_24_hours"].contains(reason.code)
        step.because(
          isLength ? "DATE-2" : "",
          "\(reason.message) (\(reason.code), line \(reason.line)\(column))", nil, own)
      }
    }
    return step
  }
}
