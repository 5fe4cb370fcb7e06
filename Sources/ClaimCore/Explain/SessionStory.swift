/// Why one session became what it is: each decision with its reason, from the values that made it.
package struct SessionStory: Sendable {
  package var session: Session
  /// What the ledger knew of it; `nil` without a ledger.
  package var earlier: EarlierItem?
  /// How its charge item came to be (CHG-1).
  package var seen: ChargeTransition?
  /// `nil`: it has no charge item (a cancelled session that is on no claim).
  package var item: ItemStory?
  /// The session's own, and those about its claim or its Medicare day that stand at another session
  /// of these.
  package var findings: [Finding] = []
}

/// A charge item and how it came to be.
package struct ItemStory: Sendable {
  /// As the run leaves it.
  package var item: ChargeItem
  package var authorization: Authorization?
  package var coverage: CoverageStory
  package var payer: Ref<Payer>
  package var rule: RuleSelection
  package var units: UnitsStory
  package var place: PlaceOfServiceRule
  package var modifiers: [ModifierStory]
  package var rendering: RenderingStory
  package var facility: FacilityRule
  package var status: StatusStory
  package var duplicates: DuplicatesStory
  package var claim: ClaimStory?
}

/// Section 2: every coverage of the patient, and why it pays or does not.
package struct CoverageStory: Sendable {
  package enum Verdict: Sendable {
    case chosen
    /// A rule before the one that would have asked for it found another.
    case notAsked
    case obstacle(CoverageSelection.Obstacle)
    /// Another that fits starts later.
    case startsEarlier
    /// Another that fits starts on the same day and has a smaller id.
    case laterID
  }
  package var selection: CoverageSelection
  /// The chosen one, then the others by the latest start and id.
  package var candidates: [(coverage: Ref<Coverage>, verdict: Verdict)]
}

/// Section 3.
package struct UnitsStory: Sendable {
  /// By the session's own minutes.
  package var counted: Int
  /// Those of the claim that it is on, where the session has not changed since.
  package var kept: Int?
  /// The charges of its Medicare day (UNIT-5); empty where it has none, or is alone on it.
  package var day: [Charge] = []
  package var isAllocated = false

  package struct Charge: Sendable {
    package var session: Session
    package var procedureCode: Text
    package var minutes: Int32
    package var units: Int32
    package var suggested: Int
  }
}

/// MOD-1: a requirement of the plan that adds a modifier, and whether it did.
package struct ModifierStory: Sendable {
  package enum Verdict: Sendable {
    case added
    /// On the session already.
    case present
    /// Its condition is not met.
    case notMet
    /// No fee schedule row in force of the procedure has it.
    case noFee
  }
  package var modifier: Text
  package var condition: ModifierRequirement.Condition
  package var verdict: Verdict
}

/// Section 5.
package struct RenderingStory: Sendable {
  /// What the benefit requires, and whether the session's practitioner meets it on the date.
  package struct Requirement: Sendable {
    package var required: BenefitQualification
    /// The practitioner's row that meets it.
    package var met: PractitionerQualification?
  }
  /// REND-2: one that the authorization names.
  package struct Assignment: Sendable {
    /// `none`: not on record.
    package var practitioner: Ref<Practitioner>
    package var dates: DateRange
    package var position: Position
    package var isInForce: Bool
  }
  package var provider: RenderingProvider
  package var requirements: [Requirement]
  /// The practitioner's qualifications that are among those required, and not in force.
  package var lapsed: [PractitionerQualification]
  package var assignments: [Assignment]
}

/// Section 6 and approval.
package struct StatusStory: Sendable {
  /// At first, after the ledger's state was brought to bear, and after approval.
  package var first: ChargeStatus
  package var settled: ChargeStatus
  package var approved: ChargeStatus
  /// CHG-2, where the ledger's state counts.
  package var transition: ChargeTransition?
  /// Whether it lies in what approval is limited to (section 7).
  package var isInApprovalScope: Bool
  package var isInClaimsScope: Bool
  /// CHG-4
  package var period: ChargePeriod?
}

/// Another charge item of the same patient, date of service and service code.
package struct DuplicateStory: Sendable {
  package var session: Session
  /// When approval looked at it.
  package var status: ChargeStatus
  package var placeOfService: Text
  package var billedExternally: Bool
  /// It holds this one's approval back (DUP-1).
  package var isBlocking: Bool
  /// It is On Hold or Pending Authorization: a warning (DUP-1).
  package var isHeld: Bool
}

/// DUP-1 and DUP-2.
package struct DuplicatesStory: Sendable {
  /// Whether approval looked for duplicates.
  package var isAsked: Bool
  package var placeMatters: Bool
  package var others: [DuplicateStory]
  /// Its group in the duplicates report, with its own row; empty where it is in none.
  package var group: [(session: Session, member: DuplicateMember)]
  /// Its place in `group`.
  package var own: Int?
}

extension Session {
  /// Its dates of service and minutes (DATE-3, DATE-4).
  package var dates: ServiceDates { ServiceDates(start: start, end: end) }
}
