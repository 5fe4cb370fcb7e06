/// Where a charge item's status goes when its session is seen (CHG-1, CHG-2).
public struct ChargeTransition: Sendable {
  /// What the session says now.
  public let session: SessionStatus
  /// The item's status so far; `nil` at first sight.
  public let earlier: ChargeStatus?
  /// A change that billing can see (CHG-2) since then.
  public let hasChanged: Bool
  public let authorizationIsPending: Bool
  /// The claim that the item is on was voided (CLM-9).
  public let isVoided: Bool
  /// The session says something else than it did when the item was last seen.
  public let sessionHasMoved: Bool

  public init(
    session: SessionStatus, earlier: ChargeStatus?, hasChanged: Bool, authorizationIsPending: Bool,
    isVoided: Bool = false, sessionHasMoved: Bool = true
  ) {
    self.session = session
    self.earlier = earlier
    self.hasChanged = hasChanged
    self.authorizationIsPending = authorizationIsPending
    self.isVoided = isVoided
    self.sessionHasMoved = sessionHasMoved
  }

  /// `nil`: no charge item, or no longer one (a cancelled session that is on no claim).
  public var status: ChargeStatus? {
    switch earlier {
    case .awaitingResubmission: .awaitingResubmission
    case .claimLineCreated:
      agreesWithClaim ? .claimLineCreated : .awaitingResubmission
    default: unbilled
    }
  }

  /// A void claim agrees with a session that is cancelled, and with any other until it moves on.
  private var agreesWithClaim: Bool {
    isVoided
      ? session == .cancelled || !sessionHasMoved && !hasChanged
      : session == .submitted && !hasChanged
  }

  private var unbilled: ChargeStatus? {
    if session == .cancelled { return nil }
    // Only what is on a claim outranks a pending authorization (CHG-1).
    if authorizationIsPending { return .pendingAuthorization }
    switch session {
    case .submitted: return submitted
    case .scheduled where isFirstSight || earlier == .scheduled: return .scheduled
    case .scheduled, .inProgress, .reopened, .cancelled: return .awaitingSubmission
    }
  }

  /// An authorization that is no longer pending leaves the item as if it were seen first.
  private var isFirstSight: Bool { earlier == nil || earlier == .pendingAuthorization }

  private var submitted: ChargeStatus {
    switch earlier {
    case .onHold: .onHold
    case .readyToBill where !hasChanged: .readyToBill
    default: .new
    }
  }
}

extension TrackedChargeStatus {
  /// As a charge item's earlier state (CHG-1).
  public var status: ChargeStatus {
    switch self {
    case .new: .new
    case .onHold: .onHold
    case .readyToBill: .readyToBill
    case .claimLineCreated: .claimLineCreated
    case .awaitingResubmission: .awaitingResubmission
    }
  }
}

extension ChargeStatus {
  /// On a claim, or on one that is to be reviewed.
  public var isBilled: Bool { self == .claimLineCreated || self == .awaitingResubmission }
}
