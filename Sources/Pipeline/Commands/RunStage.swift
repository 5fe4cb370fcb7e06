internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Intake
internal import Ledger
internal import Manifests

/// One run, from the first byte read to the last file renamed.
struct RunStage {
  let run: PreparedRun
  private(set) var work: OrderedWork
  let isDryRun: Bool
  let log: Log
  /// What came through the inbox.
  let arrival: Arrival?
  let diary: RunDiary
  /// What the run may take up.
  let limits: LimitGuard
  private let timer: RunTimer?
  /// Where rows go that memory is too small for.
  let spill: Spill

  /// Sessions, their ids, charge items, claims, claim lines, texts and the like: about as many share
  /// the memory.
  private static let storeCount = 10

  /// A run's time begins here.
  init(
    run: PreparedRun, work: OrderedWork, isDryRun: Bool, log: Log, arrival: Arrival? = nil,
    diary: RunDiary = RunDiary()
  ) {
    self.run = run
    let deadline = Deadline(run.manifest.limits)
    self.work = work.until(deadline)
    timer = deadline.map(RunTimer.init)
    self.isDryRun = isDryRun
    self.log = log
    self.arrival = arrival
    self.diary = diary
    spill = Spill(to: SpillFolder(), beyond: run.memory / Self.storeCount)
    limits = LimitGuard(run.manifest.limits, timer: timer)
  }

  func perform() throws -> ExitStatus {
    Memory.keepFreed(expecting: min(run.inputBytes / 2, run.memory * 3 / 2))
    defer { timer?.end() }
    guard let path = run.manifest.ledger.map(run.manifest.resolve) else {
      return try perform(memory: nil, .none)
    }
    if isDryRun {
      // What isn't there yet is empty.
      guard Ledger.exists(path) else { return try perform(memory: nil, .none) }
      return try Ledger(path: path).look { try perform(memory: $0, .none) }
    }
    return try Ledger(path: path).writeSettled(log: log) { memory, settlement in
      try memory.begin(at: run.moment, pipeline: run.manifest.pipeline)
      return try perform(memory: memory, settlement)
    }
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
      run: run, work: work, quarantine: quarantine, progress: progress, spill: spill,
      limits: limits
    ).load()
    progress.end()
    do {
      if let fault = loaded.ended { throw fault }
      return try bill(loaded, quarantine, memory, settlement)
    } catch {
      guard let fault = limits.limit(behind: error) else { throw error }
      return try endWithNothing(.limitExceeded, loaded, quarantine) { _ in fault.message }
    }
  }

  /// From the sessions to the files.
  private func bill(
    _ loaded: LoadStage.Loaded, _ quarantine: Quarantine, _ memory: LedgerTransaction?,
    _ settlement: Settlement
  ) throws -> ExitStatus {
    var summary = loaded.summary
    UnknownNames(run: run, practice: loaded.practice, log: log).warn()
    EmptySelections(run: run, summary: summary, log: log).warn(withSessions: true)
    guard
      run.manifest.rejects.limit.admits(
        rejected: summary.rejectedCount, ofRead: summary.readCount)
    else {
      return try endWithNothing(.tooManyRejects, loaded, quarantine, \.tooManyRejects)
    }
    try limits.check(findings: loaded.findings.count)
    diary.begin(.billing)
    let billed = try bill(loaded, memory)
    let totals = billed.totals
    try limits.check(findings: billed.findings.count)
    try limits.check(claims: totals.claimCount)
    summary.count(billed.findings, billed.practice.pool)
    let imbalances =
      summary.imbalances(sessions: loaded.sessions.count) + totals.imbalances
    if !imbalances.isEmpty { throw RunFailure.imbalance(imbalances) }
    let outcome: RunOutcome = summary.hasErrors ? .doneWithErrors : .done
    diary.begin(.writing)
    if !isDryRun {
      try PublishStage(of: self, quarantine, memory, settlement)
        .publish(billed, outcome, &summary)
    }
    diary.note(outcome, summary, totals)
    SummaryText(summary: summary, totals: totals, isDryRun: isDryRun).write(to: log)
    return outcome.status
  }

  /// The core's part of it, and that of the outputs that take its result in parts.
  private func bill(
    _ loaded: LoadStage.Loaded, _ memory: LedgerTransaction?
  ) throws -> BilledSessions {
    var settings = run.billing
    let (sessions, findings) = (loaded.sessions, try orderedFindings(loaded))
    settings.isRemembered = memory != nil
    var recall: Recall?
    if let memory, try memory.hasCharges() {
      recall = try memory.recall(sessions.ids(), of: loaded.practice, for: run.recall)
    }
    if let recall, !recall.isAll {
      let all = try recall.joined(to: sessions.all())
      return try stage(loaded, settings, sessionCount: all.sessions.count, all.patientIDs, memory)
        .bill(all, findings: findings)
    }
    let stage = try stage(
      loaded, settings, sessionCount: sessions.count, sessions.patientIDs, memory,
      isFirstLoad: memory != nil && recall == nil && !isDryRun)
    guard let memory, let firstLoad = stage.firstLoad else {
      return try stage.bill(sessions, recall, findings: findings)
    }
    // The ledger writes what was billed while later sessions are.
    let (billed, _) = try work.beside(
      {
        defer { firstLoad.end() }
        return try stage.bill(sessions, findings: findings)
      },
      here: { try memory.write(firstLoad) })
    return billed
  }

  /// Whether somebody can be asked which exported items are to be marked (EXP-3).
  var canAskToMark: Bool { arrival == nil && MarkQuestion.canBeAsked(by: log) }

  /// What was found while loading, with room for what billing finds: a session has one or none.
  private func orderedFindings(_ loaded: LoadStage.Loaded) throws -> OrderedFindings {
    let known = stride(from: 0, to: loaded.findings.count, by: 64).map {
      loaded.findings[$0].position
    }
    let findings = OrderedFindings(
      loaded.practice.pool, expecting: loaded.findings.count + loaded.sessions.count,
      places: known + loaded.sessions.samples.all.map(\.position),
      examples: Examples<FindingPlace>.limit, spill: spill)
    try findings.append(loaded.findings)
    return findings
  }

  private func stage(
    _ loaded: LoadStage.Loaded, _ settings: BillingSettings, sessionCount: Int,
    _ patientIDs: PatientIDs, _ memory: LedgerTransaction?, isFirstLoad: Bool = false
  ) throws -> BillingStage {
    let outline = RunOutline(
      practice: loaded.practice, patientIDs: patientIDs, settings: settings, spill: spill,
      sessionCount: sessionCount, samples: loaded.sessions.samples)
    let outputs =
      isDryRun
      ? .none
      : try PartwiseOutputs(of: run, outline, limits: limits, memory: memory)
    var keepsWhole = !outputs.areAll
    if memory != nil && !isDryRun {
      let mayMark = outputs.mayMark { run.marksBilledExternally ?? $0 ?? canAskToMark }
      keepsWhole = keepsWhole || !isFirstLoad || mayMark
    }
    return BillingStage(
      work: work, practice: loaded.practice, settings: settings, spill: spill,
      limits: limits, outputs: outputs, keepsWhole: keepsWhole,
      firstLoad: isFirstLoad ? FirstLoad(withClaims: outputs.areAll) : nil)
  }

  /// Keeps what was rejected, and reports; the ledger learns nothing of such a run.
  ///
  /// - Parameter message: why it ended.
  private func endWithNothing(
    _ outcome: RunOutcome, _ loaded: LoadStage.Loaded, _ quarantine: Quarantine,
    _ message: (RunSummary) -> String
  ) throws -> ExitStatus {
    var summary = loaded.summary
    summary.count(loaded.findings, loaded.practice.pool)
    let message = message(summary)
    diary.reason = message
    diary.begin(.writing)
    try arrival?.checkUnchanged()
    if !isDryRun {
      try PublishStage(of: untimed, quarantine, nil, .none).publishRejected(&summary, outcome)
    }
    diary.note(outcome, summary, nil)
    SummaryText(summary: summary, totals: nil, isDryRun: isDryRun).write(to: log)
    log.error(message)
    return outcome.status
  }

  /// What is left to do once its time is up.
  private var untimed: RunStage {
    var stage = self
    stage.work = work.until(nil)
    return stage
  }
}
