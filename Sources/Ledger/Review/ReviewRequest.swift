public import ClaimCore

/// What a person wants done with charge items (CHG-3).
public struct ReviewRequest: Sendable {
  public enum Subject: Sendable {
    case sessions([String])
    /// All that fit and, unless it names statuses, have the one that the action begins at.
    case matching(ChargeFilter)
  }

  public var action: ReviewAction
  public var subject: Subject
  /// Approves duplicates too (APP-2).
  public var allowsDuplicates = false
  /// With ``ReviewAction/resolve``: what is to become of the claims (CLM-9).
  public var correction: ClaimFrequency?
  /// Kept in the items' history.
  public var why: String?

  public init(_ action: ReviewAction, of subject: Subject) {
    self.action = action
    self.subject = subject
  }
}

/// What became of a review.
public struct ReviewOutcome: Sendable {
  /// Session ids.
  public var done: [String] = []
  public var refused: [ReviewObstacle] = []
  /// Items of 0 units among all that match: they stay as they are and hold up nothing (UNIT-7).
  public var passedOver: [String] = []
  /// Approved items with a duplicate that is held: a corrected claim may follow (DUP-1).
  public var heldDuplicates: [(session: String, others: [String])] = []
  /// Numbers of the claims that a corrected or void one was asked for.
  public var corrections: [String] = []
  /// Those of them for which the payer's claim number isn't known.
  public var withoutPayerNumber: [String] = []

  public init() {}
}

/// Why an action can't be done with a session's charge item.
public struct ReviewObstacle: Sendable {
  public enum Cause: Sendable {
    /// The ledger has never seen the session.
    case unknown
    /// Its session is cancelled, and it is on no claim.
    case noItem
    case status(ReviewRefusal)
    /// UNIT-7
    case zeroUnits
    /// APP-3
    case billedExternally
    /// APP-2: sessions with their statuses.
    case duplicate(of: [String])
    /// It came with its status: no claim of this ledger has it.
    case onNoClaim
    case claimNotSent(String)
    /// A newer version has taken the claim's place.
    case claimReplaced(String)
    /// It was voided already.
    case claimVoided(String)
    /// Other items of the claim wait for a review too.
    case claimHasOthers(String, sessions: [String])
  }

  public let session: String
  public let cause: Cause

  /// Why, and what is possible.
  public var message: String {
    switch cause {
    case .unknown: "the ledger has no such session"
    case .noItem: "it has no charge item: the session was cancelled before it was billed"
    case .status(let refusal): refusal.message
    case .zeroUnits:
      "it has 0 units: nothing can be billed until its session or its billing rule changes"
    case .billedExternally: "it was billed externally: it is never put on a claim"
    case .duplicate(let others):
      "it may be a duplicate of \(others.joined(separator: ", ")); possible: hold, or approve with "
        + "--allow-duplicates if both are to be billed"
    case .onNoClaim:
      "no claim of this ledger has it, so there is none to correct or void; possible: resolve "
        + "with neither"
    case .claimNotSent(let claim):
      "its claim \(claim) was never sent, so there is nothing to correct or void; possible: "
        + "resolve with neither"
    case .claimReplaced(let claim):
      "its claim \(claim) was replaced by a newer version; possible: resolve with neither"
    case .claimVoided(let claim):
      "its claim \(claim) is a void one already: the payer has nothing left to void; possible: resolve "
        + "with --correct, which bills it anew, or with neither"
    case .claimHasOthers(let claim, let sessions):
      "its claim \(claim) also has \(sessions.joined(separator: ", ")), which are Awaiting "
        + "Resubmission: resolve them together"
    }
  }
}
