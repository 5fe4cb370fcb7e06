/// The claim that an item is on, and how it came to be there (section 9).
package struct ClaimStory: Sendable {
  package var claim: Claim
  /// From 1.
  package var lineNumber: Int
  package var lineCount: Int
  package var line: ClaimLine
  /// Whose units the line adds up.
  package var sessions: [Session]
  /// The plan puts every session on a line of its own.
  package var isAlone: Bool
  package var mergesModifiers: Bool
  package var fees: FeeStory
  /// Sessions of the same day and procedure that are on other lines, with what keeps them apart;
  /// `nil` is a line of its own by the plan, or a full one.
  package var otherLines: [(session: Session, difference: Difference.Field?)]
  /// The patient's other claims, with what keeps them apart; `nil` is a full claim.
  package var otherClaims: [(claim: Claim, difference: Difference.Field?)]
  package var correction: ClaimCorrection?
  package var asDraft: Bool
  package var diagnoses: [Ref<Diagnosis>]
  /// By code.
  package var validations: [ValidationStory]
}

/// CLM-5: the fee schedule rows of the line's procedure that are in force.
package struct FeeStory: Sendable {
  package enum Verdict: Sendable {
    case chosen
    /// It has a modifier that is not on the line.
    case otherModifiers
    /// Another that fits has more of the line's modifiers, or comes first.
    case outranked
    /// The business unit's: the plan's own rows fit.
    case notAsked
  }
  package struct Row: Sendable {
    package var fee: FeeSchedule
    package var isPlans: Bool
    package var verdict: Verdict
  }
  package var rows: [Row]
  package var price: Money?
}

/// CLM-7: one validation and how it ended.
package struct ValidationStory: Sendable {
  package var code: String
  package var message: String
  /// `nil`: only outputs that don't take the claim ask for it.
  package var outcome: ValidationOutcome?
}
