internal import ClaimCore

/// What a run's sessions were billed as.
final class BilledSessions: Sendable {
  let practice: Practice
  /// Where rows go that memory is too small for.
  let spill: Spill
  let totals: BillingTotals
  let findings: OrderedFindings
  /// The outputs that took it in parts.
  let outputs: PartwiseOutputs
  /// All of it, where somebody asked the billing stage to keep it.
  let kept: BillingResult?

  init(
    practice: Practice, spill: Spill, totals: BillingTotals,
    findings: OrderedFindings, outputs: PartwiseOutputs, whole: BillingResult?
  ) {
    self.practice = practice
    self.spill = spill
    self.totals = totals
    self.findings = findings
    self.outputs = outputs
    kept = whole
  }

  /// All of it: for outputs and ledgers that have to see all of it.
  ///
  /// - Precondition: the billing stage was asked to keep it.
  var whole: BillingResult {
    guard let kept else {
      preconditionFailure("a result was asked for that nobody was to keep")
    }
    return kept
  }
}
