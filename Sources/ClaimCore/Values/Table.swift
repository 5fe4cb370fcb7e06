/// An immutable run of plain rows.
///
/// Rows have no reference counts and neither has access to them, so threads share a table without
/// touching each other's cache lines.
public struct Table<Row: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  // @unchecked: never written after init.
  @usableFromInline let rows: UnsafeMutablePointer<Row>
  public let count: Int

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
