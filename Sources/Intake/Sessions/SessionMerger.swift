public import ClaimCore

/// Joins decoded blocks of sessions in the order of manifest, path and position, and settles which
/// record of a session counts (REC-1).
public struct SessionMerger: ~Copyable {
  private let practice: Practice
  private let names: [String]
  private var places: SourcePlaces
  private var chunks: [SessionChunk] = []
  private var rowCount = 0
  private var newPatients: [Text] = []
  private var newPatientTable = KeyTable()
  private var counts: [IntakeCounts] = []
  private var findings: [Finding] = []

  /// - Parameter sources: their names by number, for messages.
  public init(_ practice: Practice, sources: [String]) {
    self.practice = practice
    names = sources
    places = SourcePlaces(sources)
  }

  /// Takes a block's sessions; quick, as one thread does it for all.
  ///
  /// - Returns: the block's rejections, in the order of its records.
  public mutating func append(_ decoded: consuming DecodedSessions) -> [Rejection] {
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
    if decoded.sessions.isEmpty { return rejections }
    chunks.append(
      SessionChunk(
        sessions: decoded.sessions, identities: decoded.identities, firstRow: rowCount,
        recordOffset: offset))
    rowCount += decoded.sessions.count
    return rejections
  }

  /// The run's numbers of a block's new patients.
  private mutating func numbers(_ ids: [Text]) -> [Int] {
    let pool = practice.pool
    var numbers: [Int] = []
    for id in ids {
      let number = newPatientTable.find(
        pool.hash((id, .missing)), orKeep: newPatients.count
      ) { pool.equal(newPatients[$0], id) }
      if number == newPatients.count { newPatients.append(id) }
      numbers.append(number)
    }
    return numbers
  }

  /// Settles identity over all that was taken; nothing may follow.
  public mutating func finish() -> LoadedSessions {
    let settled = SessionIdentityResolver(
      pool: practice.pool, places: SourcePlaces(names)
    ).settle(chunks, rowCount: rowCount)
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
    let sessions = SessionMerger.used(
      &chunks, settled.isDropped, rowCount - settled.replacements.count)
    return LoadedSessions(
      sessions: SessionSet(
        sessions: sessions, patientIDs: Table(practice.patientIDs + newPatients)),
      countsBySource: counts, replacements: settled.replacements,
      findings: findings + settled.findings)
  }

  /// Moves what is left into one run of rows, chunk by chunk, so that little is held twice.
  private static func used(
    _ chunks: inout [SessionChunk], _ isDropped: [Bool], _ count: Int
  ) -> Table<Session> {
    Table(count: count) { rows in
      var next = 0
      for index in chunks.indices {
        let chunk = chunks[index]
        chunks[index].sessions = []
        for (offset, var session) in chunk.sessions.enumerated() {
          if !isDropped.isEmpty, isDropped[chunk.firstRow + offset] { continue }
          session.position = session.position.moved(by: chunk.recordOffset)
          rows.initializeElement(at: next, to: session)
          next += 1
        }
      }
    }
  }
}

/// The run's sessions and what became of the records that were read.
public struct LoadedSessions: Sendable {
  /// Identity settled (REC-1), in the order they were read.
  public let sessions: SessionSet
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

/// A block's sessions among all.
struct SessionChunk {
  var sessions: [Session]
  let identities: [SessionIdentity]
  let firstRow: Int
  let recordOffset: Int
}

extension DecodedSessions {
  /// Gives the sessions of new patients the run's references in place of the block's own.
  fileprivate mutating func number(newPatients numbers: [Int], _ practice: Practice) {
    let known = practice.patientIDs.count
    for index in sessions.indices {
      let patient = sessions[index].patient.index
      if patient >= known { sessions[index].patient = Ref(known + numbers[patient - known]) }
    }
  }
}
