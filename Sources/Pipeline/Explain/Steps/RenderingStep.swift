internal import AdapterKit
internal import ClaimCore

extension StoryContext {
  /// REND-1 to REND-3.
  func renderingStep(_ session: Session, _ story: ItemStory) -> ExplanationStep {
    let rendering = story.rendering
    let chosen = place(rendering.provider.practitioner)
    var step = ExplanationStep(
      "rendering_provider", "Rendering provider",
      result: chosen?.id ?? "none",
      values: [
        ("practitioner_id", .optional(chosen?.id)),
        ("from", .text(Self.word(rendering.provider.source))),
        ("assigned", .integer(rendering.provider.assigned)),
      ])
    addPractitioner(session, story, to: &step)
    if rendering.provider.source != .session { addAssignments(session, story, to: &step) }
    if rendering.provider.source == .none {
      step.because(
        "REND-3",
        rendering.provider.assigned > 1
          ? "\(rendering.provider.assigned) practitioners are assigned on the date: keep one"
          : "nobody is left: qualify the practitioner, or assign one to the authorization")
    }
    return step
  }

  private static func word(_ source: RenderingProvider.Source) -> String {
    switch source {
    case .session: "session"
    case .assignment: "assignment"
    case .none: "none"
    }
  }

  /// REND-1
  private func addPractitioner(
    _ session: Session, _ story: ItemStory, to step: inout ExplanationStep
  ) {
    let rendering = story.rendering
    guard let own = place(session.practitioner) else {
      step.because("REND-1", "the session's practitioner is not on record", .notChosen)
      return
    }
    let name = own.id ?? ""
    let isChosen = rendering.provider.source == .session
    if rendering.requirements.isEmpty {
      step.because(
        "REND-1", "\(name), the session's practitioner: the benefit requires no qualification",
        isChosen ? .chosen : .notChosen, own)
    } else {
      step.because(
        "REND-1",
        "\(name), the session's practitioner, "
          + (isChosen
            ? "holds what the benefit requires" : "lacks what the benefit requires, on the date"),
        isChosen ? .chosen : .notChosen, own)
    }
    for requirement in rendering.requirements { add(requirement, name, rendering, to: &step) }
  }

  private func add(
    _ requirement: RenderingStory.Requirement, _ practitioner: String,
    _ rendering: RenderingStory, to step: inout ExplanationStep
  ) {
    let wanted = Words.list(list(requirement.required.anyOf), "or")
    let row = place(.benefitQualifications, nil, requirement.required.position)
    if let met = requirement.met {
      step.because(
        "REND-1",
        "it requires \(wanted): \(practitioner) holds \(text(met.qualification)) "
          + Words.dates(met.dates), nil, row,
        place(.practitionerQualifications, nil, met.position))
      return
    }
    step.because("REND-1", "it requires \(wanted): \(practitioner) holds none in force", nil, row)
    for held in rendering.lapsed
    where list(requirement.required.anyOf).contains(text(held.qualification)) {
      step.because(
        "REND-1",
        "\(practitioner) holds \(text(held.qualification)) only \(Words.dates(held.dates))", nil,
        place(.practitionerQualifications, nil, held.position))
    }
  }

  /// REND-2
  private func addAssignments(
    _ session: Session, _ story: ItemStory, to step: inout ExplanationStep
  ) {
    if session.authorization.isNone {
      step.because("REND-2", "no authorization, so nobody is assigned")
      return
    }
    let assignments = story.rendering.assignments
    if assignments.isEmpty {
      step.because(
        "REND-2", "authorization \(text(session.authorizationNumber)) assigns nobody", nil)
      step.placeLast(at: place(session.authorization))
    }
    for assignment in assignments {
      let isChosen =
        assignment.isInForce && !assignment.practitioner.isNone
        && assignment.practitioner == story.rendering.provider.practitioner
      let name = place(assignment.practitioner)?.id
      let holds = Words.dates(assignment.dates)
      let state =
        name == nil
        ? "not on record, and counts as none"
        : assignment.isInForce ? "assigned \(holds)" : "assigned only \(holds)"
      step.because(
        "REND-2", "\(name ?? "a practitioner"): \(state)", isChosen ? .chosen : .notChosen,
        place(.renderingAssignments, nil, assignment.position))
    }
  }
}
