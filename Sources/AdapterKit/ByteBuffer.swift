/// Output under way: bytes that are only ever appended.
public struct ByteBuffer: ~Copyable, ByteSink, @unchecked Sendable {
  // @unchecked: it alone owns its memory, and it can't be copied.
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var length = 0
  public var count: Int { @inlinable get { length } }
  @usableFromInline var capacity: Int

  /// Bytes behind the room for others, which may be written and read but never count.
  public static var slack: Int { @inlinable get { 16 } }

  public init(capacity: Int = 1 << 16) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity + Self.slack)
  }

  deinit { start.deallocate() }

  /// Forgets the bytes and keeps the room.
  public mutating func removeAll() { length = 0 }

  @usableFromInline @inline(never)
  mutating func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Self.slack)
    larger.initialize(from: start, count: count)
    start.deallocate()
    start = larger
  }

  @inlinable @inline(__always)
  public mutating func room(_ more: Int) -> UnsafeMutablePointer<UInt8> {
    if count + more > capacity { grow(more) }
    return start + count
  }

  @inlinable @inline(__always)
  public mutating func advance(_ more: Int) { length += more }

  /// Appends what `write` puts into room that is made once, for `most` bytes.
  ///
  /// - Parameter most: more than that must never be written; nothing checks it outside debug builds.
  @inlinable @inline(__always)
  public mutating func append(atMost most: Int, _ write: (inout ByteRoom) -> Void) {
    var room = ByteRoom(at: room(most), most: most)
    write(&room)
    length = room.place - start
  }

  public mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { append($0) }
  }

  /// Literals take ``ByteSink``'s overload, which makes no `String`.
  @_disfavoredOverload
  public mutating func append(_ string: String) {
    var string = string
    string.withUTF8 { append($0) }
  }

  @inlinable public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeBufferPointer(start: start, count: count))
  }

  /// A copy of what was written: for tests and small things.
  public var bytes: [UInt8] { withBytes { Array($0) } }
}
