/// What a cell's bytes ask for, looked at eight at a time.
@usableFromInline enum CSVCellBytes {
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

  /// Whether a delimiter, a quote or a line break stands in a cell that is not empty.
  ///
  /// The last word may reach past the cell, into ``ByteBuffer/slack``.
  @inlinable @inline(__always)
  static func needQuotes(
    _ cell: UnsafePointer<UInt8>, count: Int, delimiter: UInt8
  ) -> Bool {
    let bytes = UnsafeRawPointer(cell)
    var offset = 0
    while offset < count {
      var word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let rest = count - offset
      if rest < 8 { word = padded(word, count: rest) }
      if mayNeedQuotes(word, delimiter: delimiter) {
        return holdSpecial(cell, count: count, delimiter: delimiter)
      }
      offset += 8
    }
    return false
  }

  @usableFromInline @inline(never)
  static func holdSpecial(
    _ cell: UnsafePointer<UInt8>, count: Int, delimiter: UInt8
  ) -> Bool {
    for index in 0..<count {
      switch cell[index] {
      case delimiter, quote, 0x0A, 0x0D: return true
      default: break
      }
    }
    return false
  }

  /// `=`, `+`, `-`, `@`, tab or carriage return.
  @inlinable static func beginFormula(_ first: UInt8) -> Bool {
    switch first {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
    default: false
    }
  }

  /// How many bytes quotes and guard add to a cell.
  @inlinable static func growth(
    _ cell: UnsafePointer<UInt8>, count: Int, isQuoted: Bool, isGuarded: Bool
  ) -> Int {
    var quotes = 0
    for index in 0..<count where cell[index] == quote { quotes += 1 }
    return (isQuoted ? quotes + 2 : 0) + (isGuarded ? 1 : 0)
  }

  /// Puts quotes and guard around a cell in place, from its end.
  ///
  /// - Parameter growth: by as many bytes; there is room for them.
  @usableFromInline @inline(never)
  static func rewrite(
    _ cell: UnsafeMutablePointer<UInt8>, count: Int, growth: Int, isQuoted: Bool, isGuarded: Bool
  ) {
    var source = count
    var target = count + growth
    func put(_ byte: UInt8) {
      target -= 1
      cell[target] = byte
    }
    if isQuoted { put(quote) }
    while source > 0 {
      source -= 1
      let byte = cell[source]
      put(byte)
      if isQuoted && byte == quote { put(quote) }
    }
    if isGuarded { put(0x27) }
    if isQuoted { put(quote) }
  }
}
