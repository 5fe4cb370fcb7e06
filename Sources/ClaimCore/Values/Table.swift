/// An immutable run of plain rows.
///
/// Rows have no reference counts and neither has access to them, so threads share a table without
/// touching each other's cache lines.
public struct Table<Row: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  // @unchecked: never written after init.
  @usableFromInline let rows: UnsafePointer<Row>
  public let count: Int
  /// Keeps the rows where they are: a list's memory, or the file that they are mapped from; `nil` where
  /// they stand in memory of the table's own.
  private let owner: (any AnyObject & Sendable)?
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

  /// Has the list's rows where they stand; a list that is changed later leaves them.
  public init(_ list: RowList<Row>) {
    count = list.count
    (rows, owner) = list.shared
  }

  /// A table that `fill` must initialise in full.
  public init<Failure: Error>(
    count: Int, fill: (UnsafeMutableBufferPointer<Row>) throws(Failure) -> Void
  ) throws(Failure) {
    let rows = UnsafeMutablePointer<Row>.allocate(capacity: max(count, 1))
    do throws(Failure) {
      try fill(UnsafeMutableBufferPointer(start: rows, count: count))
    } catch {
      rows.deallocate()
      throw error
    }
    self.count = count
    self.rows = UnsafePointer(rows)
    owner = nil
  }

  /// Rows that stand in a file.
  init(in file: any SpillFile, count: Int) throws {
    rows = try file.map().assumingMemoryBound(to: Row.self)
    self.count = count
    owner = file
  }

  deinit { if owner == nil { rows.deallocate() } }

  public var indices: Range<Int> { 0..<count }

  @inlinable public subscript(index: Int) -> Row {
    precondition(index >= 0 && index < count, "row outside the table")
    return rows[index]
  }

  /// The rows, for as long as the table lives.
  @inlinable public func withRows<Result: ~Copyable>(
    _ body: (UnsafeBufferPointer<Row>) -> Result
  ) -> Result {
    body(UnsafeBufferPointer(start: rows, count: count))
  }
}

/// A table under way: rows are only ever appended. Past the limit of a ``Spill`` all of them stand in
/// its file.
struct TableBuilder<Row: BitwiseCopyable>: ~Copyable, Sendable {
  private var rows = RowList<Row>()
  private(set) var count = 0
  private var file: (any SpillFile)?
  private let spill: Spill

  init(_ spill: Spill) { self.spill = spill }

  /// Appends rows, each changed on its way.
  mutating func append(_ more: consuming [Row], change: (inout Row) -> Void) throws {
    count += more.count
    if file == nil, count * MemoryLayout<Row>.stride > spill.limit {
      file = try spill.space?.makeFile()
      if let file {
        try rows.withBytes { _ = try file.append($0) }
        rows = []
      }
    }
    guard let file else { return rows.append(more, change: change) }
    for index in more.indices { change(&more[index]) }
    try more.withUnsafeBytes { _ = try file.append($0) }
  }

  consuming func finish() throws -> Table<Row> {
    if let file { return try Table(in: file, count: count) }
    return Table(rows)
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
