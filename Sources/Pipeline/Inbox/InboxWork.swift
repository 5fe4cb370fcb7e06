internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Inbox
internal import Manifests

/// Takes what has arrived, pass by pass. One run after the other, in the order in which they came: while
/// one waits to be tried again nothing new is taken, since what came later may mend it.
final class InboxWork {
  private let request: RunRequest
  private let registry: AdapterRegistry
  private let log: Log
  private let stop: StopRequest
  /// One pass is all there is: ages are those that the file system tells.
  private let isOnce: Bool

  private(set) var folder: InboxFolder?
  /// How often it was opened: each time it is another folder, or may be.
  private(set) var openings = 0
  private var arrivals = Arrivals(readiness: .seconds(0))
  /// In `processing`, the oldest first.
  private var pending: [TakenRun] = []
  /// Runs that this process has begun.
  private var begun: Set<String> = []
  /// A pass was cut short: what is in `processing` is not known.
  private var isLost = false
  /// Names in `processing` that are not ours and have been told of.
  private var strangers: [String] = []
  private var prunedDay = ""
  private(set) var worst = ExitStatus.done
  private var monitor = InboxMonitor()
  /// After the last pass.
  private var incomingCount = 0
  /// When the next pass is due, by ``MonotonicClock``, though nothing changes.
  private(set) var due: Int64 = .max

  /// Files that no run has ended with yet, by the folder that they are in.
  var backlog: (incoming: Int, processing: Int) {
    (incomingCount, pending.reduce(0) { $0 + $1.files.count })
  }

  init(
    _ request: RunRequest, registry: AdapterRegistry, stop: StopRequest, isOnce: Bool, log: Log
  ) {
    self.request = request
    self.registry = registry
    self.stop = stop
    self.isOnce = isOnce
    self.log = log
  }

  /// The manifest as it is now, and its inbox.
  func manifest() throws -> (PreparedRun, InboxSettings) {
    let run = try PreparedRun(
      request, registry: registry, arrived: ArrivedFiles(folder: "", names: [:]), log: log)
    guard let inbox = run.manifest.inbox else {
      throw RunFailure.usage(
        "\(request.manifest) has no inbox: add `inbox: { folder: … }`, or run it without --inbox")
    }
    return (run, inbox)
  }

  /// Opens the inbox where it is not open, or not the one that the manifest names.
  ///
  /// - Parameter makes: whether the folder is made where it is missing.
  func open(_ run: PreparedRun, _ inbox: InboxSettings, makes: Bool) throws {
    let path = run.manifest.resolve(inbox.folder)
    if folder?.path != path || folder?.isSound != true {
      // Before another is opened, since it may be the same.
      folder = nil
      do throws(InboxFault) {
        folder = try InboxFolder(path: path, makes: makes)
      } catch {
        throw RunFailure(error)
      }
      openings += 1
      isLost = true
    }
    if isLost { try recover() }
    let readiness = inbox.readyMarker.map(Readiness.marker) ?? .seconds(inbox.readySeconds)
    if arrivals.readiness != readiness { arrivals = Arrivals(readiness: readiness) }
  }

  private func recover() throws {
    guard let folder else { return }
    let left = try TakenRun.recover(in: folder, isOurs: begun.contains)
    for run in left.runs {
      if let known = pending.first(where: { $0.name == run.name }) {
        run.backoff = known.backoff
      } else {
        log.of(run).info("run \(run.name): taken up again")
      }
    }
    pending = left.runs
    isLost = false
    for name in left.strangers where !strangers.contains(name) {
      log.warning("processing/\(name) is not ours and stays")
    }
    strangers = left.strangers
  }

  /// Runs what is due.
  func pass(_ run: PreparedRun, _ inbox: InboxSettings) throws {
    guard let folder else { return }
    isLost = true
    try pass(folder, run, inbox)
    isLost = false
    if !stop.isMade { try runHooks(of: run) }
    let incoming = try incoming(of: folder, run, inbox)
    incomingCount = incoming.files.count + incoming.others.count
    try monitor.tell(
      RunOutcomeRecorder(run.manifest, log: log), of: folder,
      incoming: incoming, processing: pending)
  }

  /// Those that are due: files that were published are not handed on yet.
  private func runHooks(of run: PreparedRun) throws {
    guard let plan = run.manifest.outboxPlan, plan.hasHooks else { return }
    let hooks = try OutboxCare(plan: plan, log: log, cancellation: stop.cancellation()).runDue()
    if hooks.failed > 0 { worsen(.doneWithErrors) }
    guard let next = hooks.next else { return }
    // The ledger has the time of day, in microseconds.
    due = min(due, MonotonicClock.now() + max(0, next - Clock.nowUTC()) * 1000)
  }

  private func pass(_ folder: InboxFolder, _ run: PreparedRun, _ inbox: InboxSettings) throws {
    due = .max
    prune(folder, run, inbox)
    let (ready, groups) = try look(folder, run, inbox)
    due = min(due, ready.next ?? .max)
    guard try tryAgain(run, inbox), !stop.isMade else { return }
    let patterns = ArrivingPatterns(run.manifest.arrivingPatterns)
    for group in groups.all {
      if stop.isMade { return }
      let lacking = patterns.lacking(in: group.files.map(\.name))
      if !lacking.isEmpty {
        try wait(for: lacking, of: group, folder, run, inbox)
      } else if let taken = try TakenRun.take(group, marker: inbox.readyMarker, in: folder) {
        log.of(taken).info(
          "run \(taken.name): \(Self.count(taken.files.count)) taken" + Self.name(taken.key))
        pending.append(taken)
        guard try attempt(taken, run, inbox, isAgain: false) else { return }
      }
    }
  }

  /// What is there and whole.
  func look(
    _ folder: InboxFolder, _ run: PreparedRun, _ inbox: InboxSettings
  ) throws -> (Arrivals.Ready, Groups) {
    let incoming = try incoming(of: folder, run, inbox)
    let ready = arrivals.look(at: incoming, now: MonotonicClock.now())
    let groups = Groups(ready, by: inbox.group.flatMap(GroupPattern.init))
    tell(arrivals.untold(incoming.others + groups.keyless))
    return (ready, groups)
  }

  private func incoming(
    of folder: InboxFolder, _ run: PreparedRun, _ inbox: InboxSettings
  ) throws(RunFailure) -> IncomingFiles {
    let patterns = ArrivingPatterns(run.manifest.arrivingPatterns)
    do throws(InboxFault) {
      return try IncomingFiles(
        in: folder.incoming, marker: inbox.readyMarker, takes: patterns.takes)
    } catch {
      throw RunFailure(error)
    }
  }

  private func tell(_ others: [(name: String, why: Hindrance)]) {
    for (name, why) in others.prefix(20) {
      log.warning("incoming/\(name) stays: \(why.message)")
    }
    if others.count > 20 { log.warning("\(others.count - 20) more stay in incoming") }
  }

  // MARK: Runs

  /// - Returns: whether nothing waits any more, so that something new can be taken.
  private func tryAgain(_ run: PreparedRun, _ inbox: InboxSettings) throws -> Bool {
    while let taken = pending.first {
      if stop.isMade { return false }
      if taken.backoff.isWaiting && MonotonicClock.now() < taken.backoff.due {
        due = min(due, taken.backoff.due)
        return false
      }
      guard try attempt(taken, run, inbox, isAgain: true) else { return false }
    }
    return true
  }

  /// - Returns: whether the run has ended.
  private func attempt(
    _ taken: TakenRun, _ run: PreparedRun, _ inbox: InboxSettings, isAgain: Bool
  ) throws -> Bool {
    begun.insert(taken.name)
    let outcome = InboxRun(
      taken: taken, isAgain: isAgain, request: request, current: run, attempts: inbox.attempts,
      registry: registry, cancellation: stop.cancellation(), log: log
    ).perform()
    switch outcome {
    case .ended(let status):
      pending.removeAll { $0 === taken }
      begun.remove(taken.name)
      worsen(status)
      return true
    case .waits(let failure):
      if stop.isMade {
        log.of(taken).info(
          "run \(taken.name): stopped before anything was emitted; it is begun again next time")
        return false
      }
      let seconds = taken.backoff.fail(now: MonotonicClock.now())
      due = min(due, taken.backoff.due)
      log.of(taken).error(
        "run \(taken.name): \(failure.message)"
          + (isOnce ? "; the next pass tries again" : "; tried again in \(seconds) s"))
      worsen(failure.status)
      return false
    }
  }

  /// A group whose other files are late: after a while it is given up.
  private func wait(
    for lacking: [Int], of group: FileGroup, _ folder: InboxFolder, _ run: PreparedRun,
    _ inbox: InboxSettings
  ) throws {
    let limit = Int64(inbox.waitMinutes) * 60
    let age =
      isOnce
      ? Clock.nowUTC() / 1_000_000 - group.changed
      : (MonotonicClock.now() - group.since) / MonotonicClock.second
    if age < limit {
      due = min(due, group.since + limit * MonotonicClock.second)
      return
    }
    guard let taken = try TakenRun.take(group, marker: inbox.readyMarker, in: folder) else {
      return
    }
    let arriving = run.manifest.inputs.filter { !$0.arriving.isEmpty }
    let inputs = lacking.map { "inputs[\(arriving[$0].index)] (\(arriving[$0].record.rawValue))" }
    let message =
      "no file came within \(inbox.waitMinutes) minutes for \(inputs.joined(separator: ", "))"
      + Self.name(group.key)
    try taken.fail(FailureReason(code: "incomplete", message: message, status: 4))
    log.of(taken).error("run \(taken.name): to failed/\(taken.name): \(message)")
    worsen(.inputOrOutputFailed)
  }

  private func worsen(_ status: ExitStatus) {
    if status.rawValue > worst.rawValue { worst = status }
  }

  /// Once a day.
  private func prune(_ folder: InboxFolder, _ run: PreparedRun, _ inbox: InboxSettings) {
    guard let days = inbox.keepDays, run.moment.date.iso != prunedDay else { return }
    prunedDay = run.moment.date.iso
    let count: Int
    do throws(OutputFault) {
      count = try folder.prune(before: CivilDate(days: run.moment.date.days - Int32(days)).iso)
    } catch {
      // No reason to bill nothing.
      return log.warning("\(error.description); inbox.keep_days is seen to again tomorrow")
    }
    if count > 0 {
      log.info("\(Self.count(count)) older than \(days) days removed (inbox.keep_days)")
    }
  }

  private static func count(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }

  private static func name(_ key: String) -> String { key.isEmpty ? "" : ", group \(key)" }
}

extension Log {
  /// The log for what becomes of a run in the inbox.
  func of(_ run: TakenRun) -> Log { naming(RunID(run.name)) }
}

extension RunFailure {
  init(_ fault: InboxFault) {
    switch fault {
    case .held: self = .inboxHeld(fault.message)
    case .apart: self = .usage(fault.message)
    case .file(let fault): self = .output(fault)
    }
  }
}
