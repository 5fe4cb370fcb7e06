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
  /// Where rows go that memory is too small for.
  var spill = Spill.none
  /// What the run may take up.
  var limits: LimitGuard?
  /// How many times as much as another store the texts may keep in memory: the practice's, which come
  /// first, are asked for from everywhere.
  private static let textShare = 12

  /// Told of every rejected record, by one thread at a time, where somebody asks.
  var onRejection: (@Sendable (Rejection) -> Void)?

  /// The reference data, and what became of its records.
  struct Reference {
    let practice: Practice
    let zones: TimeZones
    var findings: [Finding]
    var summary: RunSummary
    /// The limit that reading ended at, if it did; all else is what was read by then.
    var ended: LimitFault?
  }

  struct Loaded {
    let practice: Practice
    let zones: TimeZones
    let sessions: SessionStore
    /// REC-1
    let replacements: [SessionReplacement]
    let findings: [Finding]
    let summary: RunSummary
    let ended: LimitFault?
  }

  func loadReference() throws -> Reference {
    let names = run.sourceNames
    let pool = TextPool(spill: spill.times(Self.textShare))
    let merger = Mutex(ReferenceMerger(pool: pool, sources: names))
    let rejected = RejectionTally(pool)
    let writers = Reused<TextWriter>()
    let inputs = run.inputs.filter { $0.manifest.record != .sessions }
    for input in inputs {
      merger.withLock { $0.expect(bytes: run.bytes(of: input), of: input.manifest.record) }
    }
    let ended = try forEachBlock(
      of: inputs,
      decoder: { input, absentNames in
        ReferenceDecoder(
          input.mapping, isDistinct: input.manifest.isDistinct, absentNames: absentNames)
      },
      decode: { block, decoder, source in
        writers.use(orMake: TextWriter(pool)) {
          decoder.decode(block, source: source.number, writer: &$0)
        }
      },
      consume: { decoded, source in
        let rejections = merger.withLock { $0.append(decoded) }
        try keep(rejections, of: source, rejected)
        try limits?.add(records: decoded.read, of: source.name)
      })
    let loaded = merger.withLock { $0.finish() }
    let practice = Practice(loaded.records, pool: pool, sideBySide: work.sideBySide)
    // The manifest's zone was checked with the manifest.
    let zones = try TimeZones(practice, manifestZone: run.manifest.timeZone, load: ZoneInfo.load)
    var summary = RunSummary(run)
    summary.add(loaded.countsBySource)
    summary.rejections = rejected.reasons
    return Reference(
      practice: practice, zones: zones,
      findings: rejected.findings + practice.findings + zones.findings, summary: summary,
      ended: ended)
  }

  func load() throws -> Loaded {
    let reference = try loadReference()
    let practice = reference.practice
    let merger = Mutex(SessionMerger(practice, sources: run.sourceNames, spill: spill))
    let rejected = RejectionTally(practice.pool)
    let writers = Reused<TextWriter>()
    let inputs = run.inputs.filter { $0.manifest.record == .sessions }
    let ended = try forEachBlock(
      of: reference.ended == nil ? inputs : [],
      decoder: { input, absentNames in
        SessionDecoder(
          practice, mapping: input.mapping, zones: reference.zones, absentNames: absentNames)
      },
      decode: { block, decoder, source in
        writers.use(orMake: TextWriter(practice.pool)) {
          decoder.decode(block, source: source.number, writer: &$0)
        }
      },
      consume: { decoded, source in
        progress.add(decoded.read, source: source.name)
        let rejections = try merger.withLock { try $0.append(decoded) }
        try keep(rejections, of: source, rejected)
        try limits?.add(records: decoded.read, of: source.name)
      })
    let loaded = try merger.withLock { try $0.finish() }
    var summary = reference.summary
    summary.add(loaded.countsBySource)
    summary.rejections.merge(rejected.reasons) { $0.adding($1) }
    return Loaded(
      practice: practice, zones: reference.zones, sessions: loaded.sessions,
      replacements: loaded.replacements,
      findings: reference.findings + rejected.findings + loaded.findings, summary: summary,
      ended: reference.ended ?? ended)
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
}
