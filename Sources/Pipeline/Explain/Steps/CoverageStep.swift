internal import AdapterKit
internal import ClaimCore

extension StoryContext {
  /// Which coverage pays, and why no other does (COV-1 to COV-3, COV-5).
  func coverageStep(_ session: Session, _ story: ItemStory) -> ExplanationStep {
    let coverage = story.item.coverage
    let payer = place(story.payer)?.id
    var step = ExplanationStep(
      "coverage", "Coverage",
      values: [
        ("coverage_id", .optional(place(coverage)?.id)),
        ("plan_id", .optional(place(story.item.plan)?.id)), ("payer_id", .optional(payer)),
      ])
    addAuthorization(session, story, to: &step)
    for (candidate, verdict) in story.coverage.candidates {
      add(candidate, verdict, session, story, to: &step)
    }
    guard !coverage.isNone else {
      step.result = "none"
      if story.coverage.candidates.isEmpty { step.because("COV-3", "the patient has no coverage") }
      return step
    }
    let plan = practice.coverages[coverage].planID
    step.result =
      "\(text(practice.coverages[coverage].id)) of plan \(text(plan)), "
      + (payer.map { "payer \($0)" } ?? "payer unknown")
    if let place = place(story.item.plan) { step.because("", "plan \(text(plan))", nil, place) }
    if let place = place(story.payer) { step.because("", "payer \(payer ?? "")", nil, place) }
    return step
  }

  private func addAuthorization(
    _ session: Session, _ story: ItemStory, to step: inout ExplanationStep
  ) {
    guard let authorization = story.authorization, let place = place(session.authorization) else {
      return
    }
    let number = text(authorization.number)
    if authorization.coverageID.isMissing {
      step.because("COV-1", "authorization \(number) names no coverage", nil, place)
    }
    if !authorization.dates.contains(story.item.dateOfService) {
      step.because(
        "COV-5",
        "the session is outside of authorization \(number), which holds "
          + Words.dates(authorization.dates), nil, place)
    }
  }

  private func add(
    _ ref: Ref<Coverage>, _ verdict: CoverageStory.Verdict, _ session: Session,
    _ story: ItemStory, to step: inout ExplanationStep
  ) {
    let coverage = practice.coverages[ref]
    let (rule, reason) =
      ref == story.coverage.selection.lapsed
      ? ("COV-1", lapse(of: coverage, story)) : reason(for: verdict, coverage, session, story)
    var isChosen = false
    if case .chosen = verdict { isChosen = true }
    step.because(
      rule, "\(text(coverage.id)): \(reason)", isChosen ? .chosen : .notChosen,
      place(.coverages, text(coverage.id), coverage.position))
  }

  private func lapse(of coverage: Coverage, _ story: ItemStory) -> String {
    "the authorization names it, and it is not in force on \(story.item.dateOfService.iso): it "
      + "holds \(Words.dates(coverage.dates))"
  }

  private func reason(
    for verdict: CoverageStory.Verdict, _ coverage: Coverage, _ session: Session,
    _ story: ItemStory
  ) -> (rule: String, text: String) {
    let selection = story.coverage.selection
    let date = story.item.dateOfService.iso
    let rule = Self.rule(selection.rule)
    let several =
      selection.candidates > 1
      ? "; of the \(selection.candidates) that fit, the latest start and then the smallest id" : ""
    switch verdict {
    case .chosen:
      switch selection.rule {
      case .authorization:
        return (
          rule, "authorization \(text(session.authorizationNumber)) names it, in force on \(date)"
        )
      case .ofCase:
        return (rule, "a primary coverage of the session's case, in force on \(date)" + several)
      case .ofPatient, .none:
        return (rule, "a primary coverage that names no case, in force on \(date)" + several)
      }
    case .notAsked: return (rule, "not asked: \(rule) had found one")
    case .startsEarlier:
      return (
        rule, "it fits, and another starts later: this one holds \(Words.dates(coverage.dates))"
      )
    case .laterID: return (rule, "it fits, and another of the same start has a smaller id")
    case .obstacle(let obstacle): return (rule, reason(for: obstacle, coverage, date))
    }
  }

  private func reason(
    for obstacle: CoverageSelection.Obstacle, _ coverage: Coverage, _ date: String
  ) -> String {
    switch obstacle {
    case .notPrimary: "a \(coverage.level.rawValue) coverage, not a primary one"
    case .notInForce: "not in force on \(date): it holds \(Words.dates(coverage.dates))"
    case .notOfTheCase: "for case \(text(coverage.caseID)), which is not the session's"
    case .namesCase: "for case \(text(coverage.caseID)) alone"
    }
  }

  private static func rule(_ rule: CoverageSelection.Rule) -> String {
    switch rule {
    case .authorization: "COV-1"
    case .ofCase: "COV-2"
    case .ofPatient, .none: "COV-3"
    }
  }

  /// COV-4.
  func benefitStep(_ session: Session, _ story: ItemStory) -> ExplanationStep {
    let item = story.item
    let code = text(item.procedureCode)
    var step = ExplanationStep(
      "benefit", "Benefit",
      result: "procedure \(code), \(Words.count(Int(item.timePerUnit), "minute")) a unit, "
        + (item.timed ? "timed" : "untimed"),
      values: [
        ("on_record", .boolean(!item.benefit.isNone)), ("procedure_code", .text(code)),
        ("time_per_unit", .integer(Int(item.timePerUnit))), ("timed", .boolean(item.timed)),
      ])
    let service = text(session.serviceCode)
    if item.benefit.isNone {
      step.because(
        "COV-4",
        (item.plan.isNone ? "no plan" : "plan \(id(item.plan)) has no benefit for \(service)")
          + ", so the defaults hold: the service code as procedure code, 15 minutes, timed")
    } else {
      let benefit = practice.planBenefits[item.benefit]
      step.because(
        "COV-4", "the benefit of plan \(id(item.plan)) for service \(service)", nil,
        place(.planBenefits, "\(text(benefit.planID)), \(service)", benefit.position))
    }
    return step
  }
}
