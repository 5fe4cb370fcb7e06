/// Output under way: bytes that are only ever appended.
public struct ByteBuffer: ~Copyable, @unchecked Sendable {
  // @unchecked: it alone owns its memory, and it can't be copied.
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var length = 0
  public var count: Int { @inlinable get { length } }
  @usableFromInline var capacity: Int

  public init(capacity: Int = 1 << 16) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// Forgets the bytes and keeps the room.
  public mutating func removeAll() { length = 0 }

  @usableFromInline @inline(never)
  mutating func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.initialize(from: start, count: count)
    start.deallocate()
    start = larger
  }

  /// Room for `more` bytes behind the last one; ``advance(_:)`` says how many were written.
  @inlinable @inline(__always)
  mutating func room(_ more: Int) -> UnsafeMutablePointer<UInt8> {
    if count + more > capacity { grow(more) }
    return start + count
  }

  @inlinable @inline(__always)
  mutating func advance(_ more: Int) { length += more }

  @inlinable public mutating func append(_ byte: UInt8) {
    room(1).pointee = byte
    advance(1)
  }

  @inlinable public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    room(bytes.count).initialize(from: base, count: bytes.count)
    advance(bytes.count)
  }

  @inlinable @inline(__always)
  public mutating func append(_ literal: StaticString) {
    append(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  public mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { append($0) }
  }

  /// Literals take the overload above, which makes no `String`.
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
