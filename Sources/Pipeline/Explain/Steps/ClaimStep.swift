internal import AdapterKit
internal import ClaimCore
internal import Manifests

extension StoryContext {
  /// Why an item is on no claim of this run.
  func noClaimStep(_ story: SessionStory, _ item: ItemStory) -> ExplanationStep {
    var step = ExplanationStep(
      "claim", "Claim", result: "none", values: [("claim_number", .null)])
    let status = item.status.approved
    if status.isBilled {
      step.because("CLM-1", "\(status.name): it is on an earlier claim, which this run leaves")
    } else if status != .readyToBill {
      step.because("CLM-1", "only Ready to Bill items go on claims, and this one is \(status.name)")
    } else if item.item.billedExternally {
      step.because("EXP-3", "it is billed externally, and so never on a claim of this program")
    } else if !run.manifest.billing.claims.generate {
      step.because("CLM-1", "the manifest makes no claims: claims.generate is false")
    } else if !item.status.isInClaimsScope {
      step.because("CLM-1", "its date or business unit is outside of what claims are limited to")
    }
    return step
  }

  /// CLM-2 and CLM-5.
  func lineStep(_ item: ItemStory, _ story: ClaimStory) -> ExplanationStep {
    let line = story.line
    let ids = story.sessions.map { text($0.id) }
    var step = ExplanationStep(
      "claim_line", "Claim line",
      result: "line \(story.lineNumber) of \(story.lineCount): "
        + "\(Words.count(Int(line.units), "unit")) of \(text(line.procedureCode))"
        + (line.billed.value.map { ", \($0.decimal)" } ?? ", no price"),
      values: [
        ("line_number", .integer(story.lineNumber)), ("lines", .integer(story.lineCount)),
        ("units", .integer(Int(line.units))),
        ("unit_price", .optional(line.unitPrice.value?.decimal)),
        ("billed", .optional(line.billed.value?.decimal)),
        ("session_ids", .array(ids.map { .text($0) })),
        ("grouped_by", .object(lineKey(line, story.claim))),
      ])
    let alone =
      story.isAlone
      ? ": the plan puts each session on a line of its own" : ", and shares it with none"
    step.because(
      "CLM-2",
      ids.count == 1
        ? "it has its line for itself\(alone)"
        : "\(Words.count(ids.count, "session")) on one line: \(ids.joined(separator: ", "))")
    if story.isAlone { step.placeLast(at: place(item.item.plan)) }
    for session in story.sessions { step.placeLast(at: place(session)) }
    step.because(
      "CLM-2", "sessions share a line by \(Words.fields(lineKey(line, story.claim)))")
    for (session, difference) in story.otherLines {
      step.because(
        "CLM-2",
        "\(text(session.id)), of the same day and procedure, is on another line: "
          + (difference.map(\.words) ?? "each has a line of its own"),
        .notChosen, place(session))
    }
    if story.mergesModifiers {
      step.because("CLM-2", "merge_modifiers puts the sessions' modifiers together")
    }
    addFees(story.fees, line, to: &step)
    return step
  }

  /// What the sessions of a line share.
  private func lineKey(_ line: ClaimLine, _ claim: Claim) -> [(String, JSONValue)] {
    [
      ("start_date", .text(line.startDate.iso)), ("end_date", .text(line.endDate.iso)),
      ("procedure_code", .text(text(line.procedureCode))),
    ]
      + claimKey(claim).filter { $0.0 != "place_of_service" } + [
        ("place_of_service", optional(line.placeOfService)),
        ("modifiers", .array(list(line.modifiers).map { .text($0) })),
      ]
  }

  private func addFees(_ fees: FeeStory, _ line: ClaimLine, to step: inout ExplanationStep) {
    if fees.rows.isEmpty {
      step.because(
        "CLM-5",
        "no fee schedule row of \(text(line.procedureCode)) is in force on \(line.startDate.iso), of "
          + "the plan or the business unit: no price")
    }
    for row in fees.rows {
      let own = list(row.fee.modifiers).joined(separator: ", ")
      let what =
        "\(row.fee.billingAmount.decimal) by the \(row.isPlans ? "plan" : "business unit")"
        + (own.isEmpty ? "" : " with \(own)")
      let why: String
      switch row.verdict {
      case .chosen:
        why =
          line.billed.value.map {
            "\(line.units) x \(row.fee.billingAmount.decimal) = \($0.decimal)"
          }
          ?? "the product can't be held"
      case .otherModifiers: why = "a modifier of it is not on the line"
      case .outranked: why = "another has more of the line's modifiers, or comes first"
      case .notAsked: why = "not asked, as a row of the plan fits"
      }
      step.because(
        "CLM-5", "\(what): \(why)", row.verdict == .chosen ? .chosen : .notChosen,
        place(.feeSchedules, nil, row.fee.position))
    }
  }
}

extension Difference.Field {
  var words: String {
    switch self {
    case .correction: "one of them is a correction (CLM-9)"
    case .modifiers: "the modifiers differ"
    default: "the \(Words.plain(rawValue)) differs"
    }
  }
}
