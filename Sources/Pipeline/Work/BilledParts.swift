internal import ClaimCore

/// One part of a run's result, on its way from the thread that billed it.
final class BilledPart: @unchecked Sendable {
  // @unchecked: one thread has it at a time.
  fileprivate let totals: BillingTotals
  let portion: PartwiseOutputs.Portion
  private var findings: [Finding]
  private var chunk: BillingChunk?

  init(
    _ chunk: consuming BillingChunk, _ totals: BillingTotals, _ portion: PartwiseOutputs.Portion,
    keepsRows: Bool
  ) {
    self.totals = totals
    self.portion = portion
    findings = chunk.takeFindings()
    self.chunk = keepsRows ? chunk : nil
  }

  /// Its rows and findings, which it has no longer then.
  fileprivate func take() -> (chunk: BillingChunk?, findings: [Finding]) {
    defer { (chunk, findings) = (nil, []) }
    return (chunk, findings)
  }
}

/// Joins the parts of a run's result in their order.
struct BilledParts: ~Copyable {
  private let outputs: PartwiseOutputs
  private let spill: Spill
  private let limits: LimitGuard
  private var totals: BillingTotals
  private var findings: FindingSorter
  /// Where somebody has to see the whole.
  private var joiner: BillingJoiner?

  /// - Parameter findings: of the stages before the core.
  init(
    _ totals: BillingTotals, _ outputs: PartwiseOutputs, findings: [Finding], pool: TextPool,
    spill: Spill, limits: LimitGuard, keepsRows: Bool
  ) throws {
    self.limits = limits
    self.totals = totals
    self.outputs = outputs
    self.spill = spill
    self.findings = FindingSorter(pool, spill: spill)
    joiner = keepsRows ? BillingJoiner(pool, spill: spill) : nil
    try self.findings.append(findings)
  }

  mutating func take(_ part: BilledPart) throws {
    totals.add(part.totals)
    let (chunk, found) = part.take()
    try findings.append(found)
    if let chunk { try joiner?.append(chunk) }
    // Past the limit nothing is published: what follows is only counted.
    if limits.admits(claims: totals.claimCount) { try outputs.take(part.portion) }
  }

  /// What they come to; nothing may follow.
  ///
  /// - Parameter corrections: that the sessions were billed with.
  mutating func finish(
    practice: Practice, patientIDs: PatientIDs, corrections: [ClaimCorrection],
    settings: BillingSettings
  ) throws -> BilledSessions {
    var sorter = FindingSorter(practice.pool)
    swap(&sorter, &findings)
    let ordered = try sorter.finish()
    var taken: BillingJoiner?
    swap(&taken, &joiner)
    let whole = try taken?.finish(
      practice: practice, patientIDs: patientIDs, corrections: corrections, settings: settings,
      findings: ordered)
    return BilledSessions(
      practice: practice, spill: spill, totals: totals, findings: ordered,
      outputs: outputs, whole: whole)
  }
}
