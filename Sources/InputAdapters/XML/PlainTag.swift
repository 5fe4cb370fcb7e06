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
  fileprivate private(set) var first: UInt64 = 0
  fileprivate private(set) var firstMask: UInt64 = 0
  fileprivate private(set) var second: UInt64 = 0
  fileprivate private(set) var secondMask: UInt64 = 0
  /// The others.
  fileprivate private(set) var rest: InlineArray<4, UInt64> = [0, 0, 0, 0]
  fileprivate private(set) var restMasks: InlineArray<4, UInt64> = [0, 0, 0, 0]

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

  @inline(__always)
  fileprivate static func word(_ text: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
    UnsafeRawPointer(text).loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
  }
}

/// Tags are compared where they stand: a copy would cost more than the comparison.
extension UnsafePointer<PlainTag> {
  /// Whether this very tag stands here; ``PlainTag/mostBytes`` may be looked at.
  @inline(__always)
  func matches(_ text: UnsafePointer<UInt8>) -> Bool {
    let differ =
      (PlainTag.word(text, 0) ^ pointee.first) & pointee.firstMask
      | (PlainTag.word(text, 8) ^ pointee.second) & pointee.secondMask
    return differ == 0 && (pointee.length <= 16 || matchesRest(text))
  }

  @inline(never)
  private func matchesRest(_ text: UnsafePointer<UInt8>) -> Bool {
    for place in 0..<4 {
      let word = PlainTag.word(text, 16 + place << 3)
      if (word ^ pointee.rest[place]) & pointee.restMasks[place] != 0 { return false }
    }
    return true
  }
}
