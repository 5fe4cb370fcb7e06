/// Every line has units to bill.
///
/// A session too short for a unit under its rule (7 minutes under AMA) is not approved (UNIT-7),
/// and so comes to a claim only where the source says `ready_to_bill` itself. A short session that
/// shares a line with longer ones doesn't fail: the line's sum counts.
///
/// - Mend: `sessions.start` and `sessions.end`; or `sessions.charge_status`, so that it is not
///   billed; or `plan_benefits.time_per_unit`, where the unit is another.
struct ServiceLineUnits: ClaimValidation {
  static let code: StaticString = "service_lines.units"
  static let message: StaticString =
    "a line has 0 units: check the sessions' times"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.lines.contains { $0.units == 0 })
  }
}
