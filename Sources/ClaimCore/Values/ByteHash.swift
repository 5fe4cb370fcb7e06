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
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = seed ^ UInt64(bytes.count) &* prime
    var index = 0
    while index + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      hash = mix(hash ^ word, prime)
      index += 8
    }
    var tail: UInt64 = 0
    var shift: UInt64 = 0
    while index < raw.count {
      tail |= UInt64(raw[index]) << shift
      shift += 8
      index += 1
    }
    return mix(mix(hash ^ tail, prime), prime ^ (hash >> 32))
  }
}
