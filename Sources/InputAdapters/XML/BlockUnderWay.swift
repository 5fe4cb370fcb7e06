import AdapterKit

/// The block that finished records go to: each record's verbatim bytes, then those of its values
/// that don't stand there as they are.
struct BlockUnderWay: ~Copyable {
  var bytes: Pool<UInt8>
  var slots: Pool<FieldSlot>
  private var records: Pool<RecordExtent>
  private let width: Int

  /// Some hundred records, which stay in the cache until they are decoded.
  static let wantedBytes = 1 << 17
  static let mostRecords = 4096

  /// Where a record came to stand in the block.
  struct RecordPlace {
    let raw: Int
    let copies: Int

    func offset(of range: ValueRange) -> Int {
      (range.isCopied ? copies : raw) + Int(range.offset)
    }
  }

  init(width: Int) {
    self.width = width
    bytes = Pool(capacity: Self.wantedBytes + Self.wantedBytes / 4)
    slots = Pool(capacity: 1024 * max(width, 1))
    records = Pool(capacity: 1024)
  }

  var isEmpty: Bool { records.count == 0 }
  var isFull: Bool { bytes.count >= Self.wantedBytes || records.count >= Self.mostRecords }

  mutating func beginRecord(
    _ raw: UnsafePointer<UInt8>, _ count: Int, copies: UnsafePointer<UInt8>, _ copied: Int,
    line: Int
  ) -> RecordPlace {
    let start = bytes.count
    bytes.append(raw, count: count)
    bytes.append(copies, count: copied)
    records.append(RecordExtent(start: start, end: start + count, line: line))
    return RecordPlace(raw: start, copies: start + count)
  }

  /// A row of missing values behind the last; it counts after ``takeRow(repeats:_:)``.
  @inline(__always)
  mutating func newRow() -> UnsafeMutablePointer<FieldSlot> {
    slots.reserve(width)
    let row = slots.base + slots.count
    row.initialize(repeating: .missing, count: width)
    return row
  }

  /// - Parameter mend: changes the row that ``newRow()`` began.
  @inline(__always)
  mutating func takeRow(
    repeats: [(slot: Int, of: Int)], _ mend: (UnsafeMutablePointer<FieldSlot>) -> Void
  ) {
    let row = slots.base + slots.count
    mend(row)
    for pair in repeats { row[pair.slot] = row[pair.of] }
    slots.commit(width)
  }

  /// The block as it is, and room for the next.
  mutating func seal() -> RecordBlock {
    var block = RecordBlock(
      bytes: Array(UnsafeBufferPointer(start: bytes.base, count: bytes.count)), width: width)
    // Records alone: what the document has between them is not here.
    block.isGapless = false
    block.slots = Array(UnsafeBufferPointer(start: slots.base, count: slots.count))
    block.records = Array(UnsafeBufferPointer(start: records.base, count: records.count))
    bytes.removeAll()
    bytes.shrink(to: Self.wantedBytes * 2)
    slots.removeAll()
    records.removeAll()
    return block
  }
}
