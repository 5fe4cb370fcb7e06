/// Takes the values of the record that a ``LineFormat`` reads.
///
/// Names are compared without regard to the case of ASCII letters. Those that nobody asked for cost next
/// to nothing.
public struct RecordValues: ~Copyable {
  private var builder: RecordBlockBuilder
  private let names: WantedNames
  /// By wanted name: whether the record under way has it already.
  private var isSet: [Bool]
  /// Fields mostly come in one order: where the last one was found.
  private var last = 0

  init(raw: [UInt8], names: WantedNames) {
    builder = RecordBlockBuilder(raw: raw, width: names.width)
    self.names = names
    isSet = Array(repeating: false, count: names.entries.count)
  }

  /// Sets a value.
  ///
  /// - Parameters:
  ///   - value: bytes of the record as they stand there, or others; UTF-8.
  ///   - line: where it stands.
  /// - Throws: where the record has the name already.
  public mutating func set(
    _ name: some Collection<UInt8>, _ value: ArraySlice<UInt8>, of line: RecordLine
  ) throws(LineFlaw) {
    guard let entry = try take(name, line) else { return }
    let isRaw = isOfBlock(value)
    for slot in names.entries[entry].slots {
      if isRaw {
        builder.set(slot, raw: value.startIndex..<value.endIndex)
      } else {
        builder.set(slot, made: value)
      }
    }
  }

  /// Sets a value by a name that the format itself gives.
  public mutating func set(
    _ name: String, _ value: ArraySlice<UInt8>, of line: RecordLine
  ) throws(LineFlaw) {
    try set(name.utf8, value, of: line)
  }

  /// Sets a value that was put together.
  public mutating func set(
    _ name: String, _ value: String, of line: RecordLine
  ) throws(LineFlaw) {
    try set(name.utf8, ArraySlice(value.utf8), of: line)
  }

  /// Sets several values of one name.
  ///
  /// - Throws: where the record has the name already.
  public mutating func set(
    _ name: some Collection<UInt8>, list: [ArraySlice<UInt8>], of line: RecordLine
  ) throws(LineFlaw) {
    guard let entry = try take(name, line) else { return }
    for slot in names.entries[entry].slots { builder.set(slot, list: list) }
  }

  private mutating func take(
    _ name: some Collection<UInt8>, _ line: RecordLine
  ) throws(LineFlaw) -> Int? {
    guard let entry = names.find(name, from: last) else { return nil }
    last = entry + 1
    if isSet[entry] {
      throw line.flaw("duplicate_name", "the record has this name twice; leave one")
    }
    isSet[entry] = true
    return entry
  }

  /// Whether a slice is of the block's own bytes, so that its indices are places in them.
  private func isOfBlock(_ value: ArraySlice<UInt8>) -> Bool {
    builder.raw.withUnsafeBufferPointer { raw in
      value.withUnsafeBufferPointer { value in
        guard let base = raw.baseAddress, let start = value.baseAddress else { return false }
        return start >= base && start + value.count <= base + raw.count
      }
    }
  }

  // MARK: What the reader does

  mutating func begin(_ extent: RecordExtent) {
    for entry in isSet.indices { isSet[entry] = false }
    last = 0
    builder.begin(Int(extent.start)..<Int(extent.end), line: Int(extent.line))
  }

  mutating func reject(_ flaw: LineFlaw) {
    builder.reject(line: flaw.line, column: flaw.column, code: flaw.code, message: flaw.message)
  }

  consuming func finish() -> RecordBlock { builder.finish() }
}

/// The names that were asked for, each once and in small letters, with its slots.
struct WantedNames: Sendable {
  struct Entry: Sendable {
    let name: [UInt8]
    var slots: [Int]
  }

  private(set) var entries: [Entry] = []
  let width: Int

  init(_ names: [String]) {
    width = names.count
    for (slot, name) in names.enumerated() {
      let folded = name.utf8.map(Self.small)
      if let known = entries.firstIndex(where: { $0.name == folded }) {
        entries[known].slots.append(slot)
      } else {
        entries.append(Entry(name: folded, slots: [slot]))
      }
    }
  }

  /// - Parameter start: where to look first.
  func find(_ name: some Collection<UInt8>, from start: Int = 0) -> Int? {
    for step in entries.indices {
      let entry = (start + step) % entries.count
      if entries[entry].name.elementsEqual(name, by: { $0 == Self.small($1) }) { return entry }
    }
    return nil
  }

  static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
