import Synchronization

/// Rows dealt out to numbered buckets; those of a bucket keep their order.
///
/// Rows stand in blocks. Past the limit of a ``Spill`` full blocks go to its file, so that memory
/// holds the limit and one block a bucket, however many rows come.
public final class RowBuckets<Row: BitwiseCopyable>: @unchecked Sendable {
  // @unchecked: one thread fills them; afterwards one thread at a time takes each, and frees it once.
  private enum Block {
    case memory(UnsafeMutablePointer<Row>)
    /// Where it begins in the file.
    case file(Int)
  }

  private struct Bucket {
    var count = 0
    /// The block that is being filled.
    var tail: UnsafeMutablePointer<Row>?
    var blocks: [Block] = []
  }

  private let buckets: UnsafeMutableBufferPointer<Bucket>
  private let rowsInBlock: Int
  /// Bytes of a block; those behind its last row say nothing.
  private let blockSize: Int
  private let spill: Spill
  private var file: (any SpillFile)?
  /// Full blocks that may still stay in memory.
  private var blocksLeft: Int
  /// A block that was written to the file and can be filled again.
  private var idle: UnsafeMutablePointer<Row>?
  /// Buckets whose rows may still be asked for.
  private let used: Atomic<Int>

  /// - Parameter blockSize: bytes that are written at once, for as many rows as fit in. Powers of two cost
  ///   half of what others do: system memory holds a file in pieces that begin at multiples of their size.
  public init(count: Int, blockSize: Int, spill: Spill) {
    buckets = .allocate(capacity: count)
    buckets.initialize(repeating: Bucket())
    rowsInBlock = max(1, blockSize / MemoryLayout<Row>.stride)
    self.blockSize = max(blockSize, MemoryLayout<Row>.stride)
    self.spill = spill
    used = Atomic(count)
    blocksLeft = spill.limit / self.blockSize
  }

  deinit {
    for bucket in buckets.indices { drop(bucket) }
    buckets.deinitialize()
    buckets.deallocate()
    idle?.deallocate()
  }

  public var bucketCount: Int { buckets.count }
  public func count(of bucket: Int) -> Int { buckets[bucket].count }

  /// Appends a row.
  ///
  /// - Returns: its number in the bucket.
  @discardableResult
  public func append(_ row: Row, to bucket: Int) throws -> Int {
    let number = buckets[bucket].count
    let place = number % rowsInBlock
    let tail: UnsafeMutablePointer<Row>
    if place == 0 {
      tail = idle ?? makeBlock()
      idle = nil
      buckets[bucket].tail = tail
    } else {
      tail = buckets[bucket].tail.unsafelyUnwrapped
    }
    (tail + place).initialize(to: row)
    buckets[bucket].count = number + 1
    if place + 1 == rowsInBlock { try seal(bucket, tail) }
    return number
  }

  /// All of its bytes are set, since all are written.
  private func makeBlock() -> UnsafeMutablePointer<Row> {
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: blockSize, alignment: MemoryLayout<Row>.alignment)
    let end = rowsInBlock * MemoryLayout<Row>.stride
    (bytes + end).initializeMemory(as: UInt8.self, repeating: 0, count: blockSize - end)
    return bytes.bindMemory(to: Row.self, capacity: rowsInBlock)
  }

  private func seal(_ bucket: Int, _ block: UnsafeMutablePointer<Row>) throws {
    buckets[bucket].tail = nil
    guard blocksLeft <= 0, let space = spill.space else {
      blocksLeft -= 1
      buckets[bucket].blocks.append(.memory(block))
      return
    }
    let file = try self.file ?? space.makeFile()
    self.file = file
    let bytes = UnsafeRawBufferPointer(start: block, count: blockSize)
    buckets[bucket].blocks.append(.file(try file.append(bytes)))
    if idle == nil { idle = block } else { block.deallocate() }
  }

  /// Calls `body` with the bucket's rows, run by run and in order.
  public func forEachRun(of bucket: Int, _ body: (UnsafeBufferPointer<Row>) throws -> Void) throws {
    var scratch: UnsafeMutablePointer<Row>?
    defer { scratch?.deallocate() }
    for block in buckets[bucket].blocks {
      switch block {
      case .memory(let rows): try body(UnsafeBufferPointer(start: rows, count: rowsInBlock))
      case .file(let offset):
        let room = scratch ?? .allocate(capacity: rowsInBlock)
        scratch = room
        try read(at: offset, UnsafeMutableBufferPointer(start: room, count: rowsInBlock))
        try body(UnsafeBufferPointer(start: room, count: rowsInBlock))
      }
    }
    let rest = buckets[bucket].count % rowsInBlock
    if rest > 0 { try body(UnsafeBufferPointer(start: buckets[bucket].tail, count: rest)) }
  }

  /// One row.
  public func row(_ number: Int, of bucket: Int) throws -> Row {
    precondition(number < buckets[bucket].count, "row outside the bucket")
    let place = number % rowsInBlock
    let block = number / rowsInBlock
    guard block < buckets[bucket].blocks.count else {
      return buckets[bucket].tail.unsafelyUnwrapped[place]
    }
    switch buckets[bucket].blocks[block] {
    case .memory(let rows): return rows[place]
    case .file(let offset):
      return try withUnsafeTemporaryAllocation(of: Row.self, capacity: 1) { room in
        try read(at: offset + place * MemoryLayout<Row>.stride, room)
        return room[0]
      }
    }
  }

  /// Forgets a bucket's rows for good, and gives their memory back; the last one's give back the file.
  public func free(_ bucket: Int) {
    drop(bucket)
    if used.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { file = nil }
  }

  private func drop(_ bucket: Int) {
    for case .memory(let rows) in buckets[bucket].blocks { rows.deallocate() }
    buckets[bucket].tail?.deallocate()
    buckets[bucket] = Bucket()
  }

  private func read(at offset: Int, _ room: UnsafeMutableBufferPointer<Row>) throws {
    try file?.read(at: offset, into: UnsafeMutableRawBufferPointer(room))
  }
}
