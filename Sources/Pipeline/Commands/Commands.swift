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
      let jobs = request.jobs ?? Processors.count
      return RecordedRun(request, of: run, log: log).perform { diary, log in
        try RunStage(
          run: run, work: OrderedWork(jobs: jobs), isDryRun: request.isDryRun, log: log,
          diary: diary
        ).perform()
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

  func ending(_ body: () throws -> ExitStatus) -> ExitStatus {
    do {
      return try body()
    } catch {
      return RunFailure(error).end(log)
    }
  }
}
