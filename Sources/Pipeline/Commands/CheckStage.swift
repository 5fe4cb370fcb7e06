internal import AdapterKit
internal import ClaimCore
internal import Intake
internal import Manifests

/// `check`: the manifest, every source's header, and the reference data in full; nothing is written.
struct CheckStage {
  let run: PreparedRun
  let log: Log

  func perform() throws -> ExitStatus {
    let load = LoadStage(
      run: run, work: OrderedWork(jobs: Processors.count),
      quarantine: Quarantine(of: run.manifest, outputs: [], isDryRun: true),
      progress: Progress(log: log))
    let reference = try load.loadReference()
    UnknownNames(run: run, practice: reference.practice, log: log).warn()
    var checked = reference.summary
    EmptySelections(run: run, summary: checked, log: log).warn(withSessions: false)
    checked.count(reference.findings, reference.practice.pool)
    for input in run.inputs where input.manifest.record == .sessions {
      for name in input.manifest.sources where name != "-" {
        let blocks = try SourceBlocks(input, name, in: run)
        try AbsentFields(input: input, log: log).warn(blocks, source: name)
      }
    }
    for output in run.outputs { try output.checkReadiness() }
    LastingNames(manifest: run.manifest, log: log).warn()
    SharedClaims(run: run, log: log).warn()
    for (kind, counts) in checked.records.sorted(by: { $0.key.rawValue < $1.key.rawValue })
    where kind != .sessions {
      log.info("\(kind.rawValue): \(counts.read) read, \(counts.rejected) rejected")
    }
    for (reason, count) in checked.rejectionReasons.sorted(by: { $0.key < $1.key }) {
      log.warning("\(count) records are rejected: \(reason)")
    }
    for (code, count) in checked.findingCounts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      log.warning("\(count) findings \(code.rawValue)")
    }
    log.info("the manifest is right")
    // A share can't be told before the sessions are read.
    let limit = run.manifest.rejects.limit
    if case .count = limit,
      !limit.admits(rejected: checked.rejectedCount, ofRead: checked.readCount)
    {
      log.error(
        "the reference data alone has \(checked.rejectedCount) rejected records, more than "
          + "rejects.max allows: a run would emit nothing")
      return .tooManyRejects
    }
    return checked.hasErrors ? .doneWithErrors : .done
  }
}
