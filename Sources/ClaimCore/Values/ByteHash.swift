/// A fast hash of bytes for look-up tables inside one process.
///
/// Seeded anew in every process, so that no input can be made to collide; nothing that is written
/// depends on its values.
public enum ByteHash {
  @usableFromInline static let seed = UInt64.random(in: .min ... .max)
  @usableFromInline static let prime: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inlinable static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  @inlinable public static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    of(bytes, seed: seed)
  }

  /// The same bytes and seed give the same hash in every process.
  @inlinable public static func of(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt64 {
    if bytes.count <= 16 { return of(ShortKey(bytes), count: bytes.count, seed: seed) }
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = seed ^ UInt64(bytes.count) &* prime
    var index = 0
    while index + 8 < raw.count {
      hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self), prime)
      index += 8
    }
    let tail = raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
    return mix(mix(hash ^ tail, prime), prime ^ (hash >> 32))
  }

  @inlinable @inline(__always)
  static func of(_ key: ShortKey, count: Int, seed: UInt64) -> UInt64 {
    let hash = mix(seed ^ key.low, prime ^ UInt64(count))
    return mix(hash ^ key.high, prime ^ (hash >> 32))
  }
}

/// Up to 16 bytes as two words, zeros behind them: to be hashed and compared without a loop.
@usableFromInline struct ShortKey: BitwiseCopyable, Equatable {
  @usableFromInline let low: UInt64
  @usableFromInline let high: UInt64

  @inlinable init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// Of longer texts it holds the first 16 bytes.
  @inlinable @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(bytes)
    if raw.count >= 8 {
      low = raw.loadUnaligned(as: UInt64.self).littleEndian
      if raw.count >= 16 {
        high = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
      } else {
        let last = raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self).littleEndian
        // Shifts what the first word holds already out; 64 of them leave nothing.
        high = last >> (8 * UInt64(16 - raw.count))
      }
      return
    }
    high = 0
    if raw.count >= 4 {
      let first = UInt64(raw.loadUnaligned(as: UInt32.self).littleEndian)
      let last = UInt64(
        raw.loadUnaligned(fromByteOffset: raw.count - 4, as: UInt32.self).littleEndian)
      low = first | last << (8 * UInt64(raw.count - 4))
      return
    }
    guard raw.count > 0 else {
      low = 0
      return
    }
    // First, middle and last, which may be the same byte.
    let (middle, last) = (raw.count / 2, raw.count - 1)
    low =
      UInt64(raw[0]) | UInt64(raw[middle]) << (8 * UInt64(middle))
      | UInt64(raw[last]) << (8 * UInt64(last))
  }
}
