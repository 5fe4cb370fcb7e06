import ClaimCore

/// REC-1: of the records of one session the one with the higher `sequence` counts, else the later
/// one; of identical ones the first is kept.
///
/// Ids are dealt out by their hashes, so that each deal's table fits the cache; only records whose
/// hashes agree are looked at themselves.
struct SessionIdentityResolver {
  struct Settled {
    var dropped: Set<SessionPlace> = []
    var replacements: [SessionReplacement] = []
    var findings: [Finding] = []
  }

  /// Two records of one session.
  private struct Meeting {
    var earlier: SessionPlace
    var later: SessionPlace
    /// Of the later.
    var position: Position
    var isIdentical: Bool
    var laterWins: Bool
  }

  let pool: TextPool
  let places: SourcePlaces
  let rows: RowBuckets<StoredSession>

  func settle(_ ids: borrowing SessionIDs) throws -> Settled {
    var meetings: [Meeting] = []
    var table = HashTable()
    var entries: [SessionIDs.Entry] = []
    for deal in 0..<ids.dealCount {
      try ids.take(deal, into: &entries)
      table.begin(entries.count)
      // By the first entry of an id: the record that counts so far.
      var winners: [Int: SessionPlace] = [:]
      for number in entries.indices {
        let first = try table.find(entries[number].hash, orKeep: number, of: entries) {
          pool.equal(
            try record(entries[$0].place).session.id, try record(entries[number].place).session.id)
        }
        if first == number { continue }
        let meeting = try meet(winners[first] ?? entries[first].place, entries[number].place)
        if meeting.laterWins { winners[first] = entries[number].place }
        meetings.append(meeting)
      }
    }
    return try settled(meetings.sorted { $0.position < $1.position })
  }

  private func meet(_ earlier: SessionPlace, _ later: SessionPlace) throws -> Meeting {
    let (a, b) = (try record(earlier), try record(later))
    let isIdentical = pool.identical(a.session, a.identity, b.session, b.identity)
    return Meeting(
      earlier: earlier, later: later, position: b.session.position, isIdentical: isIdentical,
      laterWins: !isIdentical && b.identity.sequence >= a.identity.sequence)
  }

  private func settled(_ meetings: [Meeting]) throws -> Settled {
    var settled = Settled()
    for meeting in meetings {
      let (earlier, later) = (try record(meeting.earlier), try record(meeting.later))
      settled.dropped.insert(meeting.laterWins ? meeting.earlier : meeting.later)
      let (first, second) = (earlier.session.position, later.session.position)
      let isBySequence = earlier.identity.sequence != later.identity.sequence
      settled.replacements.append(
        SessionReplacement(
          session: later.session.id, dropped: meeting.laterWins ? first : second,
          kept: meeting.laterWins ? second : first, isIdentical: meeting.isIdentical,
          isBySequence: isBySequence))
      settled.findings.append(
        Finding(
          meeting.isIdentical ? .sessionRepeated : .sessionReplaced, at: second,
          session: later.session.id,
          sentence(meeting, earlier: first, later: second, differ: isBySequence)))
    }
    return settled
  }

  private func sentence(
    _ meeting: Meeting, earlier: Position, later: Position, differ: Bool
  ) -> String {
    let (first, second) = (places.name(earlier), places.name(later))
    if meeting.isIdentical {
      return "the record at \(second) is identical to the one at \(first), which is kept: drop one"
    }
    let (winner, loser) = meeting.laterWins ? (second, first) : (first, second)
    return "the record at \(winner) replaces the one at \(loser): "
      + (differ ? "its sequence is higher" : "it is the later one; give them a sequence")
  }

  private func record(_ place: SessionPlace) throws -> StoredSession {
    try rows.row(place.number, of: place.bucket)
  }
}

/// The hashes of all session ids, dealt out by them, with where the sessions wait.
struct SessionIDs: ~Copyable {
  struct Entry: BitwiseCopyable {
    let hash: UInt64
    private let packed: UInt64

    init(hash: UInt64, place: SessionPlace) {
      self.hash = hash
      packed = UInt64(place.bucket) << 40 | UInt64(place.number)
    }

    var place: SessionPlace {
      SessionPlace(bucket: Int(packed >> 40), number: Int(packed & 0xFF_FFFF_FFFF))
    }
  }

  private let deals: RowBuckets<Entry>
  let dealCount = 256

  init(spill: Spill) { deals = RowBuckets(count: dealCount, blockSize: 1 << 12, spill: spill) }

  mutating func add(_ hash: UInt64, _ place: SessionPlace) throws {
    try deals.append(Entry(hash: hash, place: place), to: Int(hash & 0xFF))
  }

  /// A deal's entries in the order they came, once.
  func take(_ deal: Int, into entries: inout [Entry]) throws {
    entries.removeAll(keepingCapacity: true)
    try deals.forEachRun(of: deal) { entries += $0 }
    deals.free(deal)
  }
}

/// Finds the first entry of a hash; used again for one deal after another.
private struct HashTable {
  /// An entry's number and one; 0 is free.
  private var slots: [UInt32] = []
  private var mask = 0

  mutating func begin(_ count: Int) {
    var size = 64
    while size < count * 2 { size *= 2 }
    if slots.count < size { slots = [UInt32](repeating: 0, count: size) }
    mask = size - 1
    for slot in 0..<size { slots[slot] = 0 }
  }

  /// The first entry of this hash that `isSame` says yes to, or else `number`, which is then kept.
  mutating func find(
    _ hash: UInt64, orKeep number: Int, of entries: [SessionIDs.Entry],
    _ isSame: (Int) throws -> Bool
  ) rethrows -> Int {
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[slot] != 0 {
      let found = Int(slots[slot]) - 1
      if entries[found].hash == hash, try isSame(found) { return found }
      slot = (slot + 1) & mask
    }
    slots[slot] = UInt32(number + 1)
    return number
  }
}
