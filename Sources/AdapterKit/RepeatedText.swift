/// Remembers the texts of keys, and copies them the next time: most rows and claims repeat much of
/// what those before them say.
///
/// A small direct-mapped table for one thread at a time: no work up front, and memory that does not
/// grow with the input.
public struct RepeatedText<Key: BitwiseCopyable & Equatable>: ~Copyable {
  @usableFromInline struct Written: BitwiseCopyable {
    @usableFromInline var key: Key
    @usableFromInline var start: UInt32
    @usableFromInline var count: UInt32

    @inlinable init(key: Key, start: Int, count: Int) {
      self.key = key
      self.start = UInt32(start)
      self.count = UInt32(count)
    }
  }

  @usableFromInline let slots: UnsafeMutablePointer<Written>
  @usableFromInline let mask: Int
  @usableFromInline let unused: Key
  @usableFromInline var texts = ByteBuffer(capacity: 1 << 12)
  /// Bytes of texts, most of them of keys that lost their place, after which all are forgotten.
  @usableFromInline let limit: Int

  /// - Parameters:
  ///   - unused: a key that is never asked for.
  ///   - slots: how many keys have a place; a power of two.
  ///   - limit: bytes of texts to keep, at the most, beside the last one.
  public init(unused: Key, slots count: Int = 256, limit: Int = 1 << 16) {
    precondition(count > 0 && count & (count - 1) == 0, "places are a power of two")
    slots = .allocate(capacity: count)
    slots.initialize(repeating: Written(key: unused, start: 0, count: 0), count: count)
    mask = count - 1
    self.unused = unused
    self.limit = limit
  }

  deinit { slots.deallocate() }

  /// The key's text, until the next one is asked for; up to ``ByteBuffer/slack`` bytes may be read
  /// behind it.
  ///
  /// - Parameters:
  ///   - hash: spreads keys over the table; any number.
  ///   - write: appends the text, where it is not remembered.
  @inlinable @inline(__always)
  public mutating func text(
    of key: Key, hash: Int, write: (inout ByteBuffer) -> Void
  ) -> UnsafeBufferPointer<UInt8> {
    let slot = slots + (hash & mask)
    if slot.pointee.key != key {
      if texts.count > limit { forget() }
      let start = texts.count
      write(&texts)
      slot.pointee = Written(key: key, start: start, count: texts.count - start)
    }
    let written = slot.pointee
    return UnsafeBufferPointer(start: texts.start + Int(written.start), count: Int(written.count))
  }

  @usableFromInline @inline(never)
  mutating func forget() {
    slots.update(repeating: Written(key: unused, start: 0, count: 0), count: mask + 1)
    texts.removeAll()
  }

  /// Appends the key's text.
  @inlinable @inline(__always)
  public mutating func append<Sink: ByteSink & ~Copyable>(
    _ key: Key, hash: Int, to sink: inout Sink, write: (inout ByteBuffer) -> Void
  ) {
    sink.append(text(of: key, hash: hash, write: write))
  }
}
