/// Plain rows that are appended and changed as an array's are; a ``Table`` takes them over where they
/// stand, which an array's can't be.
public struct RowList<Row: BitwiseCopyable>: @unchecked Sendable {
  // @unchecked: rows are written only while no other list and no table has them.
  @usableFromInline var memory: RowMemory<Row>?
  @usableFromInline var rows: UnsafeMutablePointer<Row>?
  @usableFromInline var capacity = 0
  @usableFromInline var rowCount = 0

  @inlinable public init() {}

  @inlinable public var count: Int { rowCount }

  /// Room for as many rows that nobody else has.
  @inlinable @inline(__always)
  mutating func own(room needed: Int) {
    if needed > capacity || !isKnownUniquelyReferenced(&memory) { move(room: needed) }
  }

  /// Grows by doubling.
  @usableFromInline mutating func move(room needed: Int) {
    capacity = Swift.max(needed, needed > capacity ? count * 2 : count, 8)
    let larger = RowMemory<Row>(capacity: capacity)
    if let rows { larger.rows.initialize(from: rows, count: count) }
    memory = larger
    rows = larger.rows
  }

  /// Appends rows, each changed on its way.
  mutating func append(_ more: [Row], change: (inout Row) -> Void) {
    if more.isEmpty { return }
    own(room: count + more.count)
    guard var next = rows else { return }
    next += count
    for var row in more {
      change(&row)
      next.initialize(to: row)
      next += 1
    }
    rowCount += more.count
  }

  func withBytes<Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try body(UnsafeRawBufferPointer(UnsafeBufferPointer(start: rows, count: count)))
  }

  /// The rows, with what keeps them where they are.
  var shared: (rows: UnsafePointer<Row>, memory: RowMemory<Row>) {
    let memory = memory ?? RowMemory(capacity: 1)
    return (UnsafePointer(memory.rows), memory)
  }
}

extension RowList: RandomAccessCollection, MutableCollection, RangeReplaceableCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { count }

  @inlinable public subscript(index: Int) -> Row {
    get {
      precondition(index >= 0 && index < count, "row outside the list")
      return rows.unsafelyUnwrapped[index]
    }
    set {
      precondition(index >= 0 && index < count, "row outside the list")
      own(room: count)
      rows.unsafelyUnwrapped[index] = newValue
    }
  }

  @inlinable public mutating func reserveCapacity(_ capacity: Int) {
    if capacity > count { own(room: capacity) }
  }

  @inlinable public mutating func append(_ row: Row) {
    own(room: rowCount + 1)
    (rows.unsafelyUnwrapped + rowCount).initialize(to: row)
    rowCount += 1
  }

  public mutating func replaceSubrange(
    _ range: Range<Int>, with new: some Collection<Row>
  ) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "rows outside the list")
    let tail = count - range.upperBound
    own(room: count - range.count + new.count)
    let start = rows.unsafelyUnwrapped + range.lowerBound
    (start + new.count).update(from: start + range.count, count: tail)
    for (place, row) in new.enumerated() { (start + place).initialize(to: row) }
    rowCount += new.count - range.count
  }
}

extension RowList: ExpressibleByArrayLiteral {
  public init(arrayLiteral rows: Row...) {
    self.init()
    append(rows) { _ in }
  }
}

/// What rows stand in, given back when nobody has it any more.
@usableFromInline final class RowMemory<Row: BitwiseCopyable>: @unchecked Sendable {
  // @unchecked: who has it says who may write to it.
  @usableFromInline let rows: UnsafeMutablePointer<Row>

  init(capacity: Int) { rows = .allocate(capacity: capacity) }

  deinit { rows.deallocate() }
}
