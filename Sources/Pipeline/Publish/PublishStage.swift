internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Ledger
internal import Manifests

/// Brings everything that a run has to say to disk, then to the ledger, then to its names.
///
/// Every file is on disk under a temporary name before the first takes its place. With a ledger the
/// names are given once it has promised them: killed at any moment, a run has happened or it has not.
struct PublishStage {
  private let stage: RunStage
  private let quarantine: Quarantine
  private let memory: LedgerTransaction?
  private let settlement: Settlement

  private var run: PreparedRun { stage.run }
  private var work: OrderedWork { stage.work }
  private var log: Log { stage.log }
  private var publisher: Publisher { makePublisher(on: work) }

  /// - Parameters:
  ///   - memory: the ledger, where the run has one.
  ///   - settlement: what another run left to do.
  init(
    of stage: RunStage, _ quarantine: Quarantine, _ memory: LedgerTransaction?,
    _ settlement: Settlement
  ) {
    self.stage = stage
    self.quarantine = quarantine
    self.memory = memory
    self.settlement = settlement
  }

  private func makePublisher(on work: OrderedWork) -> Publisher {
    var publisher = Publisher(work: work, resolve: run.manifest.resolve)
    publisher.spill = stage.spill
    return publisher
  }

  func publish(
    _ billed: BilledSessions, _ outcome: RunOutcome, _ summary: inout RunSummary
  ) throws {
    let publisher = publisher
    // Rejected records first: a run that is killed between two names loses none.
    var publication = Publication()
    summary.quarantine = quarantine.summaries
    quarantine.forEachFile { publication.add($0) }
    let rejections = publication.paths.count
    let outputs = try PlannedOutputs(
      of: run, billed, others: summary.quarantine.flatMap { [$0.path, $0.reasons] },
      memory: memory)
    let marks = chooseMarks(outputs.exports, billed, &publication)
    summary.count(marks.findings, billed.practice.pool)
    summary.markedCount = marks.items.count
    try billed.findings.append(marks.findings)
    let changes = try finish(outputs, billed, publisher, &publication, &summary)
    if !marks.items.isEmpty { try memory?.markBilledExternally(marks.items, of: billed.whole) }
    if let changes { summary.add(changes) }
    try finishReport(outcome, summary, billed.totals, publisher, &publication)
    let paths = publication.paths.dropFirst(rejections)
    try work.cancellation?.check()
    try stage.arrival?.settle(memory)
    if stage.arrival == nil, let changes, settlement.covers(paths), changes.isNothing,
      marks.items.isEmpty,
      !publication.hasBatches
    {
      // The run that was cut short, run again: it has happened.
      log.info("nothing has changed since: its files stay as they are")
      summary.outputs = []
      summary.quarantine = []
      return
    }
    if let file = settlement.unfetched(among: paths) { throw RunFailure.unfetched(file) }
    try publication.publish(memory)
  }

  /// Too many records were rejected, or a limit was exceeded: what was rejected and the report are all
  /// there is.
  func publishRejected(_ summary: inout RunSummary, _ outcome: RunOutcome) throws {
    var publication = Publication()
    summary.quarantine = quarantine.summaries
    quarantine.forEachFile { publication.add($0) }
    try finishReport(outcome, summary, nil, publisher, &publication)
    try publication.publish(nil)
  }

  /// Renders every output's documents and the findings, and has the ledger remember, both at once: they
  /// are what takes a run's time, and neither needs the other.
  private func finish(
    _ outputs: PlannedOutputs, _ billed: BilledSessions, _ publisher: Publisher,
    _ publication: inout Publication, _ summary: inout RunSummary
  ) throws -> LedgerChanges? {
    guard let memory else {
      var publisher = publisher
      publisher.limits = stage.limits
      for output in outputs.all {
        add(try finish(output, publisher, archive: nil), of: output, &publication, &summary)
      }
      try add(finishFindings(billed, self.publisher), &publication, &summary)
      return nil
    }
    let outbox = OutboxFiles(run: run, memory: memory, now: Clock.nowUTC(), log: log)
    // The ledger takes longer: it shares its thread with nothing.
    let aside = makePublisher(on: work.withoutCaller)
    var limited = aside
    limited.limits = stage.limits
    let ((finished, findings), changes) = try work.beside(
      { [limited] in
        let finished = try outputs.all.map {
          try finish(
            $0, limited,
            archive: $0.document.batch.map { memory.archivePath(ofBatch: $0.controlNumber) })
        }
        return (finished, try finishFindings(billed, aside))
      }, here: { try memory.remember(billed.whole, of: billed.practice, in: outputs.batches) })
    for (output, file) in zip(outputs.all, finished) {
      if try outbox.isLeftOut(file, of: output, changes) {
        outbox.leaveOut(file, of: output)
        continue
      }
      add(file, of: output, &publication, &summary)
      try outbox.handOn(file, of: output, &publication)
      guard let batch = output.document.batch else { continue }
      if let copy = file.file.copy { publication.add(copy, batch: batch.controlNumber) }
      try memory.note(sha256: file.digest.sha256, ofBatch: batch.controlNumber)
    }
    add(findings, &publication, &summary)
    return changes
  }

  /// Renders the findings, where the manifest has a place for them.
  private func finishFindings(
    _ billed: BilledSessions, _ publisher: Publisher
  ) throws -> Publisher.Finished? {
    try run.manifest.findings.map { path in
      try publisher.finish(
        FindingsDocument.make(
          billed.findings, of: billed.practice.pool, sources: run.sourceNames, path: path))
    }
  }

  private func add(
    _ findings: Publisher.Finished?, _ publication: inout Publication, _ summary: inout RunSummary
  ) {
    guard let findings else { return }
    summary.findingsPath = findings.path
    publication.add(findings.file)
  }

  /// Sends an output's document to disk, whether it grew with the result or is rendered now.
  private func finish(
    _ output: PlannedOutputs.Output, _ publisher: Publisher, archive: String?
  ) throws -> Publisher.Finished {
    try output.grown?.finish() ?? publisher.finish(output.document, archive: archive)
  }

  private func add(
    _ finished: Publisher.Finished, of output: PlannedOutputs.Output,
    _ publication: inout Publication, _ summary: inout RunSummary
  ) {
    publication.add(
      finished.file,
      batch: output.batch?.controlNumber ?? output.document.partOfBatch)
    summary.outputs.append(
      RunSummary.Output(
        adapter: output.adapter, path: finished.path, records: finished.records,
        bytes: finished.digest.byteCount, sha256: finished.digest.sha256,
        batch: output.batch))
  }

  /// EXP-3: the command says whether, else the manifest, else whoever sits at the terminal.
  private func chooseMarks(
    _ exports: [(path: String, items: ExportedItems)], _ billed: BilledSessions,
    _ publication: inout Publication
  ) -> (items: [UInt32], findings: [Finding]) {
    if memory == nil { return ([], []) }
    if run.marksBilledExternally == true && exports.isEmpty {
      log.warning("nothing is marked as billed externally: no output is a billing export")
    }
    // Nobody kept it where nothing may be marked.
    guard let result = billed.kept else { return ([], []) }
    var marks = ExternalMarks(result)
    for export in exports {
      var isMarked = run.marksBilledExternally ?? export.items.areMarked
      if isMarked == nil, stage.canAskToMark {
        let count = marks.count(of: export.items)
        isMarked = count > 0 && MarkQuestion.ask(path: export.path, count: count)
      }
      if isMarked == true, marks.add(export.items) {
        publication.mark(run.manifest.resolve(export.path))
      }
    }
    return (marks.items, marks.findings)
  }

  private func finishReport(
    _ outcome: RunOutcome, _ summary: RunSummary, _ totals: BillingTotals?,
    _ publisher: Publisher, _ publication: inout Publication
  ) throws {
    let report = RunReport(
      pipeline: run.manifest.pipeline, date: run.moment.date, outcome: outcome, summary: summary,
      totals: totals, reason: stage.diary.reason, times: stage.diary.members)
    for document in report.files(of: run.manifest) {
      publication.add(report: try publisher.finish(document).file)
    }
  }
}
