/// Where a record stands: which source, which line, which record of it.
public struct Position: BitwiseCopyable, Hashable, Comparable, Sendable {
  /// The source's number in the order of the manifest, then path.
  public let source: UInt32
  /// Counts from 1.
  public let line: UInt32
  /// Counts from 1; the header is not a record.
  public let record: UInt32

  @inlinable public init(source: Int, line: Int, record: Int) {
    self.source = UInt32(clamping: source)
    self.line = UInt32(clamping: line)
    self.record = UInt32(clamping: record)
  }

  /// The place of what no input file holds.
  public static let none = Position(source: .max, line: 0, record: 0)

  public static func < (a: Position, b: Position) -> Bool {
    (a.source, a.record) < (b.source, b.record)
  }
}
