internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Inbox
internal import Ledger
internal import Manifests

/// One attempt at a run of files that were taken from the inbox, and what becomes of them.
struct InboxRun {
  let taken: TakenRun
  /// Whether an earlier attempt may have come to its end.
  let isAgain: Bool
  let request: RunRequest
  /// The manifest as it is now, with nothing taken.
  let current: PreparedRun
  let attempts: Int
  let registry: AdapterRegistry
  let cancellation: Cancellation
  let log: Log

  enum Outcome {
    /// Its files are in `done` or `failed`.
    case ended(ExitStatus)
    /// They stay in `processing`, to be tried again.
    case waits(RunFailure)
  }

  func perform() -> Outcome {
    do {
      return .ended(try end())
    } catch {
      return .waits(RunFailure(error))
    }
  }

  private func end() throws -> ExitStatus {
    if try isAgain && isCommitted() { return try finish(.done, "its run had happened already") }
    // A way to `done` that was cut short.
    if try !taken.missing.isEmpty && isSeen(digests()) { return try finish(.done, Self.seen) }
    if let reason = hopeless() { return try fail(reason) }
    if let name = taken.changed {
      try taken.renew()
      throw RunFailure.unfinished(name)
    }
    try taken.begin()
    // The process lives, whatever comes: the next attempt sees it, if this can't be written.
    defer { if Self.isThere(taken) { try? taken.end() } }
    let files = try digests()
    if try isSeen(files) { return try finish(.done, Self.seen) }
    do {
      let (status, why) = try run(files)
      guard let why else { return try finish(status, nil) }
      return try fail(FailureReason(code: "rejected", message: why, status: Int(status.rawValue)))
    } catch {
      guard let reason = reason(RunFailure(error)) else { throw error }
      return try fail(reason)
    }
  }

  private static let seen = "an earlier run has had every one of its files, by content"

  private static func isThere(_ taken: TakenRun) -> Bool { taken.missing.isEmpty }

  // MARK: Before

  /// The ledger has it; files that it left without their names have them now.
  private func isCommitted() throws -> Bool {
    guard let path = ledgerPath, Ledger.exists(path) else { return false }
    let ledger = try Ledger(path: path)
    guard try ledger.look({ try $0.hasArrival(taken.name) }) else { return false }
    try ledger.writeSettled(log: log) { _, _ in }
    return true
  }

  private var ledgerPath: String? { current.manifest.ledger.map(current.manifest.resolve) }

  private func hopeless() -> FailureReason? {
    if taken.isTorn {
      return FailureReason(
        code: "torn",
        message: "a file of this group went away while it was taken; put what is here and what is "
          + "missing into incoming again", status: 4)
    }
    let missing = taken.missing
    if !missing.isEmpty {
      return FailureReason(
        code: "missing",
        message: "\(missing.count) of its files were removed from processing by somebody else",
        status: 4)
    }
    let patterns = ArrivingPatterns(current.manifest.arrivingPatterns)
    if !taken.files.allSatisfy(patterns.takes) || !patterns.lacking(in: taken.files).isEmpty {
      return FailureReason(
        code: "unmatched",
        message:
          "the paths of the manifest's inputs have changed since these files were taken, and do "
          + "not match them any more", status: 4)
    }
    if taken.deaths >= attempts {
      return FailureReason(
        code: "died",
        message: "claimpipe died \(taken.deaths) times over these files (inbox.attempts); see what "
          + "ended it, memory perhaps, then put them into incoming again", status: 4)
    }
    return nil
  }

  private func digests() throws -> [SourceFile] {
    try taken.files.compactMap { name in
      try cancellation.check()
      guard let digest = try taken.digest(of: name) else { return nil }
      return SourceFile(name: name, bytes: digest.byteCount, sha256: digest.sha256)
    }
  }

  private func isSeen(_ files: [SourceFile]) throws -> Bool {
    guard let path = ledgerPath, Ledger.exists(path), !files.isEmpty else { return false }
    let pipeline = current.manifest.pipeline
    return try Ledger(path: path).look {
      try $0.hasSeen(files.lazy.map(\.sha256), pipeline: pipeline)
    }
  }

  // MARK: The run

  /// - Returns: how it ended, and why nothing was emitted, where nothing was.
  private func run(_ files: [SourceFile]) throws -> (ExitStatus, String?) {
    let patterns = ArrivingPatterns(current.manifest.arrivingPatterns)
    let prepared = try PreparedRun(
      request, registry: registry,
      arrived: ArrivedFiles(folder: taken.folder, names: patterns.files(of: taken.files)), log: log)
    let work = OrderedWork(jobs: request.jobs ?? Processors.count, cancellation: cancellation)
    var why: String?
    let status = try RecordedRun(request, named: taken.name, of: prepared, log: log).perform {
      diary, log in
      defer { why = diary.reason }
      let stage = RunStage(
        run: prepared, work: work, isDryRun: false, log: log,
        arrival: Arrival(taken: taken, files: files), diary: diary)
      return try OutboxCare.around(prepared, cancellation: cancellation, log: log) {
        try stage.perform()
      }
    }
    return (status, why)
  }

  /// Why a failure is one of the files themselves, which another attempt would not mend.
  private func reason(_ failure: RunFailure) -> FailureReason? {
    if case .stopped = failure { return nil }
    // What a stopped program left unsaid is no fault of its input.
    if (try? cancellation.check()) == nil { return nil }
    switch failure {
    case .input(let fault):
      guard isArrived(fault.source), taken.changed == nil else { return nil }
      return FailureReason(code: "input", message: fault.description, status: 4)
    case .imbalance, .unexpected:
      return FailureReason(code: "defect", message: failure.message, status: 70)
    case _ where failure.status == .tooManyRejects:
      return FailureReason(code: "rejected", message: failure.message, status: 3)
    default: return nil
    }
  }

  private func isArrived(_ source: String) -> Bool {
    let name = source.split(separator: "/").last.map(String.init) ?? source
    return current.manifest.inputs.contains { input in
      input.arriving.contains { Folder.of($0) == Folder.of(source) }
    } && taken.files.contains(name)
  }

  // MARK: Afterwards

  private func finish(_ status: ExitStatus, _ why: String?) throws -> ExitStatus {
    let day = current.moment.date.iso
    try taken.finish(day: day)
    log.of(taken).info("run \(taken.name): to done/\(day)" + (why.map { ": \($0)" } ?? ""))
    return status
  }

  private func fail(_ reason: FailureReason) throws -> ExitStatus {
    try taken.fail(reason)
    log.of(taken).error("run \(taken.name): to failed/\(taken.name): \(reason.message)")
    return ExitStatus(rawValue: Int32(reason.status)) ?? .inputOrOutputFailed
  }
}
