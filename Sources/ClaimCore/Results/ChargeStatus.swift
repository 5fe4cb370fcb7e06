/// A charge item's status (billing.md section 6), with the name that people see.
public enum ChargeStatus: String, CaseIterable, BitwiseCopyable, Sendable {
  case scheduled
  case awaitingSubmission = "awaiting_submission"
  case new
  case onHold = "on_hold"
  case readyToBill = "ready_to_bill"
  case pendingAuthorization = "pending_authorization"
  case claimLineCreated = "claim_line_created"
  case awaitingResubmission = "awaiting_resubmission"

  public var name: StaticString {
    switch self {
    case .scheduled: "Scheduled"
    case .awaitingSubmission: "Awaiting Submission"
    case .new: "New"
    case .onHold: "On Hold"
    case .readyToBill: "Ready to Bill"
    case .pendingAuthorization: "Pending Authorization"
    case .claimLineCreated: "Claim Line Created"
    case .awaitingResubmission: "Awaiting Resubmission"
    }
  }

  /// Its place in ``allCases``.
  public var place: Int {
    switch self {
    case .scheduled: 0
    case .awaitingSubmission: 1
    case .new: 2
    case .onHold: 3
    case .readyToBill: 4
    case .pendingAuthorization: 5
    case .claimLineCreated: 6
    case .awaitingResubmission: 7
    }
  }

  /// Not submitted yet, as duplicates count it (DUP-1, DUP-2).
  public var isNotSubmitted: Bool { self == .scheduled || self == .awaitingSubmission }
}
