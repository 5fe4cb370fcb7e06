import ClaimCore

/// REC-1: of the records of one session the one with the higher `sequence` counts, else the later
/// one; of identical ones the first is kept.
///
/// Rows are dealt out by their ids' hashes, so that each deal's table fits the cache; a deal is then
/// gone through in the order of the rows.
struct SessionIdentityResolver {
  struct Settled {
    /// By row; empty where all are used.
    var isDropped: [Bool] = []
    var replacements: [SessionReplacement] = []
    var findings: [Finding] = []
  }

  /// Two records of one session, by row.
  private struct Meeting {
    var earlier: Int
    var later: Int
    var isIdentical: Bool
    var laterWins: Bool
  }

  let pool: TextPool
  let places: SourcePlaces

  func settle(_ chunks: [SessionChunk], rowCount: Int) -> Settled {
    precondition(rowCount < UInt32.max, "more sessions than rows can be numbered")
    var meetings: [Meeting] = []
    deal(chunks, rowCount) { rows in
      var table = KeyTable(expecting: min(rows.count, 1 << 14))
      // By first row of an id: the row that counts so far.
      var winners: [Int: Int] = [:]
      for entry in rows {
        let row = Int(entry & 0xFFFF_FFFF)
        let first = table.find(entry, orKeep: row) {
          pool.equal(record($0, chunks).session.id, record(row, chunks).session.id)
        }
        if first == row { continue }
        let meeting = meet(winners[first] ?? first, row, chunks)
        if meeting.laterWins { winners[first] = row }
        meetings.append(meeting)
      }
    }
    return settled(meetings.sorted { $0.later < $1.later }, chunks, rowCount)
  }

  /// Calls `body` with each deal: hashes in the upper half, rows in the lower and in order.
  private func deal(
    _ chunks: [SessionChunk], _ rowCount: Int, _ body: (UnsafeBufferPointer<UInt64>) -> Void
  ) {
    var bits = 0
    while bits < 10, rowCount >> bits > 8192 { bits += 1 }
    func number(_ hash: UInt64) -> Int { bits == 0 ? 0 : Int(hash & ((1 << UInt64(bits)) - 1)) }
    var starts = [Int](repeating: 0, count: (1 << bits) + 1)
    for chunk in chunks {
      for identity in chunk.identities { starts[number(identity.idHash) + 1] += 1 }
    }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: rowCount) { entries in
      var next = starts
      for chunk in chunks {
        for (offset, identity) in chunk.identities.enumerated() {
          let deal = number(identity.idHash)
          let entry = identity.idHash & ~0xFFFF_FFFF | UInt64(chunk.firstRow + offset)
          entries.initializeElement(at: next[deal], to: entry)
          next[deal] += 1
        }
      }
      for deal in 0..<(1 << bits) {
        body(UnsafeBufferPointer(rebasing: entries[starts[deal]..<starts[deal + 1]]))
      }
    }
  }

  private func meet(_ earlier: Int, _ later: Int, _ chunks: [SessionChunk]) -> Meeting {
    let (a, b) = (record(earlier, chunks), record(later, chunks))
    let isIdentical = pool.identical(a.session, a.identity, b.session, b.identity)
    return Meeting(
      earlier: earlier, later: later, isIdentical: isIdentical,
      laterWins: !isIdentical && b.identity.sequence >= a.identity.sequence)
  }

  private func settled(
    _ meetings: [Meeting], _ chunks: [SessionChunk], _ rowCount: Int
  ) -> Settled {
    var settled = Settled()
    if meetings.isEmpty { return settled }
    settled.isDropped = [Bool](repeating: false, count: rowCount)
    for meeting in meetings {
      let earlier = record(meeting.earlier, chunks)
      let later = record(meeting.later, chunks)
      let loser = meeting.laterWins ? meeting.earlier : meeting.later
      settled.isDropped[loser] = true
      settled.replacements.append(
        SessionReplacement(
          session: later.session.id,
          dropped: meeting.laterWins ? earlier.position : later.position,
          kept: meeting.laterWins ? later.position : earlier.position,
          isIdentical: meeting.isIdentical,
          isBySequence: earlier.identity.sequence != later.identity.sequence))
      settled.findings.append(
        Finding(
          meeting.isIdentical ? .sessionRepeated : .sessionReplaced, at: later.position,
          session: later.session.id,
          sentence(
            meeting, earlier: earlier.position, later: later.position,
            differ: earlier.identity.sequence != later.identity.sequence)))
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

  private func record(
    _ row: Int, _ chunks: [SessionChunk]
  ) -> (session: Session, identity: SessionIdentity, position: Position) {
    var low = 0
    var high = chunks.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if chunks[middle].firstRow <= row { low = middle } else { high = middle }
    }
    let chunk = chunks[low]
    let index = row - chunk.firstRow
    let session = chunk.sessions[index]
    return (session, chunk.identities[index], session.position.moved(by: chunk.recordOffset))
  }
}
