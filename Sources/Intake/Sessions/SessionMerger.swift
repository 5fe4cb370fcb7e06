public import ClaimCore

/// Joins decoded blocks of sessions in the order of manifest, path and position, and settles which
/// record of a session counts (REC-1).
public struct SessionMerger: ~Copyable {
  /// Rows that are written to a file at once.
  private static let blockSize = 1 << 14

  private let practice: Practice
  private let names: [String]
  private let spill: Spill
  private var places: SourcePlaces
  private var buckets: PatientBuckets
  private let rows: RowBuckets<StoredSession>
  /// By bucket, so that what is billed together has its ids together.
  private var idTexts: TextWriters
  private var ids: SessionIDs
  private let knownPatients: PatientIDs
  private var newPatients: [Text] = []
  private var newPatientTable = KeyTable()
  private var counts: [IntakeCounts] = []
  private var findings: [Finding] = []
  private var samples = SessionSamples()
  var sizes = SessionStore.Sizes()

  /// - Parameters:
  ///   - sources: their names by number, for messages.
  ///   - spill: where sessions go that memory is too small for.
  public init(_ practice: Practice, sources: [String], spill: Spill = .none) {
    self.practice = practice
    names = sources
    self.spill = spill
    places = SourcePlaces(sources)
    knownPatients = PatientIDs(practice.patientIDs)
    buckets = PatientBuckets(knownPatients, pool: practice.pool)
    rows = RowBuckets(count: buckets.count, blockSize: Self.blockSize, spill: spill)
    idTexts = TextWriters(practice.pool, places: buckets.count)
    ids = SessionIDs(spill: spill)
  }

  /// Takes a block's sessions; quick, as one thread does it for all.
  ///
  /// - Returns: the block's rejections, in the order of its records.
  /// - Throws: where a file is needed and can't hold them.
  public mutating func append(_ decoded: consuming DecodedSessions) throws -> [Rejection] {
    let offset = places.records(before: decoded.read, of: decoded.source)
    if !decoded.newPatients.isEmpty {
      decoded.number(newPatients: numbers(decoded.newPatients), practice)
    }
    var rejections = decoded.rejections
    for index in rejections.indices {
      rejections[index].position = rejections[index].position.moved(by: offset)
    }
    for finding in decoded.findings {
      findings.append(finding.moved(to: finding.position.moved(by: offset)))
    }
    let (read, rejected) = (decoded.read, decoded.rejections.count)
    counts.update(decoded.source) {
      $0.read += read
      $0.rejected += rejected
      $0.used += read - rejected
    }
    samples.offer(decoded.rows.lazy.map { $0.session.moved(by: offset) })
    try decoded.rows.withUnsafeBufferPointer { rows in
      try decoded.ids.withEach { index, id in
        var row = rows[index]
        row.session = row.session.moved(by: offset)
        try keep(&row, id)
      }
    }
    return rejections
  }

  @inline(__always)
  private mutating func keep(_ row: inout StoredSession, _ id: Bytes) throws {
    let bucket = buckets.bucket(of: row.session.patient)
    row.session.id = idTexts.keep(id, at: bucket)
    let number = try rows.append(row, to: bucket)
    try ids.add(row.identity.idHash, SessionPlace(bucket: bucket, number: number))
  }

  /// The run's numbers of a block's new patients.
  private mutating func numbers(_ ids: [Text]) -> [Int] {
    let pool = practice.pool
    var numbers: [Int] = []
    for id in ids {
      let number = newPatientTable.find(
        pool.hash((id, .missing)), orKeep: newPatients.count
      ) { pool.equal(newPatients[$0], id) }
      if number == newPatients.count {
        newPatients.append(id)
        buckets.add(id)
      }
      numbers.append(number)
    }
    return numbers
  }

  /// Settles identity over all that was taken; nothing may follow.
  public mutating func finish() throws -> LoadedSessions {
    let settled = try SessionIdentityResolver(
      pool: practice.pool, places: SourcePlaces(names), rows: rows
    ).settle(ids)
    var (counts, findings) = (counts, findings)
    for replacement in settled.replacements {
      counts.update(Int(replacement.dropped.source)) {
        $0.replaced += 1
        $0.used -= 1
      }
    }
    if !settled.replacements.isEmpty {
      // What was found about a record that gave way is of no use.
      let dropped = Set(settled.replacements.map(\.dropped))
      findings.removeAll { dropped.contains($0.position) }
    }
    let patientIDs =
      newPatients.isEmpty ? knownPatients : PatientIDs(practice.patientIDs + newPatients)
    return LoadedSessions(
      sessions: try SessionStore(
        rows, DroppedSessions(rows: rows, places: settled.dropped), patientIDs,
        pool: practice.pool, spill: spill, sizes: sizes, samples: samples),
      countsBySource: counts, replacements: settled.replacements,
      findings: findings + settled.findings)
  }
}

/// The run's sessions and what became of the records that were read.
public struct LoadedSessions: Sendable {
  /// Identity settled (REC-1).
  public let sessions: SessionStore
  /// By source number; sources past the end had no block.
  public let countsBySource: [IntakeCounts]
  /// In the order that the later records were read.
  public let replacements: [SessionReplacement]
  public let findings: [Finding]
}

/// A record that gave way to another of the same session, or repeated it (REC-1).
public struct SessionReplacement: BitwiseCopyable, Sendable {
  public let session: Text
  public let dropped: Position
  /// Which may itself have given way to a third.
  public let kept: Position
  public let isIdentical: Bool
  /// The higher `sequence` wins; else the later record.
  public let isBySequence: Bool
}

extension Session {
  @inline(__always)
  fileprivate func moved(by records: Int) -> Session {
    var session = self
    session.position = position.moved(by: records)
    return session
  }
}

extension DecodedSessions {
  /// Gives the sessions of new patients the run's references in place of the block's own.
  fileprivate mutating func number(newPatients numbers: [Int], _ practice: Practice) {
    let known = practice.patientIDs.count
    for index in rows.indices {
      let patient = rows[index].session.patient.index
      if patient >= known { rows[index].session.patient = Ref(known + numbers[patient - known]) }
    }
  }
}
