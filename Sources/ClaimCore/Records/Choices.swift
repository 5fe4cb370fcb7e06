/// A field that takes one of a few words (formats.md section 1).
public protocol Choice: CaseIterable, RawRepresentable, BitwiseCopyable, Sendable
where RawValue == String {}

public enum SessionStatus: String, Choice {
  case scheduled, submitted, reopened, cancelled
  case inProgress = "in_progress"
}

/// What the source system already tracks of a session's charge (CHG-1).
public enum TrackedChargeStatus: String, Choice {
  case new
  case onHold = "on_hold"
  case readyToBill = "ready_to_bill"
  case claimLineCreated = "claim_line_created"
  case awaitingResubmission = "awaiting_resubmission"
}

public enum Gender: String, Choice {
  case female = "F"
  case male = "M"
  case unknown = "U"
}

public enum LocationType: String, Choice {
  case home, office, school, other
}

public enum BillingRule: String, Choice {
  case commercial, ama, medicare
  case notSpecified = "not_specified"

  /// Its place in ``allCases``.
  public var place: Int {
    switch self {
    case .commercial: 0
    case .ama: 1
    case .medicare: 2
    case .notSpecified: 3
    }
  }
}

public enum CoverageLevel: String, Choice {
  case primary, secondary
}

public enum Relationship: String, Choice {
  case `self`, spouse, child, other
}

public enum AuthorizationStatus: String, Choice {
  case active, pending
}

public enum ChargePeriodLength: String, Choice {
  case weekly, monthly
}
