internal import ClaimCore
internal import Ledger
internal import Synchronization

/// One part of a run's result, on its way from the thread that billed it.
final class BilledPart: Sendable {
  fileprivate struct Rows {
    var findings: [Finding] = []
    var chunk: BillingChunk?
  }

  fileprivate let totals: BillingTotals
  let portion: PartwiseOutputs.Portion
  /// For a ledger that is loaded for the first time.
  let remembered: FirstLoad.Rows?
  private let rows: Mutex<Rows>

  init(
    _ chunk: consuming BillingChunk, _ totals: BillingTotals, _ portion: PartwiseOutputs.Portion,
    _ remembered: FirstLoad.Rows?, keepsRows: Bool
  ) {
    self.remembered = remembered
    self.totals = totals
    self.portion = portion
    let findings = chunk.takeFindings()
    rows = Mutex(Rows(findings: findings, chunk: keepsRows ? chunk : nil))
  }

  /// Its rows and findings, which it has no longer then.
  fileprivate func take() -> Rows {
    rows.withLock { rows in
      defer { rows = Rows() }
      return rows
    }
  }
}

/// Joins the parts of a run's result in their order.
struct BilledParts: ~Copyable {
  private let outputs: PartwiseOutputs
  private let spill: Spill
  private let limits: LimitGuard
  private var totals: BillingTotals
  private let findings: OrderedFindings
  /// Where somebody has to see the whole.
  private var joiner: BillingJoiner?

  /// - Parameter findings: has those of the stages before the core, and gets the core's.
  init(
    _ totals: BillingTotals, _ outputs: PartwiseOutputs, findings: OrderedFindings, pool: TextPool,
    spill: Spill, limits: LimitGuard, keepsRows: Bool
  ) {
    self.limits = limits
    self.totals = totals
    self.outputs = outputs
    self.spill = spill
    self.findings = findings
    joiner = keepsRows ? BillingJoiner(pool, spill: spill) : nil
  }

  mutating func take(_ part: BilledPart) throws {
    let firstClaim = totals.claimCount
    totals.add(part.totals)
    let rows = part.take()
    try findings.append(rows.findings)
    if let chunk = rows.chunk { try joiner?.append(chunk) }
    // Past the limit nothing is published: what follows is only counted.
    if limits.admits(claims: totals.claimCount) {
      try outputs.take(part.portion, claimsFrom: firstClaim)
    }
  }

  /// What they come to; nothing may follow.
  ///
  /// - Parameter corrections: that the sessions were billed with.
  mutating func finish(
    practice: Practice, patientIDs: PatientIDs, corrections: [ClaimCorrection],
    settings: BillingSettings
  ) throws -> BilledSessions {
    var taken: BillingJoiner?
    swap(&taken, &joiner)
    let whole = try taken?.finish(
      practice: practice, patientIDs: patientIDs, corrections: corrections, settings: settings)
    return BilledSessions(
      practice: practice, spill: spill, totals: totals, findings: findings,
      outputs: outputs, whole: whole)
  }
}
