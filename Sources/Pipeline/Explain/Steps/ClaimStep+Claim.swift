internal import AdapterKit
internal import ClaimCore
internal import Manifests

extension StoryContext {
  /// How many other claims of the patient are gone through.
  private static let listedClaims = 12

  /// CLM-3, CLM-6, CLM-7 and CLM-9.
  func claimStep(_ item: ItemStory, _ story: ClaimStory) -> ExplanationStep {
    let claim = story.claim
    var step = ExplanationStep(
      "claim", "Claim",
      result: "\(text(claim.number)), \(claim.status.name), "
        + (claim.totalBilled.value?.decimal ?? "no total"),
      values: [
        ("claim_number", .text(text(claim.number))), ("status", .text(claim.status.rawValue)),
        ("version", .integer(Int(claim.version))),
        ("frequency_code", .text(claim.frequency.rawValue)),
        ("original_claim_number", optional(claim.originalNumber)),
        ("total_billed", .optional(claim.totalBilled.value?.decimal)),
        ("grouped_by", .object(claimKey(claim))),
      ])
    addGrouping(claim, to: &step)
    for (other, difference) in story.otherClaims.prefix(Self.listedClaims) {
      step.because(
        "CLM-3",
        "claim \(text(other.number)) of the patient is another: "
          + (difference.map(\.words)
            ?? "a claim takes \(run.manifest.billing.claims.maxLines) lines"),
        .notChosen)
    }
    let left = story.otherClaims.count - Self.listedClaims
    if left > 0 { step.because("CLM-3", "and \(left) more claims of the patient") }
    step.because(
      "CLM-6", "its number is made of the session ids on it: the same ids, the same number")
    if let correction = story.correction {
      step.because(
        "CLM-9",
        "version \(claim.version), frequency code \(claim.frequency.rawValue), in place of claim "
          + text(correction.claimNumber))
    }
    addRecords(claim, story, to: &step)
    step.because(
      "CLM-7",
      claim.status == .readyToSubmit
        ? "Ready to Submit: it passes every validation"
        : story.asDraft
          ? "Draft, as the manifest makes every claim: claims.as_draft"
          : claim.unmet.count > 0
            ? "Draft: it does not pass every validation" : "Draft, until a correction is ready")
    return step
  }

  /// What the lines of a claim share.
  func claimKey(_ claim: Claim) -> [(String, JSONValue)] {
    [
      ("patient_id", .text(patientID)),
      ("authorization_number", optional(claim.authorizationNumber)),
      ("rendering_provider", .optional(place(claim.rendering)?.id)),
      ("place_of_service", optional(claim.placeOfService)),
      ("facility", .optional(facility(claim)?.id)),
      ("coverage_id", .optional(place(claim.coverage)?.id)),
      ("business_unit_id", .optional(place(claim.businessUnit)?.id)),
    ]
  }

  private func facility(_ claim: Claim) -> RecordPlace? {
    switch claim.facility {
    case .none: nil
    case .location(let ref): place(ref)
    case .businessUnit(let ref): place(ref)
    }
  }

  private func addGrouping(_ claim: Claim, to step: inout ExplanationStep) {
    step.because("CLM-3", "lines share a claim by \(Words.fields(claimKey(claim)))")
  }

  /// The records that the claim names beside those that other steps have.
  private func addRecords(_ claim: Claim, _ story: ClaimStory, to step: inout ExplanationStep) {
    for ref in story.diagnoses {
      let diagnosis = practice.diagnoses[ref]
      step.because(
        "CLM-7", "diagnosis \(text(diagnosis.code)), in force \(Words.dates(diagnosis.dates))",
        nil, place(.diagnoses, nil, diagnosis.position))
    }
    if !claim.referring.isNone {
      let referring = practice.referringProviders[claim.referring]
      step.because(
        "CLM-7", "the referring provider in force on its first date", nil,
        place(.referringProviders, nil, referring.position))
    }
  }

  /// CLM-7: every validation and how it ended, those that did not pass first.
  func validationStep(_ story: ClaimStory) -> ExplanationStep {
    func count(_ outcome: ValidationOutcome) -> Int {
      story.validations.reduce(0) { $0 + ($1.outcome == outcome ? 1 : 0) }
    }
    let (passed, failed, open) = (count(.pass), count(.fail), count(.noData))
    var step = ExplanationStep(
      "validations", "Validations",
      result: "\(passed) pass, \(failed) fail, \(open) without data",
      values: [
        ("pass", .integer(passed)), ("fail", .integer(failed)), ("no_data", .integer(open)),
        ("not_asked", .integer(story.validations.count - passed - failed - open)),
        (
          "outcomes",
          .object(story.validations.map { ($0.code, .text($0.outcome.verdict.rawValue)) })
        ),
      ])
    let order: [ValidationOutcome?] = [.fail, .noData, nil, .pass]
    for outcome in order {
      for validation in story.validations where validation.outcome == outcome {
        step.because(
          "CLM-7", "\(validation.code): \(outcome.words): \(validation.message)", outcome.verdict)
        for place in records(behind: validation.code, story) { step.placeLast(at: place) }
      }
    }
    return step
  }

  /// The records that a validation looks at, by the first word of its code that names one.
  private func records(behind code: String, _ story: ClaimStory) -> [RecordPlace] {
    let claim = story.claim
    let words = code.split(separator: ".").filter { $0 != "x12" && $0 != "xml" }
    switch words.first ?? "" {
    case "patient": return [place(claim.patient)].compactMap { $0 }
    case "policy_holder", "medicare_secondary":
      return [place(claim.coverage)].compactMap { $0 }
    case "payer": return [place(claim.payer)].compactMap { $0 }
    case "billing_provider": return [place(claim.businessUnit)].compactMap { $0 }
    case "rendering_provider": return [place(claim.rendering)].compactMap { $0 }
    case "facility": return [facility(claim)].compactMap { $0 }
    case "diagnosis":
      return story.diagnoses.map {
        place(.diagnoses, nil, practice.diagnoses[$0].position)
      }
    case "referring_provider":
      return claim.referring.isNone
        ? []
        : [place(.referringProviders, nil, practice.referringProviders[claim.referring].position)]
    case "service_lines", "place_of_service", "authorization_number":
      return story.sessions.map { place($0) }
    default: return []
    }
  }
}

extension ValidationOutcome? {
  fileprivate var verdict: Reason.Verdict {
    switch self {
    case .pass: .pass
    case .fail: .fail
    case .noData: .noData
    case nil: .notAsked
    }
  }

  fileprivate var words: String {
    switch self {
    case .pass: "passes"
    case .fail: "fails"
    case .noData: "no data to check it by"
    case nil: "not asked of this claim"
    }
  }
}

extension ClaimStatus {
  fileprivate var name: String { self == .draft ? "Draft" : "Ready to Submit" }
}
