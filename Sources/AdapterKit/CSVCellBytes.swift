extension ByteBuffer {
  private static let quote: UInt8 = 0x22

  @inline(__always)
  private static func repeated(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  /// Not 0 where one of the word's bytes is `byte`.
  @inline(__always)
  private static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ repeated(byte)
    return (difference &- repeated(0x01)) & ~difference & repeated(0x80)
  }

  /// Whether a delimiter, a quote or a line break stands at or after `start`, which is before the end.
  @inline(__always)
  mutating func holdsSpecialByte(from start: Int, delimiter: UInt8) -> Bool {
    // The last word may reach past the cell: into room that is there, its bytes shifted out.
    _ = room(8)
    let cell = UnsafeRawPointer(self.start + start)
    let length = count - start
    var offset = 0
    while offset < length {
      var word = UInt64(
        littleEndian: cell.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let rest = length - offset
      if rest < 8 { word &= (1 << UInt64(8 * rest)) - 1 }
      let found =
        Self.matches(word, delimiter) | Self.matches(word, Self.quote)
        | Self.matches(word, 0x0A) | Self.matches(word, 0x0D)
      if found != 0 { return true }
      offset += 8
    }
    return false
  }

  /// `=`, `+`, `-`, `@`, tab or carriage return.
  func beginsFormula(at position: Int) -> Bool {
    switch start[position] {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
    default: false
    }
  }

  /// Makes room for quotes and guard in place, from the end.
  @inline(never)
  mutating func rewriteCell(from cellStart: Int, isQuoted: Bool, isGuarded: Bool) {
    let length = count - cellStart
    var quotes = 0
    for index in cellStart..<count where start[index] == Self.quote { quotes += 1 }
    let more = (isQuoted ? quotes + 2 : 0) + (isGuarded ? 1 : 0)
    _ = room(more)
    let cell = start + cellStart
    var source = length
    var target = length + more
    func put(_ byte: UInt8) {
      target -= 1
      cell[target] = byte
    }
    if isQuoted { put(Self.quote) }
    while source > 0 {
      source -= 1
      let byte = cell[source]
      put(byte)
      if isQuoted && byte == Self.quote { put(Self.quote) }
    }
    if isGuarded { put(0x27) }
    if isQuoted { put(Self.quote) }
    advance(more)
  }
}
