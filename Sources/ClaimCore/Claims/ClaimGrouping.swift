/// Which of a patient's lines share a claim (CLM-3): found by a table, so that nothing is sorted. Its
/// lists serve one patient after another.
struct ClaimGrouping {
  struct Group: BitwiseCopyable {
    /// Of what its lines have in common.
    fileprivate var hash: UInt64
    /// Lines.
    var first: Int
    fileprivate var last: Int
    var count: Int
  }

  /// By their first lines.
  private(set) var groups: [Group] = []
  /// By line: the next of its claim; its own number for the last.
  private var next: [Int] = []
  /// Open addressing: a group's number and 1, 0 for none. A group that is full gives way to the next
  /// of its kind.
  private var slots: [Int] = []

  /// Takes another patient's lines, none of them added yet.
  mutating func begin(lines: Int) {
    groups.removeAll(keepingCapacity: true)
    next.removeAll(keepingCapacity: true)
    var size = 4
    while size < lines * 2 { size *= 2 }
    slots.removeAll(keepingCapacity: true)
    slots.append(contentsOf: repeatElement(0, count: size))
  }

  /// Adds the next line to the group that it shares, or to one of its own.
  ///
  /// - Parameters:
  ///   - hash: equal for lines that share a claim.
  ///   - isFull: whether a group, by its first line and how many it has, takes no more.
  ///   - shares: whether the line shares a claim with another.
  @inline(__always)
  mutating func add(
    hash: UInt64, isFull: (_ first: Int, _ count: Int) -> Bool, shares: (Int) -> Bool
  ) {
    let line = next.count
    next.append(line)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[slot] != 0 {
      let group = slots[slot] - 1
      if groups[group].hash == hash, shares(groups[group].first) {
        if isFull(groups[group].first, groups[group].count) { break }
        next[groups[group].last] = line
        groups[group].last = line
        groups[group].count += 1
        return
      }
      slot = (slot + 1) & mask
    }
    groups.append(Group(hash: hash, first: line, last: line, count: 1))
    slots[slot] = groups.count
  }

  /// The line after one of the same group.
  func line(after line: Int) -> Int { next[line] }
}
