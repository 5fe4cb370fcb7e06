internal import AdapterKit
internal import ClaimCore
internal import Intake
internal import Ledger
internal import Synchronization

/// Runs the core over every patient, some of them at a time on each thread; what can be counted or
/// written of a run's patients is, before they are let go.
struct BillingStage {
  let work: OrderedWork
  let practice: Practice
  let settings: BillingSettings
  /// Where rows go that memory is too small for.
  let spill: Spill
  /// What the run may take up.
  let limits: LimitGuard
  /// The outputs that take the result in parts.
  let outputs: PartwiseOutputs
  /// Whether somebody has to see the whole of it.
  let keepsWhole: Bool
  /// Takes what a ledger that is loaded for the first time is to have.
  let firstLoad: FirstLoad?

  /// Bills sessions as they were loaded.
  ///
  /// - Parameters:
  ///   - recall: what a ledger knows of them, where it knows of no others.
  ///   - findings: has those of the stages before, and gets the core's.
  func bill(
    _ sessions: SessionStore, _ recall: Recall? = nil, findings: OrderedFindings
  ) throws -> BilledSessions {
    let pool = practice.pool
    let (earlier, corrections) = (recall?.items ?? [], recall?.corrections ?? [])
    return try bill(
      BillingRuns(parts: sessions.partCount) { number in
        let part = try sessions.part(number, earlier: earlier, corrections: corrections)
        sessions.forget(number)
        return BillingPart(sessions: part, order: PatientOrder(part, pool: pool))
      }, sessions.patientIDs, corrections: corrections, findings)
  }

  /// Bills sessions with what a ledger knows of them.
  func bill(_ sessions: SessionSet, findings: OrderedFindings) throws -> BilledSessions {
    let all = BillingPart(
      sessions: sessions, order: PatientOrder(sessions, pool: practice.pool))
    return try bill(
      BillingRuns(parts: 1) { _ in all }, sessions.patientIDs, corrections: sessions.corrections,
      findings)
  }

  private func bill(
    _ runs: BillingRuns, _ patientIDs: PatientIDs, corrections: [ClaimCorrection] = [],
    _ findings: OrderedFindings
  ) throws -> BilledSessions {
    let billings = Reused<PatientBilling>()
    let nothing = BillingTotals(of: practice, settings)
    let joined = Mutex(
      BilledParts(
        nothing, outputs, findings: findings, pool: practice.pool, spill: spill, limits: limits,
        keepsRows: keepsWhole))
    try work.forEach(
      next: { try runs.next() },
      transform: { run in
        if run.isFirst { runs.fetchAhead() }
        let chunk = billings.use(orMake: PatientBilling(practice, settings)) {
          bill(run, with: &$0)
        }
        let result = BillingResult(
          part: chunk, of: practice, patientIDs: patientIDs, corrections: corrections,
          settings: settings)
        var totals = nothing
        totals.add(result)
        let portion = try outputs.portion(of: result)
        return BilledPart(
          chunk, totals, portion, firstLoad?.rows(of: result, sent: portion.sent),
          keepsRows: keepsWhole)
      },
      consume: { part in
        try joined.withLock { try $0.take(part) }
        if let rows = part.remembered { try firstLoad?.put(rows) }
        spill.trim()
      },
      finish: { try outputs.put($0.portion) })
    return try joined.withLock {
      try $0.finish(
        practice: practice, patientIDs: patientIDs, corrections: corrections, settings: settings)
    }
  }

  private func bill(_ run: BillingRuns.Run, with billing: inout PatientBilling) -> BillingChunk {
    billing.expect(run.sessionCount)
    for patient in run.patients {
      billing.bill(patient: patient, in: run.part.order, of: run.part.sessions)
    }
    return billing.finish()
  }
}
