/// A tag without attributes, `name>` or `name/>`, as it was spelled: to be told from others by a few
/// words of the machine.
struct PlainTag: BitwiseCopyable {
  static let mostBytes = 48

  /// Bytes, the bracket included.
  let length: Int
  /// Where the element's value goes, or -1.
  let slot: Int32
  /// It ends its element too.
  let isEmpty: Bool
  /// The first 16 bytes, as far as there are so many, and which of their bits count.
  private var first: UInt64 = 0
  private var firstMask: UInt64 = 0
  private var second: UInt64 = 0
  private var secondMask: UInt64 = 0
  /// The others.
  private var rest: InlineArray<4, UInt64> = [0, 0, 0, 0]
  private var restMasks: InlineArray<4, UInt64> = [0, 0, 0, 0]

  /// - Parameter text: `length` bytes, ``mostBytes`` at most.
  init(_ text: UnsafePointer<UInt8>, length: Int, isEmpty: Bool, slot: Int32) {
    self.length = length
    self.isEmpty = isEmpty
    self.slot = slot
    for index in 0..<min(length, Self.mostBytes) {
      let (place, shift) = (index >> 3, UInt64((index & 7) << 3))
      let (byte, mask) = (UInt64(text[index]) << shift, 0xFF << shift as UInt64)
      switch place {
      case 0: (first, firstMask) = (first | byte, firstMask | mask)
      case 1: (second, secondMask) = (second | byte, secondMask | mask)
      default:
        rest[place - 2] |= byte
        restMasks[place - 2] |= mask
      }
    }
  }

  /// Whether this very tag stands here; ``mostBytes`` may be looked at.
  @inline(__always)
  func matches(_ text: UnsafePointer<UInt8>) -> Bool {
    let differ = (word(text, 0) ^ first) & firstMask | (word(text, 8) ^ second) & secondMask
    return differ == 0 && (length <= 16 || matchesRest(text))
  }

  @inline(never)
  private func matchesRest(_ text: UnsafePointer<UInt8>) -> Bool {
    (0..<4).allSatisfy { (word(text, 16 + $0 << 3) ^ rest[$0]) & restMasks[$0] == 0 }
  }

  @inline(__always)
  private func word(_ text: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
    UnsafeRawPointer(text).loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
  }
}
