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
  var diary = RunDiary()

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
    diary.begin(.reading)
    let loaded = try LoadStage(
      run: run, work: work, quarantine: quarantine, progress: progress
    ).load()
    progress.end()
    UnknownNames(run: run, practice: loaded.practice, log: log).warn()
    var summary = loaded.summary
    EmptySelections(run: run, summary: summary, log: log).warn(withSessions: true)
    guard
      run.manifest.rejects.limit.admits(
        rejected: summary.rejectedCount, ofRead: summary.readCount)
    else {
      summary.count(loaded.findings, loaded.practice.pool)
      return try endWithTooManyRejects(summary, quarantine)
    }
    diary.begin(.billing)
    let sessions =
      try memory?.recall(loaded.sessions, of: loaded.practice, for: run.recall) ?? loaded.sessions
    var settings = run.billing
    settings.isRemembered = memory != nil
    let result = try BillingStage(work: work).bill(
      loaded.practice, sessions, settings, findings: loaded.findings)
    summary.count(result.findings, result.practice.pool)
    let totals = BillingTotals(result)
    let imbalances =
      summary.imbalances(sessions: loaded.sessions.sessions.count) + totals.imbalances
    if !imbalances.isEmpty { throw RunFailure.imbalance(imbalances) }
    let outcome: RunOutcome = summary.hasErrors ? .doneWithErrors : .done
    diary.begin(.writing)
    if !isDryRun {
      try PublishStage(
        run: run, work: work, quarantine: quarantine, memory: memory, settlement: settlement,
        log: log, diary: diary
      )
      .publish(result, totals, outcome, &summary)
    }
    diary.note(outcome, summary, totals)
    SummaryText(summary: summary, totals: totals, isDryRun: isDryRun).write(to: log)
    return outcome.status
  }

  private func endWithTooManyRejects(
    _ summary: RunSummary, _ quarantine: Quarantine
  ) throws -> ExitStatus {
    var summary = summary
    diary.begin(.writing)
    if !isDryRun {
      // The ledger learns nothing of such a run.
      try PublishStage(
        run: run, work: work, quarantine: quarantine, memory: nil, settlement: .none, log: log,
        diary: diary
      )
      .publishRejected(&summary)
    }
    diary.note(.tooManyRejects, summary, nil)
    SummaryText(summary: summary, totals: nil, isDryRun: isDryRun).write(to: log)
    log.error(summary.tooManyRejects)
    return .tooManyRejects
  }
}
