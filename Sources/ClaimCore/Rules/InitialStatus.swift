/// CHG-1 and CHG-2 on what a session says of itself.
///
/// A session's `charge_status` counts as the item's earlier state.
struct InitialStatus {
  /// `nil`: no charge item (a cancelled session without a claim).
  let status: ChargeStatus?

  init(session: SessionStatus, tracked: TrackedChargeStatus?, authorizationIsPending: Bool) {
    switch tracked {
    case .awaitingResubmission:
      status = .awaitingResubmission
    case .claimLineCreated:
      status = session == .submitted ? .claimLineCreated : .awaitingResubmission
    case .new, .onHold, .readyToBill, nil:
      status = InitialStatus.unbilled(session, tracked, authorizationIsPending)
    }
  }

  private static func unbilled(
    _ session: SessionStatus, _ tracked: TrackedChargeStatus?, _ authorizationIsPending: Bool
  ) -> ChargeStatus? {
    if session == .cancelled { return nil }
    if authorizationIsPending { return .pendingAuthorization }
    switch session {
    case .scheduled: return tracked == nil ? .scheduled : .awaitingSubmission
    case .inProgress, .reopened: return .awaitingSubmission
    case .submitted, .cancelled: break
    }
    switch tracked {
    case .onHold: return .onHold
    case .readyToBill: return .readyToBill
    default: return .new
    }
  }
}
