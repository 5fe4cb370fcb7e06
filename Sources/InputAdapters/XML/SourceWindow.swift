import AdapterKit
import CBytes

/// The part of the source that is still needed: from the record or token under way to the end of
/// what was read. Positions are byte offsets in the whole source.
struct SourceWindow: ~Copyable {
  private var bytes: Pool<UInt8>
  /// Of the first byte kept.
  private(set) var start = 0
  private var lineAt = 0
  private var line = 1
  /// Characters of the current line that were dropped already.
  private var columnsDropped = 0

  static let readSize = 128 << 10

  init() { bytes = Pool(capacity: Self.readSize * 2) }

  var end: Int { start + bytes.count }

  @inline(__always)
  func at(_ offset: Int) -> UnsafeMutablePointer<UInt8> { bytes.base + (offset - start) }

  /// Reads on. False at the end of the source.
  mutating func read(_ source: any ByteSource) throws(InputFault) -> Bool {
    bytes.reserve(Self.readSize)
    let room = UnsafeMutableRawBufferPointer(
      start: bytes.base + bytes.count, count: Self.readSize)
    let count = try source.read(into: room)
    bytes.commit(count)
    return count > 0
  }

  /// Forgets what stands before `offset`.
  mutating func drop(before offset: Int) {
    guard offset > start else { return }
    _ = line(at: offset)
    columnsDropped = charactersInLine(before: offset)
    bytes.removeFirst(offset - start)
    start = offset
    bytes.shrink(to: Self.readSize * 4)
  }

  /// The line of a byte, from 1. Offsets must not go backwards between calls.
  mutating func line(at offset: Int) -> Int {
    if offset > lineAt {
      line += claimpipe_count(at(lineAt), offset - lineAt, 0x0A)
      lineAt = offset
    }
    return line
  }

  /// Up to here lines were counted by others, and this is the line there.
  mutating func noteLine(_ line: Int, at offset: Int) {
    self.line = line
    lineAt = offset
  }

  /// The column of a byte in characters, from 1.
  func column(at offset: Int) -> Int { charactersInLine(before: offset) + 1 }

  private func charactersInLine(before offset: Int) -> Int {
    var position = offset
    var characters = 0
    while position > start {
      position -= 1
      let byte = at(position).pointee
      if byte == 0x0A { return characters }
      if byte & 0xC0 != 0x80 { characters += 1 }
    }
    return columnsDropped + characters
  }
}
