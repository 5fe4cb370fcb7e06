internal import ClaimCore
internal import Intake
internal import Manifests

/// Warns of a `where` that takes none of its source's records: mostly its name or value is misspelt.
struct EmptySelections {
  let run: PreparedRun
  let summary: RunSummary
  let log: Log

  /// - Parameter sessions: whether sessions were read too.
  func warn(withSessions sessions: Bool) {
    for input in run.inputs where input.sieve.chooses {
      if input.manifest.record == .sessions && !sessions { continue }
      let sources = input.firstSource..<(input.firstSource + input.manifest.sources.count)
      guard !sources.isEmpty, sources.allSatisfy({ summary.sources[$0].read == 0 }) else {
        continue
      }
      log.warning(
        "\(input.manifest.marks.keyPath).where takes no record of "
          + "\(input.manifest.sources.joined(separator: ", ")): see whether its names and values are "
          + "those of the source")
    }
  }
}
