/// An immutable run of plain rows.
///
/// Rows have no reference counts and neither has access to them, so threads share a table without
/// touching each other's cache lines.
public struct Table<Row: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  // @unchecked: never written after init.
  @usableFromInline let rows: UnsafeMutablePointer<Row>
  public let count: Int
  public var isEmpty: Bool { count == 0 }

  public init(_ source: [Row]) {
    self.init(count: source.count) { rows in
      source.withUnsafeBufferPointer { source in
        if let base = source.baseAddress {
          rows.baseAddress?.initialize(from: base, count: source.count)
        }
      }
    }
  }

  /// A table that `fill` must initialise in full.
  public init(count: Int, fill: (UnsafeMutableBufferPointer<Row>) -> Void) {
    self.count = count
    rows = .allocate(capacity: max(count, 1))
    fill(UnsafeMutableBufferPointer(start: rows, count: count))
  }

  /// Takes over rows that a builder allocated.
  init(adopting rows: UnsafeMutablePointer<Row>, count: Int) {
    self.rows = rows
    self.count = count
  }

  /// The same rows once more.
  public func copy() -> Table {
    Table(count: count) { target in
      target.baseAddress?.initialize(from: rows, count: count)
    }
  }

  deinit { rows.deallocate() }

  public var indices: Range<Int> { 0..<count }

  @inlinable public subscript(index: Int) -> Row {
    precondition(index >= 0 && index < count, "row outside the table")
    return rows[index]
  }

  /// The rows, for as long as the table lives.
  @inlinable public func withRows<Result>(_ body: (UnsafeBufferPointer<Row>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: rows, count: count))
  }
}

/// A table under way: rows are only ever appended.
struct TableBuilder<Row: BitwiseCopyable>: ~Copyable, Sendable {
  private nonisolated(unsafe) var rows: UnsafeMutablePointer<Row>
  private(set) var count = 0
  private var capacity: Int

  /// - Parameter room: for how many rows; more are taken where it is short.
  init(room: Int) {
    capacity = max(room, 16)
    rows = .allocate(capacity: capacity)
  }

  deinit { rows.deallocate() }

  /// Appends rows, each changed on its way.
  mutating func append(_ more: [Row], change: (inout Row) -> Void) {
    if count + more.count > capacity { grow(count + more.count) }
    for var row in more {
      change(&row)
      (rows + count).initialize(to: row)
      count += 1
    }
  }

  private mutating func grow(_ needed: Int) {
    capacity = max(capacity * 2, needed)
    let larger = UnsafeMutablePointer<Row>.allocate(capacity: capacity)
    larger.initialize(from: rows, count: count)
    rows.deallocate()
    rows = larger
  }

  consuming func finish() -> Table<Row> {
    let table = Table(adopting: rows, count: count)
    discard self
    return table
  }
}

/// A row's number in the table of its record type; `none` where there is no such row.
public struct Ref<Record>: BitwiseCopyable, Hashable, Sendable {
  @usableFromInline let raw: UInt32

  @inlinable public init(_ index: Int) { raw = UInt32(index) }
  @inlinable init(raw: UInt32) { self.raw = raw }

  public static var none: Ref { @inlinable get { Ref(raw: .max) } }
  @inlinable public var isNone: Bool { raw == .max }
  @inlinable public var index: Int { Int(raw) }
}

extension Table {
  /// The row that a reference names.
  ///
  /// - Precondition: the reference is not `none`.
  @inlinable public subscript<Record>(ref: Ref<Record>) -> Row { self[ref.index] }
}
