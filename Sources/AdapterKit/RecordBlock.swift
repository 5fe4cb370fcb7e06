/// Some hundred records of one source as their format spelled them: what an input adapter makes and
/// the mapping reads.
///
/// A row-major matrix of ``FieldSlot``s over one run of bytes: `width` slots a record, one for each
/// name that the adapter was asked for, in that order. Bytes that had to be unescaped are appended
/// behind the raw ones. No `String`, nothing per field but eight bytes.
public struct RecordBlock: Sendable {
  /// The raw records, then whatever was unescaped.
  public var bytes: [UInt8]
  public let width: Int
  public var slots: [FieldSlot] = []
  public var records: [RecordExtent] = []
  /// Records that are broken as such (ragged rows, bad quotes, not UTF-8), by position in `records`.
  public var faults: [RecordFault] = []
  /// Whether records stand in `bytes` as they do in their source, so that columns can be counted.
  public var hasColumns = true
  /// Whether what stands before a record in `bytes` stands before it in its source too; where it
  /// doesn't, columns are known only behind a record's first line end.
  public var isGapless = true

  public init(bytes: [UInt8], width: Int) {
    self.bytes = bytes
    self.width = width
  }
}

/// Where one field's value stands in a block's bytes.
public struct FieldSlot: BitwiseCopyable, Sendable, Equatable {
  public enum Kind: UInt32, Sendable {
    /// Not there, or null. An empty text is also a missing value, which the mapping knows.
    case missing
    case text
    /// Elements separated by ``RecordBlock/listSeparator``: a JSON array, a repeated XML element.
    case list
    /// An object or element with parts where a value was wanted.
    case nested
  }

  @usableFromInline let start: UInt32
  @usableFromInline let countAndKind: UInt32

  /// - Precondition: `offset` fits 32 bits and `count` 30 bits.
  @inlinable public init(offset: Int, count: Int, kind: Kind = .text) {
    start = UInt32(offset)
    countAndKind = UInt32(count) << 2 | kind.rawValue
  }

  /// For readers that have seen to it that places and lengths fit: 32 bits and 30.
  @inlinable public init(unchecked offset: Int, count: Int) {
    start = UInt32(truncatingIfNeeded: offset)
    countAndKind = UInt32(truncatingIfNeeded: count) << 2 | Kind.text.rawValue
  }

  public static let missing = FieldSlot(offset: 0, count: 0, kind: .missing)

  @inlinable public var offset: Int { Int(start) }
  @inlinable public var count: Int { Int(countAndKind >> 2) }
  @inlinable public var kind: Kind { Kind(rawValue: countAndKind & 3) ?? .missing }
  @inlinable public var range: Range<Int> { offset..<(offset + count) }
}

extension RecordBlock {
  /// U+001F, which no source value needs.
  public static let listSeparator: UInt8 = 0x1F
}

/// Where one record stands in its block and in its source.
public struct RecordExtent: BitwiseCopyable, Sendable {
  /// Its verbatim bytes in the block, without the separator behind it.
  public let start: UInt32
  public let end: UInt32
  /// The line it begins on, from 1, in the whole source.
  public let line: UInt32

  @inlinable public init(start: Int, end: Int, line: Int) {
    self.start = UInt32(start)
    self.end = UInt32(end)
    self.line = UInt32(clamping: line)
  }
}

/// A record that can't be read; it goes to quarantine and the run goes on.
public struct RecordFault: Sendable, Equatable {
  /// Index in the block's `records`.
  public let record: Int
  /// From 1, in the whole source.
  public let line: Int
  /// From 1, in characters of the line; 0 where the whole record is at fault.
  public let column: Int
  /// A stable code, such as `wrong_number_of_columns`.
  public let code: String
  /// What is wrong and what would be right, without any value that may be a person's.
  public let message: String

  public init(record: Int, line: Int, column: Int, code: String, message: String) {
    self.record = record
    self.line = line
    self.column = column
    self.code = code
    self.message = message
  }
}
