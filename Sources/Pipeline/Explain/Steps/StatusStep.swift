internal import AdapterKit
internal import ClaimCore
internal import Manifests

extension StoryContext {
  /// The charge item's status and how it came to it (CHG-1, CHG-2, CHG-4).
  func statusStep(_ story: SessionStory, _ item: ItemStory) -> ExplanationStep {
    let status = item.item.status
    let earlier = story.earlier?.keptStatus
    var step = ExplanationStep(
      "status", "Charge item", result: status.name.description,
      values: [
        ("status", .text(status.rawValue)),
        ("earlier", .optional(earlier?.rawValue)),
        ("tracked", .optional(story.session.chargeStatus?.rawValue)),
        ("authorization_pending", .boolean(story.seen?.authorizationIsPending ?? false)),
        ("billed_externally", .boolean(item.item.billedExternally)),
        (
          "states",
          .array(
            [item.status.first, item.status.settled, item.status.approved, status].map {
              .text($0.rawValue)
            })
        ),
      ])
    addFirst(story, item, to: &step)
    addSettled(story, item, to: &step)
    if item.status.approved != item.status.settled {
      step.because(
        "APP-1", "\(item.status.settled.name) -> \(item.status.approved.name): approved")
    }
    if status != item.status.approved {
      step.because("CLM-1", "\(item.status.approved.name) -> \(status.name): on a claim line")
    }
    if item.item.billedExternally {
      step.because("EXP-3", "billed externally: it is on no claim of this program")
    }
    if let period = item.status.period {
      step.because(
        "CHG-4",
        "its charge period, \(period.length.rawValue) from \(period.start.iso), is "
          + "\(period.status.rawValue), with \(Words.count(Int(period.itemCount), "charge item"))")
    }
    return step
  }

  /// A session that has none.
  func noItemStep(_ story: SessionStory) -> ExplanationStep {
    var step = ExplanationStep(
      "status", "Charge item", result: "none",
      values: [
        ("status", .null), ("earlier", .optional(story.earlier?.keptStatus?.rawValue)),
        ("tracked", .optional(story.session.chargeStatus?.rawValue)),
        ("authorization_pending", .boolean(story.seen?.authorizationIsPending ?? false)),
        ("billed_externally", .boolean(story.session.billedExternally)),
        ("states", .array([])),
      ])
    step.because(
      "CHG-2",
      "the session is \(story.session.status.rawValue) and on no claim: it has no charge item",
      nil, place(story.session))
    return step
  }

  /// CHG-1
  private func addFirst(
    _ story: SessionStory, _ item: ItemStory, to step: inout ExplanationStep
  ) {
    // Where the ledger's state counts, CHG-2 says it all.
    guard let seen = story.seen, item.status.transition == nil, story.earlier?.isInSource ?? true
    else { return }
    let status = item.status.first.name
    let said = "the session is \(seen.session.rawValue)"
    if item.status.first == .pendingAuthorization, seen.authorizationIsPending {
      step.because(
        "CHG-1",
        "\(said), and authorization \(text(story.session.authorizationNumber)) is pending: "
          + "\(status)")
      step.placeLast(at: place(story.session.authorization))
    } else if let tracked = seen.earlier {
      step.because(
        "CHG-1", "the source tracks it as \(tracked.name), and \(said): \(status)", nil,
        place(story.session))
    } else {
      step.because("CHG-1", "first sight: \(said): \(status)", nil, place(story.session))
    }
  }

  /// CHG-2
  private func addSettled(
    _ story: SessionStory, _ item: ItemStory, to step: inout ExplanationStep
  ) {
    if story.earlier?.isInSource == false {
      let kept = story.earlier?.keptStatus
      step.because(
        "CHG-2",
        kept == nil || kept == item.status.settled
          ? "no longer in the source: it stays \(item.status.settled.name), as the ledger has it"
          : "no longer in the source: \(kept?.name.description ?? "") in the ledger, and "
            + "\(item.status.settled.name) as this run bills what is open")
      return
    }
    guard let transition = item.status.transition, let before = transition.earlier else { return }
    var said = ["the session is \(transition.session.rawValue)"]
    if transition.authorizationIsPending { said.append("its authorization is pending") }
    if transition.isVoided { said.append("its claim was voided") }
    said.append(
      transition.hasChanged
        ? "with a change that billing can see" : "with no change that billing can see")
    let anew =
      story.earlier?.isOnUnsentClaim == true
      ? " (on a claim that no batch took, which is made anew)" : ""
    step.because(
      "CHG-2",
      "the ledger has it as \(before.name)\(anew); \(said.joined(separator: ", ")): "
        + "\(item.status.settled.name)", nil, place(story.session))
  }

  /// APP-1 to APP-3.
  func approvalStep(_ session: Session, _ item: ItemStory) -> ExplanationStep {
    let approval = run.manifest.billing.approval
    var step = ExplanationStep(
      "approval", "Approval",
      values: [
        ("asked", .boolean(false)), ("approved", .boolean(false)),
        ("refusal", .optional(item.item.refusal?.rawValue)),
      ])
    guard item.status.settled == .new else {
      step.result = "not asked"
      step.because(
        "APP-1",
        "only New items are approved, and this one is \(item.status.settled.name)"
          + (item.status.settled == .onHold ? ": it must be moved to New first" : ""))
      return step
    }
    guard approval.isAutomatic else {
      step.result = "left to a person"
      step.because("APP-1", "approve.policy is manual")
      return step
    }
    guard item.status.isInApprovalScope else {
      step.result = "not asked"
      step.because("APP-1", "its date or business unit is outside of what approval is limited to")
      return step
    }
    step.values[0].1 = .boolean(true)
    step.values[1].1 = .boolean(item.item.refusal == nil)
    step.result = item.item.refusal == nil ? "approved" : "not approved"
    switch item.item.refusal {
    case .zeroUnits: step.because("UNIT-7", "it has 0 units")
    case .billedExternally: step.because("APP-3", "it is billed externally")
    case .duplicate:
      let ids = item.duplicates.others.filter(\.isBlocking).map { text($0.session.id) }
      step.because("APP-2", "it has duplicates: \(ids.joined(separator: ", "))")
    case nil:
      step.because(
        approval.allowsDuplicates ? "APP-2" : "APP-1",
        approval.allowsDuplicates
          ? "duplicates are allowed, and nothing else stands in the way"
          : "it has units and no duplicate, and is not billed externally")
    }
    return step
  }
}
