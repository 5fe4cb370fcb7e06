internal import ClaimCore
internal import Ledger
internal import Manifests

/// What the outboxes of a manifest need around each of its runs: hooks that are due before and after it,
/// and files that are too old removed.
struct OutboxCare {
  let plan: OutboxPlan
  let log: Log
  /// What ends the process when it pleases; `nil` where a request to stop ends it at once.
  var cancellation: Cancellation?

  /// - Returns: the run's status, or ``ExitStatus/doneWithErrors`` where a hook failed.
  static func around(
    _ run: PreparedRun, cancellation: Cancellation? = nil, log: Log, _ body: () throws -> ExitStatus
  ) throws -> ExitStatus {
    guard let plan = run.manifest.outboxPlan, plan.hasHooks || plan.hasRetention else {
      return try body()
    }
    let care = OutboxCare(plan: plan, log: log, cancellation: cancellation)
    let before = try care.runDue()
    let status = try body()
    let isDone = status == .done || status == .doneWithErrors
    let isTidy = !isDone || care.tidy(run.moment.date)
    let after = try care.runDue()
    let isWell = isTidy && before.failed + after.failed == 0
    return status == .done && !isWell ? .doneWithErrors : status
  }

  /// Runs the hooks that are due; where another run holds the ledger they are left to it.
  func runDue() throws -> HookQueue.Pass {
    do {
      return try HookQueue(plan: plan, log: log, cancellation: cancellation).runDue()
    } catch let fault as LedgerFault {
      guard case .held = fault else { throw fault }
      return HookQueue.Pass()
    }
  }

  /// - Returns: whether the ledger could be used.
  private func tidy(_ date: CivilDate) -> Bool {
    do {
      try OutboxRetention(plan: plan, date: date, log: log).sweep()
      return true
    } catch {
      log.warning("old files stay for now: \(RunFailure(error).message)")
      return false
    }
  }
}
