internal import AdapterKit
internal import ClaimCore
internal import Ledger

/// A person's action on charge items, as the command line says it (CHG-3).
public struct ReviewOrder: Sendable {
  public enum Action: Sendable {
    case approve(allowsDuplicates: Bool)
    case hold, release, unapprove
    /// Neither: the claim stands as it is.
    case resolve(correct: Bool, void: Bool)
  }

  public var action: Action
  /// Ids; empty takes all that fit the selection.
  public var sessions: [String]
  public var selection: ChargeSelection
  public var isForAllMatching: Bool
  /// Does the rest where some are refused.
  public var skipsRefused: Bool
  public var why: String?

  public init(
    _ action: Action, sessions: [String], selection: ChargeSelection, isForAllMatching: Bool,
    skipsRefused: Bool, why: String?
  ) {
    self.action = action
    self.sessions = sessions
    self.selection = selection
    self.isForAllMatching = isForAllMatching
    self.skipsRefused = skipsRefused
    self.why = why
  }

  func request() throws -> ReviewRequest {
    var request = ReviewRequest(reviewAction, of: try subject())
    request.why = why
    switch action {
    case .approve(let allowsDuplicates): request.allowsDuplicates = allowsDuplicates
    case .resolve(true, true):
      throw RunFailure.usage("a claim is either corrected or voided: --correct or --void")
    case .resolve(let correct, let void):
      request.correction = correct ? .corrected : void ? .void : nil
    default: break
    }
    return request
  }

  private var reviewAction: ReviewAction {
    switch action {
    case .approve: .approve
    case .hold: .hold
    case .release: .release
    case .unapprove: .unapprove
    case .resolve: .resolve
    }
  }

  private func subject() throws -> ReviewRequest.Subject {
    switch (sessions.isEmpty, isForAllMatching) {
    case (false, false):
      if selection.isEverything { return .sessions(sessions) }
      throw RunFailure.usage("name sessions or give filters with --all-matching, not both")
    case (true, true): return .matching(try selection.charges())
    case (false, true):
      throw RunFailure.usage("--all-matching goes with filters: name no sessions beside it")
    case (true, false):
      throw RunFailure.usage(
        "name sessions, or say which with filters such as --period 2026-01 and --all-matching")
    }
  }
}

extension Commands {
  /// `charges approve`, `hold`, `release`, `unapprove`, `resolve`: all or nothing, unless the order
  /// says to skip what is refused.
  public func review(_ place: LedgerPlace, _ order: ReviewOrder) -> ExitStatus {
    ending {
      let request = try order.request()
      let ledger = try Ledger.existing(place.path())
      let outcome = try ledger.act("charges \(request.action.rawValue)", log: log) { memory in
        let outcome = try memory.review(request)
        if outcome.refused.isEmpty || order.skipsRefused, !outcome.done.isEmpty {
          try memory.commit()
        }
        return outcome
      }
      return tell(outcome, request, order)
    }
  }

  private func tell(
    _ outcome: ReviewOutcome, _ request: ReviewRequest, _ order: ReviewOrder
  ) -> ExitStatus {
    let level: Log.Level = order.skipsRefused ? .warning : .error
    for refusal in outcome.refused {
      log.write(
        level, "session \(refusal.session): \(refusal.message)",
        [("session_id", .text(refusal.session))])
    }
    for session in outcome.passedOver {
      log.info("session \(session) has 0 units and stays as it is")
    }
    if !outcome.refused.isEmpty && !order.skipsRefused {
      log.error(
        "\(outcome.refused.count) refused, so nothing was done"
          + (outcome.done.isEmpty
            ? "" : "; --skip-refused does the other \(outcome.done.count)"))
      return .usage
    }
    for held in outcome.heldDuplicates {
      log.warning(
        "session \(held.session) may be a duplicate of \(held.others.joined(separator: ", ")), on "
          + "hold or pending: should that be billed too, the claim is to be corrected")
    }
    for claim in outcome.corrections {
      log.info("claim \(claim): the next run makes its \(request.correction.word)")
    }
    for claim in outcome.withoutPayerNumber {
      log.warning(
        "the payer's number of claim \(claim) isn't known: payers ask for it in a "
          + "\(request.correction.word) (claimpipe claims set-payer-number)")
    }
    let status = request.action.step.to.name
    log.info("\(outcome.done.count) charge items are now \(status)")
    if outcome.done.isEmpty && outcome.refused.isEmpty { log.info("no charge items match") }
    return outcome.refused.isEmpty ? .done : .usage
  }
}

extension ClaimFrequency? {
  fileprivate var word: String { self == .void ? "void claim" : "corrected claim" }
}
