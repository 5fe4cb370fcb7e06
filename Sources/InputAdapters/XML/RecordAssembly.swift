import AdapterKit

/// A value's bytes: in the record as it stands in the source, or in the copies behind it.
struct ValueRange: BitwiseCopyable {
  /// From the record's first byte, or from the first copied one.
  var offset: Int32 = 0
  var count: Int32 = 0
  var isCopied = false
}

/// The values of an element or slot: a chain, since those of other slots may stand between them.
struct ValueChain: BitwiseCopyable {
  var head: Int32 = -1
  var tail: Int32 = -1
  var isEmpty: Bool { head < 0 }
}

/// The values found so far in the record under way.
struct RecordAssembly: ~Copyable {
  private struct Value: BitwiseCopyable {
    var range: ValueRange
    var next: Int32
  }

  private struct Slot: BitwiseCopyable {
    var chain = ValueChain()
    var isPresent = false
    var isList = false
    var isNested = false
    /// An attribute stands in for a child element, until one comes.
    var isStandIn = false
  }

  private let width: Int
  private let slots: UnsafeMutablePointer<Slot>
  private var values = Pool<Value>(capacity: 256)
  private var copies = Pool<UInt8>(capacity: 4096)
  /// The text of the innermost open element.
  private var gathered = ValueRange()

  init(width: Int) {
    self.width = width
    slots = .allocate(capacity: max(width, 1))
    slots.initialize(repeating: Slot(), count: width)
  }

  deinit { slots.deallocate() }

  mutating func begin() {
    slots.update(repeating: Slot(), count: width)
    values.removeAll()
    values.shrink(to: 1 << 16)
    copies.removeAll()
    copies.shrink(to: 1 << 20)
    gathered = ValueRange()
  }

  // MARK: Text

  @inline(__always)
  mutating func beginText() { gathered = ValueRange() }

  /// Adds to the innermost element's text.
  ///
  /// - Parameter position: where the bytes stand in the record; negative where they don't.
  @inline(__always)
  mutating func addText(_ bytes: UnsafePointer<UInt8>, _ count: Int, position: Int, record: Raw) {
    if position >= 0 && !gathered.isCopied {
      if gathered.count == 0 {
        gathered = ValueRange(offset: Int32(position), count: Int32(count))
        return
      }
      if Int(gathered.offset) + Int(gathered.count) == position {
        gathered.count += Int32(count)
        return
      }
    }
    copyText(bytes, count, record)
  }

  @inline(never)
  private mutating func copyText(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ record: Raw) {
    if !gathered.isCopied {
      let before = gathered
      gathered = ValueRange(offset: Int32(copies.count), count: before.count, isCopied: true)
      copies.append(record + Int(before.offset), count: Int(before.count))
    }
    copies.append(bytes, count: count)
    gathered.count += Int32(count)
  }

  var text: ValueRange { gathered }

  func textIsBlank(_ record: Raw) -> Bool {
    let start = gathered.isCopied ? UnsafePointer(copies.base) : record
    return Self.isBlank(start + Int(gathered.offset), Int(gathered.count))
  }

  static func isBlank(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    for index in 0..<count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: continue
      default: return false
      }
    }
    return true
  }

  // MARK: Values

  /// The bytes of the record under way, as they stand in the source.
  typealias Raw = UnsafePointer<UInt8>

  /// An attribute's value as a range.
  mutating func value(
    ofAttribute bytes: UnsafePointer<UInt8>, _ count: Int, position: Int
  ) -> ValueRange {
    if position >= 0 { return ValueRange(offset: Int32(position), count: Int32(count)) }
    let start = copies.count
    copies.reserve(count)
    var index = 0
    while index < count {
      copies.append(bytes[index])
      index += bytes[index] == 0x26 ? Self.ampersandLength : 1
    }
    return ValueRange(
      offset: Int32(start), count: Int32(copies.count - start), isCopied: true)
  }

  /// libxml2 gives each & of an attribute as `&#38;`, for a tree builder that reads it once more.
  private static let ampersandLength = 5

  @inline(__always)
  mutating func append(_ range: ValueRange, to chain: inout ValueChain) {
    let index = Int32(values.count)
    values.append(Value(range: range, next: -1))
    if chain.isEmpty { chain.head = index } else { values.base[Int(chain.tail)].next = index }
    chain.tail = index
  }

  /// A child element's value, or that of an attribute asked for as such.
  @inline(__always)
  mutating func add(_ range: ValueRange, to slot: Int32) {
    let slot = slots + Int(slot)
    if slot.pointee.isStandIn { slot.pointee = Slot() }
    slot.pointee.isPresent = true
    append(range, to: &slot.pointee.chain)
  }

  /// A value of an element around the record.
  mutating func add(parent value: [UInt8], to slot: Int32) {
    let start = copies.count
    value.withUnsafeBufferPointer { bytes in
      if let base = bytes.baseAddress { copies.append(base, count: bytes.count) }
    }
    add(
      ValueRange(offset: Int32(start), count: Int32(value.count), isCopied: true), to: slot)
  }

  /// The value of an attribute that has the name of a child element.
  mutating func addStandIn(_ range: ValueRange, to slot: Int32) {
    let slot = slots + Int(slot)
    if slot.pointee.isPresent && !slot.pointee.isStandIn { return }
    slot.pointee.isPresent = true
    slot.pointee.isStandIn = true
    append(range, to: &slot.pointee.chain)
  }

  /// The element is there and says that it has no value.
  mutating func addNil(to slot: Int32) {
    let slot = slots + Int(slot)
    if slot.pointee.isStandIn { slot.pointee = Slot() }
    slot.pointee.isPresent = true
  }

  mutating func addNested(to slot: Int32) {
    addNil(to: slot)
    slots[Int(slot)].isNested = true
  }

  mutating func addList(_ items: ValueChain, to slot: Int32) {
    addNil(to: slot)
    let slot = slots + Int(slot)
    slot.pointee.isList = true
    if items.isEmpty { return }
    if slot.pointee.chain.isEmpty {
      slot.pointee.chain = items
    } else {
      values.base[Int(slot.pointee.chain.tail)].next = items.head
      slot.pointee.chain.tail = items.tail
    }
  }

  // MARK: The finished record

  /// Moves the record to its block.
  ///
  /// - Parameters:
  ///   - raw: its first byte.
  ///   - range: where it stands in the source.
  func finish(
    into block: inout BlockUnderWay, raw: Raw, range: Range<Int>, line: Int,
    repeats: [(slot: Int, of: Int)]
  ) {
    let row = block.newRow()
    let place = range.lowerBound - block.origin(of: range.lowerBound)
    let copiesStart = block.copiedCount
    block.copy(copies.base, copies.count)
    for index in 0..<width {
      let slot = slots[index]
      if slot.isNested {
        row[index] = FieldSlot(offset: 0, count: 0, kind: .nested)
      } else if slot.chain.isEmpty {
        continue
      } else if slot.chain.head != slot.chain.tail {
        join(slot.chain, into: &block, index, raw)
      } else {
        let value = values.base[Int(slot.chain.head)].range
        let (offset, count) = (Int(value.offset), Int(value.count))
        let kind: FieldSlot.Kind = slot.isList ? .list : .text
        if value.isCopied {
          block.setCopied(index, offset: copiesStart + offset, count: count, kind: kind)
        } else {
          row[index] = FieldSlot(offset: place + offset, count: count, kind: kind)
        }
      }
    }
    block.addRecord(range, line: line, repeats: repeats)
  }

  private func join(
    _ chain: ValueChain, into block: inout BlockUnderWay, _ slot: Int, _ raw: Raw
  ) {
    let start = block.copiedCount
    var index = chain.head
    while index >= 0 {
      let value = values.base[Int(index)]
      if index != chain.head { block.copy(RecordBlock.listSeparator) }
      let base = value.range.isCopied ? UnsafePointer(copies.base) : raw
      block.copy(base + Int(value.range.offset), Int(value.range.count))
      index = index == chain.tail ? -1 : value.next
    }
    block.setCopied(slot, offset: start, count: block.copiedCount - start, kind: .list)
  }
}
