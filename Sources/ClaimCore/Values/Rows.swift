/// Rows of somebody else's table, seen in place: nothing is copied or counted.
///
/// Whoever hands it out says how long the rows stay where they are.
public struct Rows<Row: BitwiseCopyable>: RandomAccessCollection, BitwiseCopyable {
  @usableFromInline let rows: UnsafeBufferPointer<Row>

  @inlinable public init(_ rows: UnsafeBufferPointer<Row>) { self.rows = rows }

  /// - Precondition: the range lies within `rows`.
  @inlinable public init(_ rows: UnsafeBufferPointer<Row>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows.count, "rows outside the table")
    self.rows = UnsafeBufferPointer(rebasing: rows[range])
  }

  static var none: Rows { Rows(UnsafeBufferPointer(start: nil, count: 0)) }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { rows.count }

  @inlinable public subscript(index: Int) -> Row {
    precondition(index >= 0 && index < rows.count, "row outside the table")
    return rows[index]
  }
}
