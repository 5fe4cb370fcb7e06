/// What a person may do with a charge item (CHG-3).
public enum ReviewAction: String, CaseIterable, Sendable {
  /// New to Ready to Bill (APP-1).
  case approve
  /// New to On Hold.
  case hold
  /// On Hold to New.
  case release
  /// Ready to Bill back to New.
  case unapprove
  /// Awaiting Resubmission to Claim Line Created.
  case resolve

  /// The status that the action begins at, and the one that it leads to.
  public var step: (from: ChargeStatus, to: ChargeStatus) {
    switch self {
    case .approve: (.new, .readyToBill)
    case .hold: (.new, .onHold)
    case .release: (.onHold, .new)
    case .unapprove: (.readyToBill, .new)
    case .resolve: (.awaitingResubmission, .claimLineCreated)
    }
  }

  /// What may be done with an item of a status.
  public static func possible(for status: ChargeStatus) -> [ReviewAction] {
    allCases.filter { $0.step.from == status }
  }

  /// - Throws: ``ReviewRefusal`` where the item's status does not allow it.
  public func apply(to status: ChargeStatus) throws(ReviewRefusal) -> ChargeStatus {
    if status != step.from { throw ReviewRefusal(action: self, status: status) }
    return step.to
  }
}

/// An action that a charge item's status does not allow.
public struct ReviewRefusal: Error, Sendable, Equatable {
  public let action: ReviewAction
  public let status: ChargeStatus

  /// Why not, and what is possible.
  public var message: String {
    let possible = ReviewAction.possible(for: status).map(\.rawValue)
    return "can't \(action.rawValue) a charge item that is \(status.name): it would have to be "
      + "\(action.step.from.name); "
      + (possible.isEmpty
        ? "nothing can be done with it by hand" : "possible: \(possible.joined(separator: ", "))")
  }
}
