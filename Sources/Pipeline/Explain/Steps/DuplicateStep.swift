internal import AdapterKit
internal import ClaimCore
internal import Manifests

extension StoryContext {
  /// The other charge items of its patient, day and service, and what they mean for it (DUP-1,
  /// DUP-2).
  func duplicateStep(_ session: Session, _ story: ItemStory) -> ExplanationStep {
    let duplicates = story.duplicates
    var step = ExplanationStep(
      "duplicates", "Duplicates",
      values: [
        ("place_of_service_matters", .boolean(duplicates.placeMatters)),
        ("others", .array(duplicates.others.map { .text(text($0.session.id)) })),
        (
          "blocking",
          .array(duplicates.others.filter(\.isBlocking).map { .text(text($0.session.id)) })
        ),
        ("held", .array(duplicates.others.filter(\.isHeld).map { .text(text($0.session.id)) })),
        (
          "group",
          .array(
            duplicates.group.map { session, member in
              .object([
                ("session_id", .text(text(session.id))), ("role", .text(Self.role(member))),
                ("same_place_of_service", .boolean(member.samePlace)),
              ])
            })
        ),
      ])
    guard !duplicates.others.isEmpty else {
      step.result = "none"
      step.because("DUP-1", "no other charge item of its patient, date of service and service code")
      return step
    }
    step.result =
      "\(Words.count(duplicates.others.count, "other charge item")) of the same day and service"
    step.because(
      "DUP-1",
      duplicates.placeMatters
        ? "only those of the same place of service count"
        : "place of service counts nothing: the plan has do_not_split_by_place_of_service")
    if !duplicates.placeMatters { step.placeLast(at: place(story.item.plan)) }
    for other in duplicates.others { add(other, duplicates, to: &step) }
    addGroup(story, to: &step)
    return step
  }

  private func add(
    _ other: DuplicateStory, _ duplicates: DuplicatesStory, to step: inout ExplanationStep
  ) {
    let code = text(other.placeOfService)
    step.because(
      "DUP-1",
      "\(text(other.session.id)): \(other.status.name)"
        + (other.billedExternally ? ", billed externally" : "")
        + ", place \(code.isEmpty ? "blank" : code): \(effect(of: other, duplicates))", nil,
      place(other.session))
  }

  private func effect(of other: DuplicateStory, _ duplicates: DuplicatesStory) -> String {
    if other.isBlocking {
      return run.manifest.billing.approval.allowsDuplicates
        ? "a duplicate, and these are allowed" : "a duplicate, which holds approval back"
    }
    if other.isHeld { return "a warning only: it will need a corrected claim" }
    if !duplicates.isAsked { return "not asked, as this one is not to be approved" }
    if other.status == .new || other.status == .readyToBill {
      return "no duplicate, as it is to be billed as well"
    }
    return "no duplicate, as it is at another place"
  }

  static func role(_ member: DuplicateMember) -> String {
    member.isBillable ? "Billable" : "Awaiting submission"
  }

  private func addGroup(_ story: ItemStory, to step: inout ExplanationStep) {
    let group = story.duplicates.group
    guard let own = story.duplicates.own else {
      step.because("DUP-2", "in no group of the duplicates report")
      return
    }
    let rows = group.map { "\(text($0.session.id)) \(Self.role($0.member))" }
    step.because(
      "DUP-2",
      "in the duplicates report as \(Self.role(group[own].member)), with "
        + (group[own].member.samePlace ? "a" : "no")
        + " partner at its own place; the group: \(rows.joined(separator: ", "))")
  }
}
