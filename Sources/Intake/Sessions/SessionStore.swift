public import ClaimCore

/// The run's sessions, identity settled (REC-1), in parts of some patients each.
///
/// Parts stand by patient id and have all the sessions of their patients. What memory is too small for
/// is read back from a file when a part is asked for, by any thread.
public final class SessionStore: Sendable {
  /// How the sessions are cut into parts.
  struct Sizes {
    /// Sessions that make a part; one patient may have more.
    var part = 4096
    /// More than this in one bucket are dealt out once more.
    var largestBucket = 1 << 17
    /// Bytes that are written to a file at once: every part of such a bucket has a block under way.
    var blockSize = 1 << 12
  }

  struct Part {
    let rows: RowBuckets<StoredSession>
    let buckets: Range<Int>

    func count(without dropped: DroppedSessions) -> Int {
      let dropped = dropped.of(rows)
      return buckets.reduce(0) { $0 + rows.count(of: $1) - dropped.count(of: $1) }
    }

    func forEach(without dropped: DroppedSessions, _ body: (Session) -> Void) throws {
      let dropped = dropped.of(rows)
      for bucket in buckets { try dropped.forEachKept(of: bucket, in: rows) { body($0.session) } }
    }
  }

  public let count: Int
  public let patientIDs: PatientIDs
  /// Those that gave way to others (REC-1) may be among them.
  public let samples: SessionSamples
  private let parts: [Part]
  /// By part, the number of its first session.
  private let firsts: [Int]
  private let dropped: DroppedSessions
  private let spill: Spill

  public var partCount: Int { parts.count }

  init(
    _ rows: RowBuckets<StoredSession>, _ dropped: DroppedSessions, _ patientIDs: PatientIDs,
    pool: TextPool, spill: Spill, sizes: Sizes, samples: SessionSamples
  ) throws {
    self.samples = samples
    self.spill = spill
    self.dropped = dropped
    self.patientIDs = patientIDs
    count = (0..<rows.bucketCount).reduce(0) { $0 + rows.count(of: $1) } - dropped.count
    var parts: [Part] = []
    var first = 0
    var gathered = 0
    for bucket in 0..<rows.bucketCount {
      if rows.count(of: bucket) > sizes.largestBucket {
        if first < bucket { parts.append(Part(rows: rows, buckets: first..<bucket)) }
        parts += try Self.split(bucket, of: rows, dropped, patientIDs.ranks(pool), spill, sizes)
        (first, gathered) = (bucket + 1, 0)
        continue
      }
      gathered += rows.count(of: bucket)
      if gathered >= sizes.part {
        parts.append(Part(rows: rows, buckets: first..<bucket + 1))
        (first, gathered) = (bucket + 1, 0)
      }
    }
    if gathered > 0 { parts.append(Part(rows: rows, buckets: first..<rows.bucketCount)) }
    self.parts = parts
    var before = 0
    firsts = parts.map { part in
      defer { before += part.count(without: dropped) }
      return before
    }
  }

  /// A bucket that too many patients fell into, dealt out by what is known of them now.
  private static func split(
    _ bucket: Int, of rows: RowBuckets<StoredSession>, _ dropped: DroppedSessions,
    _ ranks: [UInt32], _ spill: Spill, _ sizes: Sizes
  ) throws -> [Part] {
    var counts: [UInt32: Int] = [:]
    try rows.forEachRun(of: bucket) { run in
      for row in run { counts[ranks[row.session.patient.index], default: 0] += 1 }
    }
    var places: [UInt32: Int] = [:]
    var (place, gathered) = (0, 0)
    for (rank, count) in counts.sorted(by: { $0.key < $1.key }) {
      if gathered > 0, gathered + count > sizes.part { (place, gathered) = (place + 1, 0) }
      places[rank] = place
      gathered += count
    }
    let parted = RowBuckets<StoredSession>(
      count: place + 1, blockSize: sizes.blockSize, spill: spill)
    try dropped.forEachKept(of: bucket, in: rows) { row in
      try parted.append(row, to: places[ranks[row.session.patient.index], default: 0])
    }
    rows.free(bucket)
    return (0...place).map { Part(rows: parted, buckets: $0..<$0 + 1) }
  }

  /// The sessions' ids, part after part.
  public func ids() throws -> [Text] {
    var ids: [Text] = []
    ids.reserveCapacity(count)
    for part in parts {
      try part.forEach(without: dropped) { ids.append($0.id) }
      spill.trim()
    }
    return ids
  }

  /// - Parameters:
  ///   - earlier: by session, part after part, what a ledger knows of it; empty without one.
  ///   - corrections: claims of the ledger that are to be corrected or voided (CLM-9).
  public func part(
    _ number: Int, earlier: [EarlierItem] = [], corrections: [ClaimCorrection] = []
  ) throws -> SessionSet {
    let part = parts[number]
    let count = part.count(without: dropped)
    let sessions = try Table<Session>(count: count) { sessions in
      var next = 0
      try part.forEach(without: dropped) { session in
        sessions.initializeElement(at: next, to: session)
        next += 1
      }
    }
    let first = firsts[number]
    return SessionSet(
      sessions: sessions, patientIDs: patientIDs,
      earlier: Table(earlier.isEmpty ? [] : Array(earlier[first..<first + count])),
      corrections: corrections)
  }

  /// Gives back what a part takes up; nobody may ask for it again.
  public func forget(_ number: Int) {
    for bucket in parts[number].buckets { parts[number].rows.free(bucket) }
  }

  /// All sessions in memory: for what has to look at them in any order.
  public func all() throws -> SessionSet {
    let sessions = try Table<Session>(count: count) { sessions in
      var next = 0
      for number in 0..<partCount {
        let part = try part(number)
        for index in part.sessions.indices {
          sessions.initializeElement(at: next, to: part.sessions[index])
          next += 1
        }
      }
    }
    return SessionSet(sessions: sessions, patientIDs: patientIDs)
  }
}

/// Sessions that gave way to others (REC-1).
struct DroppedSessions: Sendable {
  /// What they are dropped from.
  let rows: RowBuckets<StoredSession>?
  /// By bucket, the numbers of rows, ascending.
  private let numbers: [Int: [Int]]
  let count: Int

  static let none = DroppedSessions(rows: nil, places: [])

  init(rows: RowBuckets<StoredSession>?, places: Set<SessionPlace>) {
    self.rows = rows
    numbers = Dictionary(grouping: places, by: \.bucket).mapValues { $0.map(\.number).sorted() }
    count = places.count
  }

  /// Those of some rows: those of a bucket that was dealt out once more have lost what is dropped
  /// already.
  func of(_ rows: RowBuckets<StoredSession>) -> DroppedSessions {
    rows === self.rows ? self : .none
  }

  func count(of bucket: Int) -> Int { numbers[bucket]?.count ?? 0 }

  /// Calls `body` with the rows of a bucket that were not dropped, in order.
  func forEachKept(
    of bucket: Int, in rows: RowBuckets<StoredSession>, _ body: (StoredSession) throws -> Void
  ) throws {
    guard var dropped = numbers[bucket]?[...] else {
      return try rows.forEachRun(of: bucket) { run in for row in run { try body(row) } }
    }
    var number = 0
    try rows.forEachRun(of: bucket) { run in
      for row in run {
        defer { number += 1 }
        if dropped.first == number {
          dropped = dropped.dropFirst()
        } else {
          try body(row)
        }
      }
    }
  }
}

/// Where a session waits.
struct SessionPlace: BitwiseCopyable, Hashable, Sendable {
  let bucket: Int
  let number: Int
}
