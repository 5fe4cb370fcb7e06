internal import ByteIO
internal import Glibc
internal import Ledger
internal import Manifests

/// Runs the hooks that a ledger says are due: at least once for each file, until they end well or are
/// given up.
///
/// What is to be done stands in the ledger from the transaction on that published the file; how, in the
/// manifest as it is now. The ledger is held only while something is noted.
struct HookQueue {
  /// What one pass did.
  struct Pass {
    var done = 0
    var failed = 0
    /// When the next hook is due, in microseconds since 1970; `nil` where none waits.
    var next: Int64?
  }

  let plan: OutboxPlan
  let log: Log
  /// Once it is made no other hook is begun.
  var cancellation: Cancellation?
  /// The machine's clock.
  var now: () -> Int64 = { Clock.nowUTC() }

  /// When to ask again while somebody else is at it, in microseconds.
  private static let busyWait: Int64 = 5_000_000
  /// How long to wait for the ledger to note what became of a hook, in tenths of a second.
  private static let patience = 6000

  /// Runs each hook of this manifest that is due, once.
  ///
  /// - Throws: what keeps the ledger from being used. A hook that was run by then is run again.
  func runDue() throws -> Pass {
    guard plan.hasHooks, Ledger.exists(plan.ledger) else { return Pass() }
    let ledger = try Ledger(path: plan.ledger)
    let pass = try ledger.seeingToHooks { () throws -> Pass in
      var pass = Pass()
      // The files of a run that was cut short have no names before the next one.
      if try Ledger.read(plan.ledger, { try $0.hasPromises() }) { return busy }
      for (hook, output) in try waiting() where isDue(hook) {
        if isStopped { break }
        if try run(hook, output, ledger) { pass.done += 1 } else { pass.failed += 1 }
      }
      pass.next = try waiting().map(\.hook.next).min()
      return pass
    }
    return pass ?? busy
  }

  private var isStopped: Bool { cancellation?.isMade == true }

  private var busy: Pass { Pass(next: now() + Self.busyWait) }

  /// Those that this manifest's outputs have.
  private func waiting() throws -> [(hook: OutboxHook, output: OutboxPlan.Output)] {
    try Ledger.read(plan.ledger) { try $0.waitingHooks() }.compactMap { hook in
      guard let output = plan.outputs[hook.file.output], output.hook != nil else { return nil }
      return (hook, output)
    }
  }

  /// A time that no backoff leads to was noted before the clock was set back.
  private func isDue(_ hook: OutboxHook) -> Bool {
    let now = now()
    return hook.next <= now || hook.next - now > 2 * 86_400 * 1_000_000
  }

  /// - Returns: whether it ended well, or was ended with this process, which is nobody's fault.
  private func run(
    _ hook: OutboxHook, _ output: OutboxPlan.Output, _ ledger: Ledger
  ) throws -> Bool {
    guard let settings = output.hook else { return true }
    let attempt = hook.attempts + 1
    if attempt > settings.attempts {
      try end(hook, "claimpipe itself was ended while it ran", of: output, ledger)
      return false
    }
    if let obstacle = try Self.obstacle(hook.file) {
      try end(hook, obstacle, of: output, ledger)
      return false
    }
    let pause = Int64(settings.backoff(after: attempt)) * 1_000_000
    try note(in: ledger, patience: 0) { try $0.begin(hook, next: now() + pause) }
    let process = HookProcess(
      keyPath: output.keyPath, settings: settings, folder: plan.folder, log: log)
    guard let failure = process.run(for: hook.file) else {
      try note(in: ledger) { try $0.note(.done, of: hook, next: now(), error: "") }
      log.info("\(output.keyPath).hook: done for \(hook.file.path)")
      return true
    }
    if isStopped {
      try note(in: ledger) { try $0.takeBack(hook) }
      log.info(
        "\(output.keyPath).hook: ended with claimpipe for \(hook.file.path); it is run again next time"
      )
      return true
    }
    if attempt >= settings.attempts {
      try end(hook, failure, of: output, ledger)
      return false
    }
    try note(in: ledger) {
      try $0.note(.waiting, of: hook, next: now() + pause, error: failure)
    }
    log.warning(
      "\(output.keyPath).hook: failed for \(hook.file.path) (attempt \(attempt) of "
        + "\(settings.attempts)): \(failure); the file stays, and it is tried again in "
        + "\(pause / 1_000_000) s")
    return false
  }

  /// What there is to hand on must be what was published.
  private static func obstacle(_ file: OutboxFile) throws -> String? {
    switch try PublishedFile(file.path).state(sha256: file.sha256) {
    case .asItWas: nil
    case .missing: "the file is gone"
    case .changed: "the file is not the one that was published (its SHA-256 differs)"
    }
  }

  /// Gives a hook up.
  private func end(
    _ hook: OutboxHook, _ failure: String, of output: OutboxPlan.Output, _ ledger: Ledger
  ) throws {
    try note(in: ledger) { try $0.note(.failed, of: hook, next: now(), error: failure) }
    log.error(
      "\(output.keyPath).hook: given up for \(hook.file.path): \(failure); once that is mended: "
        + "claimpipe outbox retry")
  }

  /// - Parameter patience: how long to wait where a run holds the ledger, in tenths of a second.
  private func note(
    in ledger: Ledger, patience: Int = Self.patience, _ body: (LedgerTransaction) throws -> Void
  ) throws {
    for turn in 0...patience {
      do {
        return try ledger.write { memory in
          try body(memory)
          try memory.commit()
        }
      } catch let fault as LedgerFault {
        guard case .held = fault, turn < patience else { throw fault }
        usleep(100_000)
      }
    }
  }
}
