/// Output under way: bytes that are only ever appended.
public struct ByteBuffer: ~Copyable, @unchecked Sendable {
  // @unchecked: it alone owns its memory, and it can't be copied.
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  public private(set) var count = 0
  @usableFromInline var capacity: Int

  public init(capacity: Int = 1 << 16) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// Forgets the bytes and keeps the room.
  public mutating func removeAll() { count = 0 }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.initialize(from: start, count: count)
    start.deallocate()
    start = larger
  }

  /// Room for `more` bytes behind the last one; ``advance(_:)`` says how many were written.
  @inline(__always)
  mutating func room(_ more: Int) -> UnsafeMutablePointer<UInt8> {
    if count + more > capacity { grow(more) }
    return start + count
  }

  @inline(__always)
  mutating func advance(_ more: Int) { count += more }

  public mutating func append(_ byte: UInt8) {
    room(1).pointee = byte
    count += 1
  }

  public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    room(bytes.count).initialize(from: base, count: bytes.count)
    count += bytes.count
  }

  public mutating func append(_ literal: StaticString) {
    append(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  public mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { append($0) }
  }

  public mutating func append(_ string: String) {
    var string = string
    string.withUTF8 { append($0) }
  }

  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeBufferPointer(start: start, count: count))
  }

  /// A copy of what was written: for tests and small things.
  public var bytes: [UInt8] { withBytes { Array($0) } }
}
