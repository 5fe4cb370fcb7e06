internal import AdapterKit
internal import ByteIO
internal import Intake
internal import Manifests

/// The command's subcommands, as functions that log and end in a status.
public struct Commands: Sendable {
  let log: Log

  public init(log: Log) { self.log = log }

  /// `claimpipe run`
  public func run(_ request: RunRequest) -> ExitStatus {
    ending {
      let run = try PreparedRun(request)
      let jobs = request.jobs ?? Processors.count
      return try RunStage(
        run: run, work: OrderedWork(jobs: jobs), isDryRun: request.isDryRun, log: log
      ).perform()
    }
  }

  /// `claimpipe check`
  public func check(_ request: RunRequest) -> ExitStatus {
    ending { try CheckStage(run: PreparedRun(request), log: log).perform() }
  }

  /// `claimpipe preview`
  public func preview(_ request: RunRequest, records: Int) -> ExitStatus {
    ending { try PreviewStage(run: PreparedRun(request), count: records).perform() }
  }

  /// `claimpipe adapters`
  public func adapters(_ name: String?) -> ExitStatus {
    let specifications = AdapterRegistry.builtIn.specifications
    guard let name else {
      StandardStreams.output(SpecificationText.table(specifications))
      StandardStreams.output("\n" + ValidationText.table)
      return .done
    }
    let named = specifications.filter { $0.name == name }
    if named.isEmpty {
      let nearest = nearestName(to: name, in: specifications.map(\.name))
      log.error(
        "there is no adapter \"\(name)\""
          + (nearest.map { " (did you mean \"\($0)\"?)" } ?? "")
          + "; there are: " + specifications.map(\.name).joined(separator: ", "))
      return .usage
    }
    for specification in named { StandardStreams.output(SpecificationText.detail(specification)) }
    return .done
  }

  private func ending(_ body: () throws -> ExitStatus) -> ExitStatus {
    do {
      return try body()
    } catch {
      let failure = RunFailure(error)
      log.error(failure.message)
      return failure.status
    }
  }
}
