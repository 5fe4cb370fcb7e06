/// The characters of a text as X12 would have them, one after the other.
struct FoldedCharacters {
  struct Character {
    /// Up to three ASCII bytes, the first one lowest: 0 where nothing of it stands.
    var bytes: UInt32
    /// It is something else than before, upper case aside.
    var isFolded: Bool
    /// X12 has nothing for it.
    var isStrange: Bool

    static var strange: Character { Character(bytes: 0, isFolded: false, isStrange: true) }
  }

  private let text: UnsafeBufferPointer<UInt8>
  private var index = 0
  /// How many scalars were taken so far: the 1-based place of the last one.
  private(set) var place = 0
  private var isAfterLetter = false
  private var isAfterBreak = false

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  mutating func next() -> Character? {
    guard index < text.count else { return nil }
    place += 1
    let lead = text[index]
    return lead < 0x80 ? ascii(lead) : beyondASCII()
  }

  private mutating func ascii(_ byte: UInt8) -> Character {
    index += 1
    let wasAfterBreak = isAfterBreak
    isAfterBreak = byte == 0x09 || byte == 0x0A || byte == 0x0D
    if isAfterBreak {
      isAfterLetter = false
      // A run of tabs and line ends is one space.
      return Character(
        bytes: wasAfterBreak ? 0 : 0x20, isFolded: !wasAfterBreak, isStrange: false)
    }
    let capital = byte.x12Capital
    isAfterLetter = capital >= 0x41 && capital <= 0x5A
    if byte < 0x20 || byte == 0x7F { return .strange }
    return Character(bytes: UInt32(capital), isFolded: false, isStrange: false)
  }

  private mutating func beyondASCII() -> Character {
    isAfterBreak = false
    let scalar = decode()
    if X12Folds.isMark(scalar), isAfterLetter {
      return Character(bytes: 0, isFolded: true, isStrange: false)
    }
    let bytes = X12Folds.fold(scalar)
    let last = bytes.lastPackedByte
    isAfterLetter = last >= 0x41 && last <= 0x5A
    return bytes == 0 ? .strange : Character(bytes: bytes, isFolded: true, isStrange: false)
  }

  /// The scalar here; U+FFFD, a byte long, where the bytes are no UTF-8.
  private mutating func decode() -> UInt32 {
    let lead = text[index]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, index + length <= text.count else { return broken() }
    var scalar = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for byte in text[index + 1..<index + length] {
      guard byte & 0xC0 == 0x80 else { return broken() }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    index += length
    return scalar
  }

  private mutating func broken() -> UInt32 {
    index += 1
    return 0xFFFD
  }
}

extension UInt8 {
  /// An ASCII letter in upper case; every other byte as it is.
  var x12Capital: UInt8 { self >= 0x61 && self <= 0x7A ? self - 0x20 : self }
}

extension UInt32 {
  /// The highest byte that is not 0.
  fileprivate var lastPackedByte: UInt32 {
    self >= 0x1_0000 ? self >> 16 : self >= 0x100 ? self >> 8 : self
  }
}
