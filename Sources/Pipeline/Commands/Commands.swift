public import AdapterKit
internal import ByteIO
internal import Intake
internal import Manifests

/// The command's subcommands, as functions that log and end in a status.
public struct Commands: Sendable {
  let log: Log
  let registry: AdapterRegistry

  /// - Parameter registry: the adapters that a manifest can name; those installed beside it come
  ///   along.
  public init(log: Log, registry: AdapterRegistry) {
    self.log = log
    self.registry = registry
  }

  /// `claimpipe run`
  public func run(_ request: RunRequest) -> ExitStatus {
    ending {
      let run = try PreparedRun(request, registry: registry, log: log)
      if run.manifest.inbox != nil && !request.isDryRun {
        throw RunFailure.usage(
          "\(request.manifest) has an inbox, whose files are billed once they are moved: run it with "
            + "--inbox, or watch it; --dry-run tries what is in incoming")
      }
      let jobs = request.jobs ?? Processors.count
      let recorded = RecordedRun(request, of: run, log: log)
      return Self.ending(recorded.log) {
        try recorded.perform { diary, log in
          let stage = RunStage(
            run: run, work: OrderedWork(jobs: jobs), isDryRun: request.isDryRun, log: log,
            diary: diary)
          if request.isDryRun || !request.runsHooks { return try stage.perform() }
          return try OutboxCare.around(run, log: log) { try stage.perform() }
        }
      }
    }
  }

  /// `claimpipe check`
  public func check(_ request: RunRequest) -> ExitStatus {
    ending {
      try CheckStage(run: PreparedRun(request, registry: registry, log: log), log: log).perform()
    }
  }

  /// `claimpipe preview`
  ///
  /// - Parameters:
  ///   - records: of each input.
  ///   - input: one of the manifest's inputs, from 0; all without it.
  ///   - raw: whether to show what the source has beside what the mapping makes of it.
  public func preview(
    _ request: RunRequest, records: Int, input: Int? = nil, raw: Bool = true
  ) -> ExitStatus {
    ending {
      try PreviewStage(
        run: PreparedRun(request, registry: registry, log: log), count: records, input: input,
        showsRaw: raw
      ).perform()
    }
  }

  func ending(_ body: () throws -> ExitStatus) -> ExitStatus { Self.ending(log, body) }

  private static func ending(_ log: Log, _ body: () throws -> ExitStatus) -> ExitStatus {
    do {
      return try body()
    } catch {
      return RunFailure(error).end(log)
    }
  }
}
