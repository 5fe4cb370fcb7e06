internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Manifests

/// How `explain` writes.
public enum ExplanationFormat: String, Sendable, CaseIterable { case text, json }

extension Commands {
  /// `claimpipe explain`
  ///
  /// - Parameters:
  ///   - request: the run that is explained.
  ///   - sessions: ids, told in this order.
  public func explain(
    _ request: RunRequest, sessions: [String], as format: ExplanationFormat
  ) -> ExitStatus {
    ending {
      let run = try PreparedRun(request, registry: registry)
      let work = OrderedWork(jobs: request.jobs ?? Processors.count)
      let explanations = try ExplainStage(run: run, work: work, log: log).explain(sessions)
      var buffer = ByteBuffer(capacity: 1 << 14)
      switch format {
      case .text:
        buffer.append(explanations.map(ExplanationText.text).joined(separator: "\n"))
      case .json:
        JSONValue.object([
          ("explain_version", .integer(1)), ("pipeline", .text(run.manifest.pipeline)),
          ("run_date", .text(run.moment.date.iso)),
          ("sessions", .array(explanations.map(\.json))),
        ]).write(to: &buffer)
        buffer.append("\n")
      }
      try buffer.withBytes { (bytes) throws(OutputFault) in
        try writeAll(StandardStream.output.rawValue, bytes, name: "standard output")
      }
      return .done
    }
  }
}
