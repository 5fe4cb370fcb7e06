/// Every line has a price, from a fee schedule in force on its date (CLM-5).
///
/// Looked for by the line's procedure code among the plan's rows, whose modifiers must all be on
/// the line, and then among the business unit's. A row with other modifiers, or one that ended the
/// day before, prices nothing. Also fails where an amount is past 92 quadrillion, which is a slip
/// in `billing_amount`.
///
/// - Mend: `fee_schedules.procedure_code`, `fee_schedules.modifiers`, `fee_schedules.start_date`
///   and `fee_schedules.end_date`, or a new row with `fee_schedules.plan_id` and
///   `fee_schedules.billing_amount`.
struct ServiceLineFee: ClaimValidation {
  static let code: StaticString = "service_lines.fee"
  static let message: StaticString =
    "a line has no price: add a fee schedule row in force"

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    if claim.claim.totalBilled.value == nil { return .fail }
    return .failing(if: claim.lines.contains { $0.billed.value == nil })
  }
}
