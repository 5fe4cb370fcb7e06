import ClaimCore

/// Deals patients out to buckets, so that every id in a bucket stands before those in the next.
///
/// The cuts are made among the ids that reference records name; ids that come with the sessions fall
/// in between.
struct PatientBuckets {
  /// Many enough for the sessions of one to fit in memory, few enough to fill them all at once.
  private static let mostBuckets = 512

  let count: Int
  /// By patient; grows with new ones.
  private var buckets: [UInt16]
  /// The least id of every bucket but the first.
  private let starts: [Text]
  private let pool: TextPool

  init(_ known: PatientIDs, pool: TextPool) {
    self.pool = pool
    count = max(1, min(Self.mostBuckets, known.count))
    var starts = [Text](repeating: .missing, count: count - 1)
    let ranks = known.ranks(pool)
    buckets = []
    buckets.reserveCapacity(known.count)
    var first = [Int](repeating: .max, count: count)
    for patient in 0..<known.count {
      let rank = Int(ranks[patient])
      let bucket = rank * count / known.count
      buckets.append(UInt16(bucket))
      guard bucket > 0, rank < first[bucket] else { continue }
      first[bucket] = rank
      starts[bucket - 1] = known[patient]
    }
    self.starts = starts
  }

  @inline(__always)
  func bucket(of patient: Ref<Patient>) -> Int { Int(buckets[patient.index]) }

  /// The next patient that no reference record names.
  mutating func add(_ id: Text) {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if pool.compare(starts[middle], id) <= 0 { low = middle + 1 } else { high = middle }
    }
    buckets.append(UInt16(low))
  }
}
