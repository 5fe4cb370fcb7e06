/// Remembers the texts of keys, and copies them the next time: most rows and claims repeat much of
/// what those before them say.
///
/// A small direct-mapped table for one piece of output: no work up front, nothing shared between
/// threads, and memory that does not grow with the input.
public struct RepeatedText<Key: BitwiseCopyable & Equatable>: ~Copyable {
  @usableFromInline struct Written: BitwiseCopyable {
    @usableFromInline var key: Key
    @usableFromInline var start: Int
    @usableFromInline var end: Int

    @inlinable init(key: Key, start: Int, end: Int) {
      self.key = key
      self.start = start
      self.end = end
    }
  }

  @inlinable static var slotCount: Int { 256 }
  @usableFromInline let slots: UnsafeMutablePointer<Written>
  @usableFromInline var texts = ByteBuffer(capacity: 1 << 12)

  /// - Parameter unused: a key that is never asked for.
  public init(unused: Key) {
    slots = .allocate(capacity: Self.slotCount)
    slots.initialize(repeating: Written(key: unused, start: 0, end: 0), count: Self.slotCount)
  }

  deinit { slots.deallocate() }

  /// Appends the key's text.
  ///
  /// - Parameters:
  ///   - hash: spreads keys over the table; any number.
  ///   - write: appends the text, where it is not remembered.
  @inlinable @inline(__always)
  public mutating func append(
    _ key: Key, hash: Int, to buffer: inout ByteBuffer, write: (inout ByteBuffer) -> Void
  ) {
    let slot = slots + (hash & (Self.slotCount - 1))
    if slot.pointee.key != key {
      let start = texts.count
      write(&texts)
      slot.pointee = Written(key: key, start: start, end: texts.count)
    }
    let written = slot.pointee
    texts.withBytes {
      buffer.append(UnsafeBufferPointer(rebasing: $0[written.start..<written.end]))
    }
  }
}
