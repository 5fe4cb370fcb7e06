/// What is wanted of the elements that are open around the records.
struct ParentValues {
  /// Longer ones are no value that a field could take.
  private static let longestText = 1 << 20

  private var values: [Int32: [[UInt8]]] = [:]
  private var text: [UInt8] = []

  /// An element around records begins, and what was found in an earlier one is of no use any more.
  mutating func begin(_ slots: [Int32]) {
    for slot in slots { values[slot] = nil }
  }

  mutating func beginText() { text.removeAll(keepingCapacity: true) }

  mutating func addText(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    guard text.count + count <= Self.longestText else { return }
    text += UnsafeBufferPointer(start: bytes, count: count)
  }

  mutating func endText(_ slot: Int32) { values[slot, default: []].append(text) }

  mutating func add(_ value: [UInt8], to slot: Int32) { values[slot, default: []].append(value) }

  /// In the order of the document, as far as one slot goes.
  var all: [(slot: Int32, value: [UInt8])] {
    values.flatMap { slot, values in values.map { (slot, $0) } }
  }
}
