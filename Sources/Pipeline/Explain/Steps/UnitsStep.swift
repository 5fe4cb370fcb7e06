internal import AdapterKit
internal import ClaimCore
internal import Manifests

extension StoryContext {
  /// Which rule counts, and how many units it makes (UNIT-1 to UNIT-7).
  func unitsStep(_ session: Session, _ story: ItemStory) -> ExplanationStep {
    let item = story.item
    var step = ExplanationStep(
      "units", "Units",
      result: "\(Words.count(Int(item.units), "unit")), by the \(Words.rule(item.rule)) rule",
      values: [
        ("rule", .text(item.rule.rawValue)), ("rule_from", .text(Self.word(story.rule.source))),
        ("minutes", .integer(Int(item.minutes))),
        ("time_per_unit", .integer(Int(item.timePerUnit))),
        ("counted", .integer(story.units.counted)), ("units", .integer(Int(item.units))),
        ("suggested", item.suggestedUnits < 0 ? .null : .integer(Int(item.suggestedUnits))),
      ])
    addRule(session, story, to: &step)
    addCount(story, to: &step)
    if let kept = story.units.kept {
      step.because(
        "UNIT-5",
        "it is on a claim with \(Words.count(kept, "unit")), and its session has not changed since: "
          + "these stay")
    }
    addMedicareDay(story, to: &step)
    if item.units == 0 { step.because("UNIT-7", "0 units can't be approved") }
    return step
  }

  private static func word(_ source: RuleSelection.Source) -> String {
    switch source {
    case .ofCase: "case"
    case .medicarePayer: "medicare_payer"
    case .payer: "payer"
    case .manifest: "manifest"
    case .unspecified: "default"
    }
  }

  /// UNIT-1
  private func addRule(_ session: Session, _ story: ItemStory, to step: inout ExplanationStep) {
    let rule = Words.rule(story.rule.rule)
    let payer = place(story.payer)
    let ofCase = place(session.case)
    switch story.rule.source {
    case .ofCase:
      step.because(
        "UNIT-1",
        "\(rule): case \(ofCase?.id ?? "") says so"
          + (story.rule.overridesMedicare ? ", over a Medicare payer" : ""), .chosen)
      step.reasons[step.reasons.count - 1] = step.reasons[step.reasons.count - 1].at(ofCase)
    case .medicarePayer:
      step.because("UNIT-1", "\(rule): payer \(payer?.id ?? "") is marked medicare", .chosen)
    case .payer:
      step.because("UNIT-1", "\(rule): payer \(payer?.id ?? "") says so", .chosen)
    case .manifest:
      step.because(
        "UNIT-1", "\(rule): the manifest's default_rule, as neither a case nor the payer says one",
        .chosen)
    case .unspecified:
      step.because(
        "UNIT-1", "\(rule), as no case, payer or manifest says another", .chosen)
    }
    if case .medicarePayer = story.rule.source { step.placeLast(at: payer) }
    if case .payer = story.rule.source { step.placeLast(at: payer) }
  }

  /// UNIT-2, UNIT-3, UNIT-4 and UNIT-6
  private func addCount(_ story: ItemStory, to step: inout ExplanationStep) {
    let item = story.item
    let minutes = Words.count(Int(item.minutes), "minute")
    let units = Words.count(story.units.counted, "unit")
    if !item.timed {
      step.because("UNIT-6", "the benefit is untimed: 1 unit, whatever the length")
    } else if item.rule == .commercial {
      step.because(
        "UNIT-2", "\(minutes) / \(item.timePerUnit), rounded up: \(units)")
    } else {
      step.because(
        item.rule == .ama ? "UNIT-3" : "UNIT-4", "\(minutes) / 15, rounded half up: \(units)")
      if item.timePerUnit != 15 {
        step.because(
          "UNIT-3",
          "the benefit's \(item.timePerUnit) minutes a unit count nothing here: it is always 15")
      }
    }
    if !item.benefit.isNone {
      let benefit = practice.planBenefits[item.benefit]
      step.placeLast(
        at: place(
          .planBenefits, "\(text(benefit.planID)), \(text(benefit.serviceCode))",
          benefit.position))
    }
  }

  /// UNIT-5
  private func addMedicareDay(_ story: ItemStory, to step: inout ExplanationStep) {
    let item = story.item
    guard item.rule == .medicare && item.timed else { return }
    let day = story.units.day
    if day.isEmpty {
      step.because(
        "UNIT-5",
        "the only timed Medicare charge of its day and business unit that is submitted, or not "
          + "submitted itself: no total to share")
      return
    }
    let minutes = day.reduce(0) { $0 + Int($1.minutes) }
    let total = day.reduce(0) { $0 + $1.suggested }
    step.because(
      "UNIT-5",
      "the day's total: \(minutes) minutes / 15, rounded half up: \(Words.count(total, "unit"))")
    for charge in day {
      step.because(
        "UNIT-5",
        "\(text(charge.session.id)) \(text(charge.procedureCode)): "
          + "\(Words.count(Int(charge.minutes), "minute")), counted \(charge.units), of the total "
          + "\(charge.suggested)", nil, place(charge.session))
    }
    guard item.suggestedUnits >= 0 else {
      step.because("UNIT-5", "the total agrees with the charges, code by code")
      return
    }
    step.because(
      "UNIT-5",
      story.units.isAllocated
        ? "medicare_totals: allocate applies the total's units"
        : "the total's units are only reported: "
          + (run.manifest.billing.medicareTotals == .flag
            ? "medicare_totals is flag" : "those on a claim stay"))
  }
}

extension ExplanationStep {
  /// Adds a record to the last reason.
  mutating func placeLast(at place: RecordPlace?) {
    guard let last = reasons.popLast() else { return }
    reasons.append(last.at(place))
  }
}

extension Reason {
  func at(_ place: RecordPlace?) -> Reason {
    Reason(rule: rule, text: text, verdict: verdict, sources: sources + (place.map { [$0] } ?? []))
  }
}
