/// A run's findings by place, then code, then session: the same however the work was shared out.
public struct FindingSorter: ~Copyable {
  private let pool: TextPool
  private let spill: Spill
  private var keeper: FindingKeeper
  private var rows: TableBuilder<FindingRow>

  public init(_ pool: TextPool, spill: Spill = .none) {
    self.pool = pool
    self.spill = spill
    keeper = FindingKeeper(pool)
    rows = TableBuilder(spill)
  }

  public mutating func append(_ findings: [Finding]) throws {
    try rows.append(findings.map { keeper.row($0) }) { _ in }
  }

  /// Appends what was sorted before.
  public mutating func append(_ findings: OrderedFindings) throws {
    for start in stride(from: 0, to: findings.count, by: 4096) {
      let range = start..<min(start + 4096, findings.count)
      try rows.append(range.map { findings[$0] }) { _ in }
    }
  }

  /// Of those that agree in place, code and session the one that came first stands first.
  public consuming func finish() throws -> OrderedFindings {
    let (pool, spill) = (pool, spill)
    let found = try rows.finish()
    // One number for all: findings of one place are put in order together, in one bucket.
    func place(_ number: Int) -> OrderedBuckets<FindingRow>.Place {
      OrderedBuckets.Place(key: Self.key(found[number]), number: 0)
    }
    let buckets = OrderedBuckets<FindingRow>(expecting: found.count, spill: spill, place: place)
    for number in found.indices { try buckets.append(found[number], at: place(number)) }
    var sorted = TableBuilder<FindingRow>(spill)
    for bucket in 0..<buckets.count {
      let rows = try buckets.rows(of: bucket, key: Self.key) { Self.isBefore($0, $1, pool) }
      try sorted.append(rows) { _ in }
      buckets.free(bucket)
    }
    return OrderedFindings(try sorted.finish())
  }

  private static func key(_ row: FindingRow) -> UInt64 {
    UInt64(row.position.source) << 32 | UInt64(row.position.record)
  }

  private static func isBefore(_ a: FindingRow, _ b: FindingRow, _ pool: TextPool) -> Bool {
    if a.code != b.code { return a.code.place < b.code.place }
    return pool.compare(a.session, b.session) < 0
  }
}

extension [Finding] {
  /// The same order, for a few.
  public func inOrder(of pool: TextPool) -> [Finding] {
    indices.sorted { left, right in
      let (a, b) = (self[left], self[right])
      if a.position != b.position { return a.position < b.position }
      if a.code != b.code { return a.code.place < b.code.place }
      let session = pool.compare(a.session, b.session)
      return session != 0 ? session < 0 : left < right
    }.map { self[$0] }
  }
}
