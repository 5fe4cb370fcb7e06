extension ByteBuffer {
  @inlinable static var quote: UInt8 { 0x22 }

  @inlinable @inline(__always)
  static func repeated(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  /// Whether a delimiter, a quote or any control character is among a word's bytes.
  @inlinable @inline(__always)
  static func mayNeedQuotes(_ word: UInt64, delimiter: UInt8) -> Bool {
    let controls = word &- repeated(0x20)
    let quotes = (word ^ repeated(quote)) &- repeated(0x01)
    let delimiters = (word ^ repeated(delimiter)) &- repeated(0x01)
    return (controls | quotes | delimiters) & ~word & repeated(0x80) != 0
  }

  /// The word with letters for what is behind its first bytes, fewer than eight.
  @inlinable @inline(__always)
  static func padded(_ word: UInt64, count: Int) -> UInt64 {
    let behind = UInt64.max << UInt64(8 * count)
    return word & ~behind | repeated(0x61) & behind
  }

  /// Whether a delimiter, a quote or a line break stands at or after `start`, which is before the
  /// end.
  @inlinable @inline(__always)
  mutating func needsQuotes(from start: Int, delimiter: UInt8) -> Bool {
    // The last word may reach past the cell, into room that is there.
    _ = room(8)
    let cell = UnsafeRawPointer(self.start + start)
    let length = count - start
    var offset = 0
    while offset < length {
      var word = UInt64(
        littleEndian: cell.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let rest = length - offset
      if rest < 8 { word = Self.padded(word, count: rest) }
      if Self.mayNeedQuotes(word, delimiter: delimiter) {
        return holdsSpecialByte(from: start, delimiter: delimiter)
      }
      offset += 8
    }
    return false
  }

  @usableFromInline @inline(never)
  func holdsSpecialByte(from cellStart: Int, delimiter: UInt8) -> Bool {
    for index in cellStart..<count {
      switch start[index] {
      case delimiter, Self.quote, 0x0A, 0x0D: return true
      default: break
      }
    }
    return false
  }

  /// `=`, `+`, `-`, `@`, tab or carriage return.
  @inlinable func beginsFormula(at position: Int) -> Bool {
    switch start[position] {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
    default: false
    }
  }

  /// Makes room for quotes and guard in place, from the end.
  @usableFromInline @inline(never)
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
