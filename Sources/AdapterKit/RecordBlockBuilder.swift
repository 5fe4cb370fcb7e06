/// Fills a ``RecordBlock`` record by record: for adapters that do not count bytes themselves.
///
/// ```swift
/// var builder = RecordBlockBuilder(raw: bytes, width: names.count)
/// builder.begin(0..<17, line: 2)      // a record, by its place in `raw`
/// builder.set(0, raw: 0..<4)          // a value that stands there as it is
/// builder.set(1, made: "Zoë".utf8)    // one that had to be unescaped or put together
/// let block = builder.finish()
/// ```
public struct RecordBlockBuilder: ~Copyable {
  /// The block's records as the source spells them.
  public let raw: [UInt8]
  public let width: Int
  private var made: [UInt8] = []
  private var slots: [FieldSlot] = []
  private var records: [RecordExtent] = []
  private var faults: [RecordFault] = []

  /// - Parameters:
  ///   - raw: every record's bytes, verbatim.
  ///   - width: how many names were asked for.
  public init(raw: [UInt8], width: Int) {
    self.raw = raw
    self.width = width
  }

  /// Begins the next record; all of its values are missing until they are set.
  ///
  /// - Parameters:
  ///   - range: its bytes in ``raw``, without the separator behind it.
  ///   - line: the one that it begins on, from 1, in the whole source.
  public mutating func begin(_ range: Range<Int>, line: Int) {
    precondition(range.upperBound <= raw.count, "a record stands in the block's bytes")
    records.append(RecordExtent(start: range.lowerBound, end: range.upperBound, line: line))
    slots += repeatElement(.missing, count: width)
  }

  /// Sets a value of the record begun last that stands in ``raw`` as it is.
  ///
  /// - Parameter slot: the name's place among those that were asked for.
  public mutating func set(_ slot: Int, raw range: Range<Int>) {
    precondition(range.upperBound <= raw.count, "a value stands in the block's bytes")
    put(FieldSlot(offset: range.lowerBound, count: range.count), slot)
  }

  /// Sets a value of the record begun last that does not stand in ``raw``, or not in this spelling.
  public mutating func set(_ slot: Int, made bytes: some Collection<UInt8>) {
    put(FieldSlot(offset: raw.count + made.count, count: bytes.count), slot)
    made += bytes
  }

  /// Sets a list: the record begun last has this name more than once, or for several values.
  public mutating func set(_ slot: Int, list: some Sequence<some Collection<UInt8>>) {
    let start = made.count
    for (index, element) in list.enumerated() {
      if index > 0 { made.append(RecordBlock.listSeparator) }
      made += element
    }
    put(FieldSlot(offset: raw.count + start, count: made.count - start, kind: .list), slot)
  }

  private mutating func put(_ value: FieldSlot, _ slot: Int) {
    precondition(!records.isEmpty, "a value belongs to a record: begin one first")
    precondition((0..<width).contains(slot), "a slot for each name that was asked for")
    slots[slots.count - width + slot] = value
  }

  /// Rejects the record begun last: it goes to quarantine, without values, and the run goes on.
  ///
  /// - Parameters:
  ///   - column: from 1, in characters; 0 where the whole record is at fault.
  ///   - code: a stable word, such as `wrong_number_of_columns`.
  ///   - message: what is wrong and what would be right, without any of the source's values.
  public mutating func reject(line: Int, column: Int = 0, code: String, message: String) {
    precondition(!records.isEmpty, "a fault belongs to a record: begin one first")
    for slot in 0..<width { put(.missing, slot) }
    faults.append(
      RecordFault(
        record: records.count - 1, line: line, column: column, code: code, message: message))
  }

  public consuming func finish() -> RecordBlock {
    var block = RecordBlock(bytes: raw, width: width)
    if !made.isEmpty { block.bytes += made }
    block.slots = slots
    block.records = records
    block.faults = faults
    return block
  }
}
