import AdapterKit
import ClaimCore

/// How a text becomes an X12 element's value: trimmed, accents folded, letters in upper case
/// (docs/x12-characters.md).
///
/// Nothing is cut or dropped in silence: what can't be folded does not fit, and a validation says so.
struct X12Text: Sendable {
  /// Why a text can't stand in an element.
  enum Flaw: Equatable, Sendable {
    /// The 1-based place of a character (a Unicode scalar of the source's text) that is outside the
    /// set, or a separator.
    case character(at: Int)
    /// Characters after folding, and the most or least that the element takes.
    case tooLong(Int, most: Int)
    case tooShort(Int, least: Int)
  }

  /// ASCII bytes that can stand in a file as they are or in upper case: 0 to 63, 64 to 127.
  private let lower: UInt64
  private let upper: UInt64

  init(_ partner: TradingPartner) {
    self.init(partner.characterSet, partner.separators)
  }

  init(_ set: TradingPartner.CharacterSet, _ separators: TradingPartner.Separators) {
    var halves: (UInt64, UInt64) = (0, 0)
    for byte in UInt8(0x20)...0x7E {
      let capital = byte.x12Capital
      guard set.contains(capital), !separators.contains(capital) else { continue }
      if byte < 64 { halves.0 |= 1 << UInt64(byte) } else { halves.1 |= 1 << UInt64(byte - 64) }
    }
    (lower, upper) = halves
  }

  @inline(__always)
  private func fits(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte < 64 ? lower : upper) >> UInt64(byte & 63) & 1 == 1
  }
}

// MARK: Writing

extension X12Text {
  /// Appends the text as it will stand in the file.
  ///
  /// A claim with a text that has a flaw is Draft and never written. Should one get here all the
  /// same, what doesn't fit is left out, so that no separator ever stands in a value.
  func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) {
    if appendPlain(text, to: &buffer) { return }
    _ = walk(text) { buffer.append($0) }
  }

  /// Appends a text that needs no folding, in one go.
  ///
  /// - Returns: whether it is such a text; else nothing was appended.
  private func appendPlain(
    _ text: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer
  ) -> Bool {
    let text = text.withoutSpaces
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { room in
      var index = 0
      for byte in text {
        guard fits(byte) else { return false }
        room.initializeElement(at: index, to: byte.x12Capital)
        index += 1
      }
      buffer.append(UnsafeBufferPointer(rebasing: room[..<index]))
      return true
    }
  }
}

// MARK: Judging

extension X12Text {
  /// What is wrong with a text for an element of `least` to `most` characters; missing texts are not
  /// its business.
  func flaw(in text: Text, of pool: TextPool, _ least: Int, _ most: Int) -> Flaw? {
    text.isMissing ? nil : pool.withBytes(text) { flaw(in: $0, least, most) }
  }

  /// The same of bytes, which may be empty.
  func flaw(in text: UnsafeBufferPointer<UInt8>, _ least: Int, _ most: Int) -> Flaw? {
    judge(text, least, most).flaw
  }

  /// What is wrong with a text, and whether accents or special characters are folded in it; upper case
  /// does not count.
  func judge(
    _ text: Text, of pool: TextPool, _ least: Int, _ most: Int
  ) -> (flaw: Flaw?, isFolded: Bool) {
    text.isMissing ? (nil, false) : pool.withBytes(text) { judge($0, least, most) }
  }

  private func judge(
    _ text: UnsafeBufferPointer<UInt8>, _ least: Int, _ most: Int
  ) -> (flaw: Flaw?, isFolded: Bool) {
    let plain = text.withoutSpaces
    var count = plain.count
    var isFolded = false
    if !plain.allSatisfy(fits) {
      let walk = walk(text) { _ in }
      isFolded = walk.isFolded
      if let place = walk.strange { return (.character(at: place), isFolded) }
      count = walk.count
    }
    if count > most { return (.tooLong(count, most: most), isFolded) }
    return (count < least ? .tooShort(count, least: least) : nil, isFolded)
  }
}

// MARK: The slow way

extension X12Text {
  private struct Walk {
    /// Characters that stand in the file.
    var count = 0
    var isFolded = false
    /// The place of the first character that can't.
    var strange: Int?
  }

  /// Hands over the characters as they will stand, without spaces at either end.
  private func walk(
    _ text: UnsafeBufferPointer<UInt8>, _ take: (UInt8) -> Void
  ) -> Walk {
    var walk = Walk()
    var characters = FoldedCharacters(text)
    // Spaces that stand only if something follows, and whether one of them was something else.
    var spaces = 0
    var areSpacesFolded = false
    while let character = characters.next() {
      guard !character.isStrange, fits(packed: character.bytes) else {
        walk.strange = walk.strange ?? characters.place
        continue
      }
      if character.bytes == 0x20 {
        if walk.count == 0 { continue }
        spaces += 1
        areSpacesFolded = areSpacesFolded || character.isFolded
        continue
      }
      walk.isFolded = walk.isFolded || character.isFolded
      var bytes = character.bytes
      if bytes == 0 { continue }
      walk.isFolded = walk.isFolded || areSpacesFolded
      for _ in 0..<spaces { take(0x20) }
      walk.count += spaces
      spaces = 0
      while bytes != 0 {
        take(UInt8(truncatingIfNeeded: bytes))
        walk.count += 1
        bytes >>= 8
      }
    }
    return walk
  }

  private func fits(packed: UInt32) -> Bool {
    var bytes = packed
    while bytes != 0 {
      if !fits(UInt8(truncatingIfNeeded: bytes)) { return false }
      bytes >>= 8
    }
    return true
  }
}

extension TradingPartner.CharacterSet {
  /// Whether the set has a character, which is no lower-case letter.
  func contains(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x20: true
    case 0x21, 0x22, 0x26...0x2F, 0x3A, 0x3B, 0x3D, 0x3F: true
    default: self == .extended && byte > 0x20 && byte < 0x7F
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Without the spaces at its ends.
  fileprivate var withoutSpaces: UnsafeBufferPointer<UInt8> {
    var range = indices
    while let last = range.last, self[last] == 0x20 { range.removeLast() }
    while let first = range.first, self[first] == 0x20 { range.removeFirst() }
    return UnsafeBufferPointer(rebasing: self[range])
  }
}
