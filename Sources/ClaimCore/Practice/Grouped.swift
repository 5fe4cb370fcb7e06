/// Numbers of groups.
enum Groups {
  /// Of a row that belongs to none.
  static let none = UInt32.max
}

/// Rows put together by a small whole number: all rows of one patient, plan or authorization.
struct Grouped<Row: BitwiseCopyable>: ~Copyable, Sendable {
  private let offsets: Table<UInt32>
  let rows: Table<Row>

  /// - Parameters:
  ///   - groups: how many groups there are.
  ///   - source: the rows; those of a group keep their order.
  ///   - group: a row's group, asked for once; rows of the group ``Groups/none`` are left out.
  init(
    groups: Int, _ source: some Collection<Row>, by group: (Row) -> UInt32
  ) {
    var starts = [UInt32](repeating: 0, count: groups + 1)
    var keys: [UInt32] = []
    keys.reserveCapacity(source.count)
    for row in source {
      let key = group(row)
      keys.append(key)
      if key != Groups.none { starts[Int(key) + 1] += 1 }
    }
    for index in 0..<groups { starts[index + 1] += starts[index] }
    var next = starts
    rows = Table(count: Int(starts[groups])) { rows in
      for (row, key) in zip(source, keys) where key != Groups.none {
        rows.initializeElement(at: Int(next[Int(key)]), to: row)
        next[Int(key)] += 1
      }
    }
    offsets = Table(starts)
  }

  /// Where a group's rows stand in ``rows``; empty past the last group.
  func range(_ group: Int) -> Range<Int> {
    guard group + 1 < offsets.count else { return 0..<0 }
    return Int(offsets[group])..<Int(offsets[group + 1])
  }
}
