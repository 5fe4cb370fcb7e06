import AdapterKit

/// The slots of the record that is being scanned, and the bytes that the block gets for what was
/// unescaped or joined.
struct SlotValues: ~Copyable {
  /// One element of a list, in the order of the record.
  private struct Item: BitwiseCopyable {
    let offset: Int
    let count: Int
    /// The next element of the same slot, or -1.
    var next: Int32 = -1
  }

  /// The slots of the last record that was finished.
  let slots: UnsafeMutableBufferPointer<FieldSlot>
  /// What goes behind the block's own bytes.
  private(set) var spare: [UInt8] = []
  private let spareOffset: Int
  private var items: [Item] = []
  /// By slot: the first and last of its items, or -1; only valid for slots in `lists`.
  private var heads: [Int32]
  private var tails: [Int32]
  /// Slots that have items.
  private var lists: [Int] = []
  /// Slots of tests that an element of the array under way has met.
  var chosen: Set<Int32> = []

  init(width: Int, spareOffset: Int) {
    slots = .allocate(capacity: width)
    slots.initialize(repeating: .missing)
    heads = [Int32](repeating: -1, count: width)
    tails = heads
    self.spareOffset = spareOffset
  }

  deinit { slots.deallocate() }

  /// Forgets the last record.
  mutating func begin() {
    slots.update(repeating: .missing)
    if items.isEmpty { return }
    for slot in lists { heads[slot] = -1 }
    lists.removeAll(keepingCapacity: true)
    items.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func put(_ offset: Int, _ count: Int, into slot: Int, isListed: Bool) {
    if isListed {
      add(Item(offset: offset, count: count), to: slot)
    } else {
      put(offset, count, into: slot)
    }
  }

  /// The first value stays.
  @inline(__always)
  mutating func put(_ offset: Int, _ count: Int, into slot: Int) {
    // A piece is no longer than twice the longest record, so that places in it fit.
    if slots[slot].kind == .missing { slots[slot] = FieldSlot(unchecked: offset, count: count) }
  }

  mutating func nest(_ offset: Int, _ count: Int, into slot: Int) {
    slots[slot] = FieldSlot(offset: offset, count: count, kind: .nested)
  }

  private mutating func add(_ item: Item, to slot: Int) {
    let number = Int32(items.count)
    items.append(item)
    if heads[slot] < 0 {
      heads[slot] = number
      lists.append(slot)
    } else {
      items[Int(tails[slot])].next = number
    }
    tails[slot] = number
  }

  /// Appends a string's characters; where they will stand in the block.
  mutating func unescape(_ text: UnsafePointer<UInt8>, _ count: Int) -> (offset: Int, count: Int) {
    let start = spare.count
    Unescape.append(text, count, to: &spare)
    return (spareOffset + start, spare.count - start)
  }

  /// Joins the lists.
  ///
  /// - Returns: whether an element holds the separator itself.
  mutating func finish(_ text: UnsafePointer<UInt8>) -> Bool {
    var hasSeparator = false
    for slot in lists where slots[slot].kind != .nested {
      if join(slot, text) { hasSeparator = true }
    }
    return hasSeparator
  }

  private mutating func join(_ slot: Int, _ text: UnsafePointer<UInt8>) -> Bool {
    let first = items[Int(heads[slot])]
    if first.next < 0 {
      slots[slot] = FieldSlot(offset: first.offset, count: first.count, kind: .list)
      return hasSeparator(first)
    }
    let start = spare.count
    var fault = false
    var number = heads[slot]
    while number >= 0 {
      let item = items[Int(number)]
      if number != heads[slot] { spare.append(RecordBlock.listSeparator) }
      if item.offset < spareOffset {
        spare.append(contentsOf: UnsafeBufferPointer(start: text + item.offset, count: item.count))
      } else {
        if hasSeparator(item) { fault = true }
        for index in 0..<item.count { spare.append(spare[item.offset - spareOffset + index]) }
      }
      number = item.next
    }
    slots[slot] = FieldSlot(
      offset: spareOffset + start, count: spare.count - start, kind: .list)
    return fault
  }

  /// Whether a slot has this value, letters of ASCII in any case, or has it in its list.
  func holds(
    _ slot: Int, _ value: UnsafeBufferPointer<UInt8>, _ text: UnsafePointer<UInt8>
  ) -> Bool {
    if slots[slot].kind == .text {
      return equal(slots[slot].offset, slots[slot].count, value, text)
    }
    var number = heads[slot]
    while number >= 0 {
      let item = items[Int(number)]
      if equal(item.offset, item.count, value, text) { return true }
      number = item.next
    }
    return false
  }

  private func equal(
    _ offset: Int, _ count: Int, _ value: UnsafeBufferPointer<UInt8>,
    _ text: UnsafePointer<UInt8>
  ) -> Bool {
    guard count == value.count else { return false }
    return (0..<count).allSatisfy { index in
      let place = offset + index
      let byte = offset < spareOffset ? text[place] : spare[place - spareOffset]
      let isLetter = (byte | 0x20) &- 0x61 < 26
      return byte == value[index] || (isLetter && byte | 0x20 == value[index] | 0x20)
    }
  }

  /// Empties a slot.
  mutating func forget(_ slot: Int) {
    slots[slot] = .missing
    heads[slot] = -1
    tails[slot] = -1
    lists.removeAll { $0 == slot }
  }

  /// Keeps bytes from elsewhere; where they will stand in the block.
  mutating func keep(_ bytes: ArraySlice<UInt8>) -> Int {
    spare += bytes
    return spareOffset + spare.count - bytes.count
  }

  /// Only an escape can have made one.
  private func hasSeparator(_ item: Item) -> Bool {
    if item.offset < spareOffset { return false }
    let start = item.offset - spareOffset
    return spare[start..<(start + item.count)].contains(RecordBlock.listSeparator)
  }
}
