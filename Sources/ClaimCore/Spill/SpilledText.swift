/// The chunks of a ``TextPool`` that stand in a file, since those in memory have reached the limit.
struct SpilledText: Sendable {
  private let spill: Spill
  private var inMemory = 0
  private var file: (any SpillFile)?
  /// What is left of the room that was taken last.
  private nonisolated(unsafe) var rest = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private(set) var chunks: Set<Int> = []

  private static let roomSize = 8 << 20

  init(_ spill: Spill) { self.spill = spill }

  /// Room in the file, or `nil` where the chunk is to stand in memory: below the limit, and where the
  /// file has no room.
  mutating func room(_ capacity: Int, for chunk: Int) -> UnsafeMutablePointer<UInt8>? {
    if inMemory + capacity <= spill.limit {
      inMemory += capacity
      return nil
    }
    if rest.count < capacity, !takeRoom(max(capacity, Self.roomSize)) { return nil }
    guard let start = rest.baseAddress else { return nil }
    rest = UnsafeMutableRawBufferPointer(rebasing: rest[capacity...])
    chunks.insert(chunk)
    return start.assumingMemoryBound(to: UInt8.self)
  }

  private mutating func takeRoom(_ size: Int) -> Bool {
    guard let space = spill.space else { return false }
    if file == nil { file = try? space.makeFile() }
    guard let room = file?.room(byteCount: size) else { return false }
    rest = UnsafeMutableRawBufferPointer(start: room, count: size)
    return true
  }
}
