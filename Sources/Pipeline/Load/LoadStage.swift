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
  /// Told of every rejected record, by one thread at a time, where somebody asks.
  var onRejection: (@Sendable (Rejection) -> Void)?

  /// The reference data, and what became of its records.
  struct Reference {
    let practice: Practice
    let zones: TimeZones
    var findings: [Finding]
    var summary: RunSummary
  }

  struct Loaded {
    let practice: Practice
    let zones: TimeZones
    let sessions: SessionSet
    /// REC-1
    let replacements: [SessionReplacement]
    let findings: [Finding]
    let summary: RunSummary
  }

  func loadReference() throws -> Reference {
    let names = run.sourceNames
    let pool = TextPool()
    let merger = Mutex(ReferenceMerger(pool: pool, sources: names))
    let rejected = RejectionTally(pool)
    let writers = TextWriters(pool)
    for input in run.inputs where input.manifest.record != .sessions {
      let decoder = ReferenceDecoder(input.mapping, isDistinct: input.manifest.isDistinct)
      try forEachSource(of: input) { blocks, source in
        try work.forEach(
          next: blocks.next,
          transform: { block in
            let block = try block.read()
            return writers.use { decoder.decode(block, source: source.number, writer: &$0) }
          },
          consume: { decoded in
            let rejections = merger.withLock { $0.append(decoded) }
            try keep(rejections, of: source, rejected)
          })
      }
    }
    let loaded = merger.withLock { $0.finish() }
    let practice = Practice(loaded.records, pool: pool)
    // The manifest's zone was checked with the manifest.
    let zones = try TimeZones(practice, manifestZone: run.manifest.timeZone, load: ZoneInfo.load)
    var summary = RunSummary(run)
    summary.add(loaded.countsBySource)
    summary.rejections = rejected.reasons
    return Reference(
      practice: practice, zones: zones,
      findings: rejected.findings + practice.findings + zones.findings, summary: summary)
  }

  func load() throws -> Loaded {
    let reference = try loadReference()
    let practice = reference.practice
    let merger = Mutex(SessionMerger(practice, sources: run.sourceNames))
    let rejected = RejectionTally(practice.pool)
    let writers = TextWriters(practice.pool)
    for input in run.inputs where input.manifest.record == .sessions {
      let decoder = SessionDecoder(practice, mapping: input.mapping, zones: reference.zones)
      try forEachSource(of: input) { blocks, source in
        try work.forEach(
          next: blocks.next,
          transform: { block in
            let block = try block.read()
            return writers.use { decoder.decode(block, source: source.number, writer: &$0) }
          },
          consume: { decoded in
            progress.add(decoded.read, source: source.name)
            let rejections = merger.withLock { $0.append(decoded) }
            try keep(rejections, of: source, rejected)
          })
      }
    }
    let loaded = merger.withLock { $0.finish() }
    var summary = reference.summary
    summary.add(loaded.countsBySource)
    summary.rejections.merge(rejected.reasons) { $0.adding($1) }
    return Loaded(
      practice: practice, zones: reference.zones, sessions: loaded.sessions,
      replacements: loaded.replacements,
      findings: reference.findings + rejected.findings + loaded.findings, summary: summary)
  }

  private func keep(
    _ rejections: [Rejection], of source: QuarantineSource, _ rejected: RejectionTally
  ) throws {
    for rejection in rejections {
      try quarantine.add(rejection, of: source)
      rejected.add(rejection)
      onRejection?(rejection)
    }
  }

  private func forEachSource(
    of input: PreparedRun.Input, _ body: (SourceBlocks, QuarantineSource) throws -> Void
  ) throws {
    for (index, name) in input.manifest.sources.enumerated() {
      let blocks = try SourceBlocks(input, name, in: run)
      let source = QuarantineSource(number: input.firstSource + index, name: name, blocks: blocks)
      try body(blocks, source)
      try quarantine.finish(source)
    }
  }
}
