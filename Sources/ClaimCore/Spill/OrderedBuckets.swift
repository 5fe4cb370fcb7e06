/// A stable sort by whole numbers of more rows than memory holds: rows are dealt out to buckets by
/// their keys, and each bucket is sorted when it is asked for.
public final class OrderedBuckets<Row: BitwiseCopyable & Sendable>: Sendable {
  /// Where a row belongs: by key and, among equal keys, by its number.
  public struct Place: Comparable, Sendable {
    let key: UInt64
    let number: Int

    public init(key: UInt64, number: Int) {
      self.key = key
      self.number = number
    }

    public static func < (a: Place, b: Place) -> Bool {
      (a.key, a.number) < (b.key, b.number)
    }
  }

  private static var blockSize: Int { 1 << 15 }
  private static var mostBuckets: Int { 1024 }

  /// Of every bucket but the first, ascending.
  private let starts: [Place]
  private let buckets: RowBuckets<Row>

  /// - Parameters:
  ///   - count: about how many rows there will be.
  ///   - size: rows in a bucket, more where there would be too many buckets.
  ///   - samples: the places of some of them, in any order, so that buckets come out about equal.
  public init(
    expecting count: Int, bucketsOf size: Int = 4096, spill: Spill, samples: [Place]
  ) {
    let wanted = Self.wanted(count, size)
    let samples = wanted < 2 ? [] : samples.sorted()
    starts = samples.isEmpty ? [] : (1..<wanted).map { samples[$0 * samples.count / wanted] }
    buckets = RowBuckets(
      count: starts.count + 1, blockSize: Self.blockSize, spill: spill)
  }

  /// - Parameters:
  ///   - count: about how many rows there will be.
  ///   - size: rows in a bucket, more where there would be too many buckets.
  ///   - place: of the row of a number below `count`; some are asked for.
  public convenience init(
    expecting count: Int, bucketsOf size: Int = 4096, spill: Spill, place: (Int) -> Place
  ) {
    let wanted = Self.wanted(count, size)
    // Some 64 samples a bucket: the largest is seldom half as large again as the others.
    let step = max(1, count / max(1, wanted * 64))
    var samples: [Place] = []
    for number in stride(from: 0, to: wanted < 2 ? 0 : count, by: step) {
      samples.append(place(number))
      // They lie far apart, so that a few hundred bring many rows to memory.
      if samples.count % 128 == 0 { spill.trim() }
    }
    self.init(expecting: count, bucketsOf: size, spill: spill, samples: samples)
  }

  private static func wanted(_ count: Int, _ size: Int) -> Int {
    min((count + size - 1) / size, mostBuckets)
  }

  public var count: Int { buckets.bucketCount }
  public func rowCount(of bucket: Int) -> Int { buckets.count(of: bucket) }

  /// Appends a row; called by one thread at a time, rows of equal keys in the order of their numbers.
  public func append(_ row: Row, at place: Place) throws {
    try append(row, to: bucket(of: place))
  }

  /// The bucket that a row belongs to; any thread may ask.
  public func bucket(of place: Place) -> Int {
    starts.withUnsafeBufferPointer { starts in
      var (first, count) = (0, starts.count)
      while count > 0 {
        let half = count / 2
        let start = starts[first + half]
        // Without jumps: rows come in no order that a processor could foresee.
        let isLess = start.key < place.key ? 1 : 0
        let isEqual = start.key == place.key ? 1 : 0
        let isReached = isLess | isEqual & (start.number <= place.number ? 1 : 0)
        first += (half + 1) & -isReached
        count = (count - half - 1) & -isReached | half & (isReached - 1)
      }
      return first
    }
  }

  /// Appends a row to the bucket of its place, as ``append(_:at:)`` does.
  public func append(_ row: Row, to bucket: Int) throws { try buckets.append(row, to: bucket) }

  /// A bucket's rows in order, by any thread once all are there.
  ///
  /// - Parameter isBefore: settles what the keys leave open, before the order of appending does; rows of
  ///   one key have to stand in one bucket then, so all have the same number in their ``Place``.
  public func rows(
    of bucket: Int, key: (Row) -> UInt64, isBefore: ((Row, Row) -> Bool)? = nil
  ) throws -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(buckets.count(of: bucket))
    try buckets.forEachRun(of: bucket) { rows += $0 }
    var entries = rows.enumerated().map { RadixEntry(key: key($1), value: UInt32($0)) }
    RadixSort.sort(&entries)
    if let isBefore {
      entries.sortTies { a, b in
        if isBefore(rows[Int(a)], rows[Int(b)]) { return true }
        return !isBefore(rows[Int(b)], rows[Int(a)]) && a < b
      }
    }
    return entries.map { rows[Int($0.value)] }
  }

  /// Forgets a bucket's rows, and gives their memory back.
  public func free(_ bucket: Int) { buckets.free(bucket) }
}
