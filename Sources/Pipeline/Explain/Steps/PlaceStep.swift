internal import AdapterKit
internal import ClaimCore

extension StoryContext {
  /// POS-1 to POS-4.
  func placeStep(_ session: Session, _ story: ItemStory) -> ExplanationStep {
    let code = text(story.place.place)
    let location = session.location.isNone ? nil : practice.locations[session.location]
    var step = ExplanationStep(
      "place_of_service", "Place of service", result: code.isEmpty ? "blank" : code,
      values: [
        ("place_of_service", optional(story.place.place)),
        ("location_type", .optional(location?.type.rawValue)),
        ("telecare", .boolean(session.telecare)),
      ])
    let type = location?.type.rawValue ?? "no"
    switch story.place.source {
    case .session: step.because("POS-1", "the session says so itself", nil, place(session))
    case .always02:
      step.because("POS-2", "telehealth, and the plan requires pos_02_telehealth")
      step.placeLast(at: place(story.item.plan))
    case .home10Other02:
      step.because(
        "POS-2",
        "telehealth \(location?.type == .home ? "at a home" : "not at a home"), and the plan "
          + "requires pos_10_home_02_other_telehealth")
      step.placeLast(at: place(story.item.plan))
    case .locationWithTelecare, .location:
      step.because(
        "POS-3",
        "the location is of type \(type)" + (session.telecare ? ", and telecare is on" : ""))
      step.placeLast(at: place(session.location))
    case .telecare: step.because("POS-4", "no location, and telecare is on")
    case .nothing: step.because("POS-4", "no location, and no telecare: nothing says the place")
    }
    return step
  }

  /// MOD-1.
  func modifierStep(_ session: Session, _ story: ItemStory) -> ExplanationStep {
    let modifiers = list(story.item.modifiers)
    let own = list(session.modifiers)
    var step = ExplanationStep(
      "modifiers", "Modifiers",
      result: modifiers.isEmpty ? "none" : modifiers.joined(separator: ", "),
      values: [
        ("modifiers", .array(modifiers.map { .text($0) })),
        ("from_session", .array(own.map { .text($0) })),
      ])
    step.because(
      "MOD-1",
      own.isEmpty
        ? "the session has none" : "the session has \(own.joined(separator: ", "))", nil,
      place(session))
    for requirement in story.modifiers {
      let verdict: String
      switch requirement.verdict {
      case .added: verdict = "added"
      case .present: verdict = "there already"
      case .notMet: verdict = "not added, as that is not so"
      case .noFee: verdict = "not added, as no fee schedule row in force has it"
      }
      let wanted = text(requirement.modifier)
      let condition = condition(requirement.condition)
      let isAdded = if case .added = requirement.verdict { true } else { false }
      step.because(
        "MOD-1", "the plan wants \(wanted) \(condition): \(verdict)",
        isAdded ? .chosen : .notChosen)
      step.placeLast(at: place(story.item.plan))
    }
    return step
  }

  private func condition(_ condition: ModifierRequirement.Condition) -> String {
    switch condition {
    case .always: "always"
    case .telehealth: "with telehealth"
    case .qualification(let held): "where the practitioner holds \(text(held))"
    case .location(let type): "at a location of type \(type.rawValue)"
    }
  }

  /// CLM-4.
  func facilityStep(_ session: Session, _ story: ItemStory) -> ExplanationStep {
    var step = ExplanationStep("facility", "Facility")
    var found: RecordPlace?
    switch story.facility.facility {
    case .none: break
    case .location(let ref): found = place(ref)
    case .businessUnit(let ref): found = place(ref)
    }
    let kind = found?.record == RecordKind.locations.rawValue ? "location" : "business unit"
    step.result = found.map { "\(kind) \($0.id ?? "")" } ?? "blank"
    step.values = [
      ("record", .optional(found?.record)), ("id", .optional(found?.id)),
    ]
    let location = place(session.location)
    switch story.facility.reason {
    case .address: step.because("CLM-4", "the session's location has an address")
    case .office:
      step.because("CLM-4", "the location is an office without an address: the business unit")
    case .noLocation: step.because("CLM-4", "the session has no location")
    case .noAddress:
      step.because("CLM-4", "the location has no complete address, and is no office")
    case .noBusinessUnit:
      step.because("CLM-4", "an office without an address, and no business unit")
    }
    step.placeLast(at: location)
    return step
  }
}
