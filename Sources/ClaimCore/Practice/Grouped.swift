/// Rows put together by a small whole number: all rows of one patient, plan or authorization.
struct Grouped<Row: BitwiseCopyable>: ~Copyable, Sendable {
  private let offsets: Table<UInt32>
  let rows: Table<Row>

  /// - Parameters:
  ///   - groups: how many groups there are.
  ///   - source: the rows; those of a group keep their order.
  ///   - group: a row's group; rows without one are left out.
  init(groups: Int, _ source: [Row], by group: (Row) -> Int?) {
    var starts = [UInt32](repeating: 0, count: groups + 1)
    let keys = source.map(group)
    for case let key? in keys { starts[key + 1] += 1 }
    for index in 0..<groups { starts[index + 1] += starts[index] }
    var next = starts
    rows = Table(count: Int(starts[groups])) { rows in
      for (row, key) in zip(source, keys) {
        guard let key else { continue }
        rows.initializeElement(at: Int(next[key]), to: row)
        next[key] += 1
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
