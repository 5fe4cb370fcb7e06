internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Ledger
internal import Manifests

/// `claimpipe outbox …`
extension Commands {
  /// `outbox list`
  ///
  /// - Parameter isAll: also files that are gone and have nothing left to do.
  public func listOutbox(
    _ place: LedgerPlace, isAll: Bool, as format: ListingFormat
  ) -> ExitStatus {
    ending {
      let listing = ListingWriter(format, OutboxFile.listingColumns)
      try Ledger.read(place.path()) { ledger in
        try ledger.forEachOutboxFile(isAll: isAll) { file, run, hook in
          try listing.add(file.cells(run, hook))
        }
      }
      return try end(listing, "files", nil)
    }
  }

  /// `outbox retry`: runs hooks that failed or wait, at once and with all their attempts anew.
  ///
  /// - Parameters:
  ///   - files: paths, or the last parts of them; empty takes all that are not done.
  /// - Returns: ``ExitStatus/doneWithErrors`` where one fails again.
  public func retryHooks(
    _ manifest: String, overrides: [String], files: [String]
  ) -> ExitStatus {
    ending {
      let plan = try Self.outboxPlan(manifest, overrides: overrides)
      if !plan.hasHooks { throw RunFailure.usage("no output of \(manifest) has a hook") }
      let ledger = try Ledger.existing(plan.ledger)
      let count = try ledger.writeSettled(log: log) { memory, _ in
        let open = try memory.openHooks().filter { plan.outputs[$0.file.output]?.hook != nil }
        let chosen = try Self.choose(files, of: open)
        for hook in chosen { try memory.renew(hook, due: Clock.nowUTC()) }
        try memory.commit()
        return chosen.count
      }
      if count == 0 {
        log.info("no hook is left to be done")
        return .done
      }
      let pass = try HookQueue(plan: plan, log: log).runDue()
      log.info("hooks: \(pass.done) done, \(pass.failed) failed")
      return pass.failed == 0 ? .done : .doneWithErrors
    }
  }

  private static func choose(_ files: [String], of hooks: [OutboxHook]) throws -> [OutboxHook] {
    if files.isEmpty { return hooks }
    return try files.flatMap { file in
      let path = AbsolutePath.of(file)
      let found = hooks.filter { $0.file.path == path || $0.file.path.hasSuffix("/\(file)") }
      if found.isEmpty {
        throw RunFailure.usage(
          "no hook of this manifest is left to be done for \(file): claimpipe outbox list shows them"
        )
      }
      return found
    }
  }

  /// Only what the manifest says of outboxes is looked at: its inputs may be gone by now.
  private static func outboxPlan(_ manifest: String, overrides: [String]) throws -> OutboxPlan {
    let loader = ManifestLoader(
      specifications: [], recordFields: { _ in [] }, files: .system(zoneExists: { _ in true }),
      environment: { EnvironmentVariable.get($0) })
    let text = try PreparedRun.text(ofManifest: manifest)
    if let plan = try loader.outboxPlan(text: text, name: manifest, overrides: overrides) {
      return plan
    }
    throw RunFailure.usage("\(manifest) names no ledger, and outboxes take one")
  }
}

extension OutboxFile {
  fileprivate static let listingColumns = [
    ListingColumn("path", "File"), ListingColumn("run", "Run", isNumber: true),
    ListingColumn("pipeline", "Pipeline"), ListingColumn("date", "Date"),
    ListingColumn("control_number", "Batch"),
    ListingColumn("records", "Records", isNumber: true),
    ListingColumn("bytes", "Bytes", isNumber: true), ListingColumn("sha256", "SHA-256"),
    ListingColumn("gone", "Gone"), ListingColumn("hook", "Hook"),
    ListingColumn("attempts", "Attempts", isNumber: true), ListingColumn("next", "Next"),
    ListingColumn("last_error", "Last error"),
  ]

  fileprivate func cells(_ run: LedgerRun, _ hook: OutboxHook?) -> [ListingCell] {
    let isWaiting = hook?.state == .waiting
    return [
      .text(path), .number(Int(run.number)), .text(run.name), .text(date.iso),
      .optional(controlNumber.map(BatchEntry.digits)), .number(recordCount), .number(byteCount),
      .text(sha256), .optional(fate?.rawValue), .optional(hook?.state.rawValue),
      hook.map { .number($0.attempts) } ?? .none,
      isWaiting ? .optional(hook.map { Self.time($0.next) }) : .none,
      .optional(hook?.lastError),
    ]
  }

  /// `2026-02-01T07:28:39Z`
  private static func time(_ instant: Int64) -> String {
    let moment = Moment(instant: instant, offset: 0)
    let seconds = Int(moment.timeOfDay / Moment.microsPerSecond)
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { OutputNames.digits($0, 2) }
    return "\(moment.date.iso)T\(clock.joined(separator: ":"))Z"
  }
}
