import ClaimCore

/// No line's service is after the run's date.
///
/// Payers refuse a service that was not given yet; validators let it pass. Mend the session's times, or
/// run again when it is over.
///
/// - Mend: `sessions.start`, `sessions.end`.
struct X12ServiceLineFutureDate: ClaimValidation {
  static let code: StaticString = "x12.service_lines.future_date"
  static let message: StaticString =
    "a line's date of service is after the run's date: check the sessions' times"

  let runDate: CivilDate

  func outcome(of claim: borrowing ClaimFacts) -> ValidationOutcome {
    .failing(if: claim.lines.contains { max($0.startDate, $0.endDate) > runDate })
  }
}
