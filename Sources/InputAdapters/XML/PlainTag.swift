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
  private var words: InlineArray<6, UInt64> = [0, 0, 0, 0, 0, 0]

  /// - Parameter text: `length` bytes, ``mostBytes`` at most.
  init(_ text: UnsafePointer<UInt8>, length: Int, isEmpty: Bool, slot: Int32) {
    self.length = length
    self.isEmpty = isEmpty
    self.slot = slot
    for index in 0..<min(length, Self.mostBytes) {
      words[index >> 3] |= UInt64(text[index]) << UInt64((index & 7) << 3)
    }
  }

  /// Whether this very tag stands here; ``mostBytes`` may be looked at.
  @inline(__always)
  func matches(_ text: UnsafePointer<UInt8>) -> Bool {
    let raw = UnsafeRawPointer(text)
    let whole = length >> 3
    var index = 0
    while index < whole {
      let word = raw.loadUnaligned(fromByteOffset: index << 3, as: UInt64.self).littleEndian
      if word != words[index] { return false }
      index += 1
    }
    let rest = UInt64(length & 7) << 3
    if rest == 0 { return true }
    let word = raw.loadUnaligned(fromByteOffset: index << 3, as: UInt64.self).littleEndian
    return (word ^ words[index]) & ((1 &<< rest) &- 1) == 0
  }
}
