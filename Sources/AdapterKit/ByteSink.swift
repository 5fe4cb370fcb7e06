/// What bytes are appended to: a ``ByteBuffer``, which makes room as it goes, or a ``ByteRoom``, where
/// room for all of them was made before.
///
/// Writers are generic over it and inlined, so that each is compiled for both.
public protocol ByteSink: ~Copyable {
  /// A place for `count` bytes behind the last one; ``advance(_:)`` says how many were written.
  ///
  /// ``ByteBuffer/slack`` bytes more may be overwritten, so that short texts are stored as whole words.
  mutating func room(_ count: Int) -> UnsafeMutablePointer<UInt8>
  mutating func advance(_ count: Int)
}

extension ByteSink where Self: ~Copyable {
  @inlinable @inline(__always)
  public mutating func append(_ byte: UInt8) {
    room(1).pointee = byte
    advance(1)
  }

  @inlinable @inline(__always)
  public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    room(bytes.count).initialize(from: base, count: bytes.count)
    advance(bytes.count)
  }

  @inlinable @inline(__always)
  public mutating func append(_ literal: StaticString) {
    append(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends a word's first bytes.
  ///
  /// - Parameter count: eight at the most.
  @inlinable @inline(__always)
  mutating func append(shortWord word: UInt64, count: Int) {
    UnsafeMutableRawPointer(room(count)).storeBytes(of: word.littleEndian, as: UInt64.self)
    advance(count)
  }

  /// Appends a text sixteen bytes at a time, which beats a call of memcpy where it is short.
  ///
  /// - Parameter source: bytes that may be read up to the end of their last sixteen, and where there is
  ///   none at all, of sixteen more: as those of a buffer may.
  @inlinable @inline(__always)
  public mutating func append(padded source: UnsafePointer<UInt8>, count: Int) {
    // The last sixteen reach into the slack at most.
    let target = UnsafeMutableRawPointer(room(count))
    let source = UnsafeRawPointer(source)
    func copy(at offset: Int) {
      target.storeBytes(
        of: source.loadUnaligned(fromByteOffset: offset, as: SIMD2<UInt64>.self),
        toByteOffset: offset, as: SIMD2<UInt64>.self)
    }
    // Most are done with the first sixteen, which are copied whatever the count.
    copy(at: 0)
    var offset = 16
    while offset < count {
      copy(at: offset)
      offset += 16
    }
    advance(count)
  }
}

/// Room in a buffer that was made for all that is written into it, so that nothing is checked and
/// nothing but one pointer moves with each append.
///
/// Whoever asks for it says how many bytes it will be at the most, and debug builds hold them to it.
public struct ByteRoom: ~Copyable, ByteSink {
  @usableFromInline var place: UnsafeMutablePointer<UInt8>
  /// Looked at by assertions only.
  @usableFromInline let end: UnsafeMutablePointer<UInt8>

  @inlinable @inline(__always)
  init(at place: UnsafeMutablePointer<UInt8>, most: Int) {
    self.place = place
    end = place + most
  }

  @inlinable @inline(__always)
  public mutating func room(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    assert(place + count <= end, "more bytes than there was room made for")
    return place
  }

  @inlinable @inline(__always)
  public mutating func advance(_ count: Int) { place += count }
}
