import AdapterKit

/// The block that finished records go to: a part of the source as it stands there, from the first of
/// them to the last, then those of their values that don't stand there as they are.
///
/// The part stays in the window until the block is sealed, so that it is copied once.
struct BlockUnderWay: ~Copyable {
  private var slots: Pool<FieldSlot>
  private var records: Pool<RecordExtent>
  private var copies = Pool<UInt8>(capacity: 4096)
  /// The slots whose values stand in `copies`, by their places in `slots`.
  private var copied = Pool<Int32>(capacity: 64)
  private let width: Int
  /// The part, as offsets in the source.
  private(set) var start = 0
  private var end = 0

  /// Some hundred records, which stay in the cache until they are decoded.
  private static let wantedBytes = SourceWindow.readSize / 4 * 3
  private static let mostRecords = 4096

  init(width: Int) {
    self.width = width
    slots = Pool(capacity: 1024 * max(width, 1))
    records = Pool(capacity: 1024)
  }

  var isEmpty: Bool { records.count == 0 }
  /// Whether it has to be sealed before it gets another record.
  var isFull: Bool { records.count >= Self.mostRecords }
  /// Whether it holds the window up: what it begins with stands so far before the window's end.
  func isLarge(upTo windowEnd: Int) -> Bool {
    !isEmpty && windowEnd - start >= Self.wantedBytes
  }

  /// Where the first byte of the block stands in the source, if a record from there is its next.
  @inline(__always)
  func origin(of record: Int) -> Int { isEmpty ? record : start }

  /// A row of missing values behind the last; it counts once its record is added.
  @inline(__always)
  mutating func newRow() -> UnsafeMutablePointer<FieldSlot> {
    slots.reserve(width)
    let row = slots.base + slots.count
    row.initialize(repeating: .missing, count: width)
    return row
  }

  /// Adds the record whose row is the one of ``newRow()``.
  ///
  /// - Parameter range: where it stands in the source.
  @inline(__always)
  mutating func addRecord(
    _ range: Range<Int>, line: Int, repeats: [(slot: Int, of: Int)]
  ) {
    start = origin(of: range.lowerBound)
    end = range.upperBound
    for pair in repeats { repeatSlot(pair.of, in: pair.slot) }
    slots.commit(width)
    records.append(
      RecordExtent(start: range.lowerBound - start, end: range.upperBound - start, line: line))
  }

  // MARK: Values that are made

  /// Where the next copied byte will stand among them.
  var copiedCount: Int { copies.count }

  mutating func copy(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    copies.append(bytes, count: count)
  }

  mutating func copy(_ byte: UInt8) { copies.append(byte) }

  /// Sets a slot of the row under way to a value that was copied.
  ///
  /// - Parameter offset: among the copied bytes.
  mutating func setCopied(
    _ slot: Int, offset: Int, count: Int, kind: FieldSlot.Kind = .text
  ) {
    let place = slots.count + slot
    slots.base[place] = FieldSlot(offset: offset, count: count, kind: kind)
    copied.append(Int32(place))
  }

  private mutating func repeatSlot(_ slot: Int, in other: Int) {
    let row = slots.base + slots.count
    row[other] = row[slot]
    var index = copied.count - 1
    while index >= 0, copied.base[index] >= slots.count {
      if Int(copied.base[index]) == slots.count + slot {
        return copied.append(Int32(slots.count + other))
      }
      index -= 1
    }
  }

  // MARK: The end

  /// The block as it is, and room for the next.
  mutating func seal(_ window: borrowing SourceWindow) -> RecordBlock {
    let count = end - start
    for index in 0..<copied.count {
      let slot = slots.base + Int(copied.base[index])
      slot.pointee = FieldSlot(
        offset: count + slot.pointee.offset, count: slot.pointee.count, kind: slot.pointee.kind)
    }
    let source = UnsafePointer(window.at(start))
    let bytes = [UInt8](unsafeUninitializedCapacity: count + copies.count) { buffer, filled in
      guard let base = buffer.baseAddress else { return }
      base.initialize(from: source, count: count)
      (base + count).initialize(from: copies.base, count: copies.count)
      filled = count + copies.count
    }
    var block = RecordBlock(bytes: bytes, width: width)
    // A line that begins before the first record is not here from its beginning.
    block.isGapless = false
    block.slots = Array(UnsafeBufferPointer(start: slots.base, count: slots.count))
    block.records = Array(UnsafeBufferPointer(start: records.base, count: records.count))
    slots.removeAll()
    records.removeAll()
    copied.removeAll()
    copies.removeAll()
    copies.shrink(to: 1 << 16)
    return block
  }
}
