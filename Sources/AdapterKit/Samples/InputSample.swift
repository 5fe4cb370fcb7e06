/// Sources that an input adapter can read, of any number of records, and what is in them: what the
/// conformance kit (`claimpipe adapters test`) tries the adapter with.
///
/// A source is ``head``, the records with ``separator`` between them, and ``tail``; where there is any
/// record, ``begin`` stands before the first and ``end`` behind the last. Make values that can be told from each other and from the format's own words: some with
/// what the format must escape, some outside of ASCII.
public struct InputSample: Sendable {
  /// What the kit asks for; every record's values stand in this order, in the source too.
  public let names: [String]
  public var head: [UInt8]
  public var begin: [UInt8] = []
  public var separator: [UInt8]
  public var end: [UInt8]
  public var tail: [UInt8]
  /// The bytes of the record of a number, from 0, as ``RecordExtent`` has them.
  public let record: @Sendable (Int) -> [UInt8]
  /// Its values by name, `nil` for a missing one; elements of a list are joined by U+001F.
  public let values: @Sendable (Int) -> [String?]

  /// Whether a record that is cut short anywhere is told from a whole one. Where a record ends with its
  /// line, one that is cut inside its last value looks whole: then this is `false`, and only that
  /// value may come out short.
  public var tellsTornRecords = true
  /// Whether the first record says how many values all others have, so that it looks whole wherever it is
  /// cut short.
  public var firstRecordIsForm = false
  /// Whether records stand on lines, which the adapter knows: a database's rows do not.
  public var hasLines = true
  /// A source whose only record has the first of ``names`` twice, with two values; `nil` where the
  /// format can't say that.
  public var nameTwice: [UInt8]?

  public init(
    names: [String], head: [UInt8] = [], separator: [UInt8] = [], end: [UInt8] = [],
    tail: [UInt8] = [], record: @escaping @Sendable (Int) -> [UInt8],
    values: @escaping @Sendable (Int) -> [String?]
  ) {
    self.names = names
    self.head = head
    self.separator = separator
    self.end = end
    self.tail = tail
    self.record = record
    self.values = values
  }

  /// A source of this many records.
  public func source(_ count: Int) -> [UInt8] {
    var bytes = head + (count > 0 ? begin : [])
    for number in 0..<count {
      if number > 0 { bytes += separator }
      bytes += record(number)
    }
    return bytes + (count > 0 ? end : []) + tail
  }
}
