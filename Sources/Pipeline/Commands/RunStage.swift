internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Manifests

/// One run, from the first byte read to the last file renamed.
struct RunStage {
  let run: PreparedRun
  let work: OrderedWork
  let isDryRun: Bool
  let log: Log

  func perform() throws -> ExitStatus {
    Memory.keepFreed()
    let quarantine = Quarantine(
      of: run.manifest, outputs: run.writtenPaths, isDryRun: isDryRun)
    let progress = Progress(log: log)
    let loaded = try LoadStage(
      run: run, work: work, quarantine: quarantine, progress: progress
    ).load()
    progress.end()
    UnknownNames(run: run, practice: loaded.practice, log: log).warn()
    var summary = loaded.summary
    guard
      run.manifest.rejects.limit.admits(
        rejected: summary.rejectedCount, ofRead: summary.readCount)
    else {
      summary.count(loaded.findings)
      return try endWithTooManyRejects(summary, quarantine)
    }
    let result = try BillingStage(work: work).bill(
      loaded.practice, loaded.sessions, run.billing, findings: loaded.findings)
    summary.count(result.findings)
    let totals = BillingTotals(result)
    let imbalances =
      summary.imbalances(sessions: result.sessions.sessions.count) + totals.imbalances
    if !imbalances.isEmpty { throw RunFailure.imbalance(imbalances) }
    let outcome: RunOutcome = summary.hasErrors ? .doneWithErrors : .done
    if !isDryRun {
      try publish(result, totals, outcome, &summary, quarantine)
    }
    SummaryText(summary: summary, totals: totals, isDryRun: isDryRun).write(to: log)
    return outcome.status
  }

  /// Every file is on disk under a temporary name before the first takes its place.
  private func publish(
    _ result: BillingResult, _ totals: BillingTotals, _ outcome: RunOutcome,
    _ summary: inout RunSummary, _ quarantine: Quarantine
  ) throws {
    let publisher = Publisher(work: work, resolve: run.manifest.resolve)
    var finished: [Publisher.Finished] = []
    var paths = PathsTaken(of: run)
    for output in run.outputs {
      for document in output.adapter.documents(for: result, in: run.context(of: output)) {
        try paths.take(document.path)
        let file = try publisher.finish(document)
        finished.append(file)
        summary.outputs.append(
          RunSummary.Output(
            adapter: output.manifest.adapter, path: file.path, records: file.records,
            bytes: file.digest.byteCount, sha256: file.digest.sha256))
      }
    }
    if let path = run.manifest.findings {
      summary.findingsPath = path
      finished.append(
        try publisher.finish(
          FindingsDocument.make(
            result.findings, sources: run.sourceNames, pool: result.practice.pool, path: path)))
    }
    // Rejected records first: a run that is killed between two names loses none.
    summary.quarantine = try quarantine.publish()
    for file in finished { try file.file.publish() }
    try publishReport(outcome, summary, totals)
  }

  private func endWithTooManyRejects(
    _ summary: RunSummary, _ quarantine: Quarantine
  ) throws -> ExitStatus {
    var summary = summary
    if !isDryRun {
      summary.quarantine = try quarantine.publish()
      try publishReport(.tooManyRejects, summary, nil)
    }
    SummaryText(summary: summary, totals: nil, isDryRun: isDryRun).write(to: log)
    log.error(
      "\(summary.rejectedCount) of \(summary.readCount) records were rejected, more than "
        + "rejects.max allows: nothing was emitted")
    return .tooManyRejects
  }

  private func publishReport(
    _ outcome: RunOutcome, _ summary: RunSummary, _ totals: BillingTotals?
  ) throws {
    guard let path = run.manifest.report else { return }
    let report = RunReport(
      pipeline: run.manifest.pipeline, date: run.moment.date, outcome: outcome, summary: summary,
      totals: totals)
    let document = OutputDocument(path: path, recordCount: 1, pieceCount: 1) { _, buffer in
      report.write(to: &buffer)
    }
    try Publisher(work: work, resolve: run.manifest.resolve).finish(document).file.publish()
  }
}
