internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Ledger
internal import Manifests

/// One run, from the first byte read to the last file renamed.
struct RunStage {
  let run: PreparedRun
  let work: OrderedWork
  let isDryRun: Bool
  let log: Log
  /// What came through the inbox.
  var arrival: Arrival?

  func perform() throws -> ExitStatus {
    Memory.keepFreed()
    guard let path = run.manifest.ledger.map(run.manifest.resolve) else {
      return try perform(memory: nil, .none)
    }
    if isDryRun {
      // What isn't there yet is empty.
      guard Ledger.exists(path) else { return try perform(memory: nil, .none) }
      return try Ledger(path: path).look { try perform(memory: $0, .none) }
    }
    return try Ledger(path: path).writeSettled(log: log) { try perform(memory: $0, $1) }
  }

  /// - Parameters:
  ///   - memory: the ledger, where the manifest names one.
  ///   - settlement: what another run left to do, done just now.
  private func perform(
    memory: LedgerTransaction?, _ settlement: Settlement
  ) throws -> ExitStatus {
    let quarantine = Quarantine(
      of: run.manifest, outputs: run.writtenPaths, isDryRun: isDryRun)
    let progress = Progress(log: log)
    let limits = LimitGuard(run.manifest.limits)
    var work = work
    work.deadline = Deadline(run.manifest.limits)
    let loaded = try LoadStage(
      run: run, work: work, quarantine: quarantine, progress: progress, limits: limits
    ).load()
    progress.end()
    if let fault = loaded.ended {
      var summary = loaded.summary
      summary.count(loaded.findings)
      return try end(with: fault, summary, quarantine)
    }
    UnknownNames(run: run, practice: loaded.practice, log: log).warn()
    var summary = loaded.summary
    EmptySelections(run: run, summary: summary, log: log).warn(withSessions: true)
    guard
      run.manifest.rejects.limit.admits(
        rejected: summary.rejectedCount, ofRead: summary.readCount)
    else {
      summary.count(loaded.findings)
      return try endWithTooManyRejects(summary, quarantine)
    }
    do {
      return try bill(loaded, summary, work, limits, quarantine, memory, settlement)
    } catch let fault as LimitFault {
      summary.count(loaded.findings)
      return try end(with: fault, summary, quarantine)
    }
  }

  /// From the sessions to the files.
  private func bill(
    _ loaded: LoadStage.Loaded, _ summary: RunSummary, _ work: OrderedWork, _ limits: LimitGuard,
    _ quarantine: Quarantine, _ memory: LedgerTransaction?, _ settlement: Settlement
  ) throws -> ExitStatus {
    var summary = summary
    try limits.check(findings: loaded.findings.count)
    let sessions =
      try memory?.recall(loaded.sessions, of: loaded.practice, for: run.recall) ?? loaded.sessions
    var settings = run.billing
    settings.isRemembered = memory != nil
    let result = try BillingStage(work: work).bill(
      loaded.practice, sessions, settings, findings: loaded.findings)
    try limits.check(findings: result.findings.count)
    try limits.check(claims: result.claims.count)
    summary.count(result.findings)
    let totals = BillingTotals(result)
    let imbalances =
      summary.imbalances(sessions: loaded.sessions.sessions.count) + totals.imbalances
    if !imbalances.isEmpty { throw RunFailure.imbalance(imbalances) }
    let outcome: RunOutcome = summary.hasErrors ? .doneWithErrors : .done
    if !isDryRun {
      try PublishStage(
        run: run, work: work, quarantine: quarantine, memory: memory, settlement: settlement,
        log: log, arrival: arrival, limits: limits
      )
      .publish(result, totals, outcome, &summary)
    }
    SummaryText(summary: summary, totals: totals, isDryRun: isDryRun).write(to: log)
    return outcome.status
  }

  private func endWithTooManyRejects(
    _ summary: RunSummary, _ quarantine: Quarantine
  ) throws -> ExitStatus {
    try endWithNothing(.tooManyRejects, summary, quarantine)
    log.error(
      "\(summary.rejectedCount) of \(summary.readCount) records were rejected, more than "
        + "rejects.max allows: nothing was emitted")
    return .tooManyRejects
  }

  private func end(
    with fault: LimitFault, _ summary: RunSummary, _ quarantine: Quarantine
  ) throws -> ExitStatus {
    try endWithNothing(.limitExceeded, summary, quarantine)
    log.error(fault.message)
    return .tooManyRejects
  }

  /// Keeps what was rejected, and reports.
  private func endWithNothing(
    _ outcome: RunOutcome, _ summary: RunSummary, _ quarantine: Quarantine
  ) throws {
    var summary = summary
    try arrival?.checkUnchanged()
    if !isDryRun {
      // The ledger learns nothing of such a run.
      try PublishStage(
        run: run, work: work, quarantine: quarantine, memory: nil, settlement: .none, log: log
      )
      .publishRejected(&summary, outcome)
    }
    SummaryText(summary: summary, totals: nil, isDryRun: isDryRun).write(to: log)
  }
}
