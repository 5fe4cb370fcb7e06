internal import AdapterKit
internal import ByteIO
internal import ClaimCore
internal import Intake
internal import Manifests
internal import Synchronization

/// Reads every input: reference records first, whatever their place in the manifest, since sessions
/// are resolved against them; identity keeps the manifest's order (REC-1, REC-2).
struct LoadStage {
  let run: PreparedRun
  let work: OrderedWork
  let quarantine: Quarantine
  let progress: Progress

  struct Loaded {
    var practice: Practice
    var sessions: SessionSet
    var findings: [Finding]
    var summary: RunSummary
  }

  func load() throws -> Loaded {
    var summary = RunSummary()
    summary.sources = run.inputs.flatMap { input in
      input.manifest.sources.map {
        RunSummary.Source(name: $0, adapter: input.manifest.adapter, record: input.manifest.record)
      }
    }
    let tally = LoadTally(summary, quarantine)
    let pool = TextPool()
    let practice = try loadPractice(pool, tally)
    let sessions = try loadSessions(practice, tally)
    return tally.finish(practice, sessions)
  }

  private func loadPractice(_ pool: TextPool, _ tally: LoadTally) throws -> Practice {
    let merger = Mutex(ReferenceMerger(pool: pool))
    for input in run.inputs where input.manifest.record != .sessions {
      let decoder = ReferenceDecoder(input.mapping, pool: pool)
      try forEachBlock(of: input) { block, source in
        decoder.decode(block, source: source)
      } merge: { decoded, source in
        let result = merger.withLock { $0.append(decoded) }
        try tally.add(input.manifest.record, source: source, read: decoded.readCount, result)
      }
    }
    return merger.withLock { Practice($0.finish(), pool: pool) }
  }

  private func loadSessions(_ practice: Practice, _ tally: LoadTally) throws -> SessionLoad {
    let merger = Mutex(SessionMerger(practice))
    let zones = SessionZones(run.zones, practice)
    tally.add(findings: practice.findings + zones.findings)
    for input in run.inputs where input.manifest.record == .sessions {
      let decoder = SessionDecoder(practice, input.mapping, zones: zones)
      try forEachBlock(of: input) { block, source in
        decoder.decode(block, source: source)
      } merge: { decoded, source in
        merger.withLock { $0.append(decoded) }
        try tally.add(
          .sessions, source: source, read: decoded.readCount, decoded.rejections,
          findings: decoded.findings)
      }
    }
    return merger.withLock { $0.finish() }
  }
}
