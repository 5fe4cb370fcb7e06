/// A handle to UTF-8 text: eight bytes, no reference count.
///
/// Texts of up to seven bytes (procedure codes, places of service, most modifiers) are held in the
/// handle itself; longer ones live in a ``TextPool``. The empty text is the missing value
/// (formats.md section 1: empty = missing).
///
/// Two handles of the same text may differ, so compare through the pool.
public struct Text: BitwiseCopyable, Sendable {
  /// Inline: 1 | unused 4 | count 3 | seven bytes, first byte lowest: with its bytes swapped, the word
  /// orders as the text does.
  /// Pooled: 0 | chunk 20 | offset 23 | count 20.
  @usableFromInline let bits: UInt64

  @inlinable init(bits: UInt64) { self.bits = bits }

  /// The missing value.
  public static var missing: Text {
    @inlinable get { Text(bits: 0) }
  }

  /// Texts up to this many bytes need no pool.
  public static let inlineLimit = 7
  /// The longest text a handle can name, in bytes.
  public static let lengthLimit = (1 << 20) - 1
  @usableFromInline static let offsetLimit = 1 << 23
  @usableFromInline static let chunkLimit = 1 << 20

  @inlinable public var isMissing: Bool { bits == 0 }
  @inlinable var isInline: Bool { bits >> 63 == 1 }

  /// Length in bytes.
  @inlinable public var count: Int {
    isInline ? Int((bits >> 56) & 7) : Int(bits & 0xF_FFFF)
  }
  @inlinable var chunk: Int { Int(bits >> 43) }
  @inlinable var offset: Int { Int((bits >> 20) & 0x7F_FFFF) }

  /// A text of at most ``inlineLimit`` bytes.
  ///
  /// - Precondition: `bytes.count <= Text.inlineLimit`.
  @inlinable public init(inline bytes: UnsafeBufferPointer<UInt8>) {
    precondition(bytes.count <= Text.inlineLimit, "an inline text has at most seven bytes")
    guard let start = bytes.baseAddress, bytes.count > 0 else {
      bits = 0
      return
    }
    let raw = UnsafeRawPointer(start)
    let count = bytes.count
    let value: UInt64
    // Two loads that overlap in the middle stay inside of the bytes.
    if count >= 4 {
      let low = UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self))
      let high = UInt32(
        littleEndian: raw.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      value = UInt64(low) | UInt64(high) << (8 * UInt64(count - 4))
    } else {
      let middle = UInt64(start[count / 2]) << (8 * UInt64(count / 2))
      value = UInt64(start[0]) | middle | UInt64(start[count - 1]) << (8 * UInt64(count - 1))
    }
    bits = (1 << 63) | (UInt64(count) << 56) | value
  }

  /// A short literal, such as a place of service.
  ///
  /// - Precondition: at most seven UTF-8 bytes.
  public init(_ short: StaticString) {
    self = Text(
      inline: UnsafeBufferPointer(start: short.utf8Start, count: short.utf8CodeUnitCount))
  }

  @inlinable static func pooled(chunk: Int, offset: Int, count: Int) -> Text {
    Text(bits: UInt64(chunk) << 43 | UInt64(offset) << 20 | UInt64(count))
  }
}
