/// Finds where a record's value ends, quickly: looks at quotes, backslashes and brackets only.
///
/// What it finds is right for every value that is JSON. For others it is somewhere, and whoever
/// reads the record finds the flaw.
struct RecordCutter {
  private let first: UInt8
  private var depth = 0
  private var isInString = false
  /// The last byte seen was a backslash in a string.
  private var isEscaped = false

  /// - Parameter first: the value's first byte, at which the search then begins.
  init(first: UInt8) {
    self.first = first
  }

  /// The offset behind the value, or `nil` where it goes on behind `range`.
  mutating func end(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int? {
    switch first {
    case 0x7B, 0x5B: break
    case 0x22: return step(text, range)
    default: return scalarEnd(text, range)
    }
    var at = range.lowerBound
    while at + 64 <= range.upperBound {
      let marks = MarkBits(text + at)
      let found =
        isEscaped || marks.hasBackslash
        ? step(text, at..<(at + 64)) : stride(text, at, marks)
      if let found { return found }
      at += 64
    }
    return step(text, at..<range.upperBound)
  }

  /// Over 64 bytes at once that have no backslash.
  @inline(__always)
  private mutating func stride(
    _ text: UnsafePointer<UInt8>, _ at: Int, _ marks: MarkBits
  ) -> Int? {
    let inside = marks.insideStrings ^ (isInString ? ~0 : 0)
    var brackets = marks.brackets & ~inside
    while brackets != 0 {
      let offset = at + brackets.trailingZeroBitCount
      switch text[offset] {
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        depth -= 1
        if depth == 0 { return offset + 1 }
      default: break
      }
      brackets &= brackets - 1
    }
    isInString = inside >> 63 == 1
    return nil
  }

  /// From mark to mark.
  private mutating func step(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int? {
    let end = range.upperBound
    var at = range.lowerBound
    var depth = depth
    if isEscaped && at < end {
      isEscaped = false
      at += 1
    }
    while true {
      if isInString {
        guard let quote = closingQuote(text, at, end) else { break }
        isInString = false
        at = quote + 1
        if depth == 0 { return at }
      }
      guard let mark = nextMark(text, at, end) else { break }
      at = mark + 1
      let byte = text[mark]
      if byte == 0x22 {
        isInString = true
      } else if byte == 0x7B || byte == 0x5B {
        depth += 1
      } else if byte == 0x7D || byte == 0x5D {
        depth -= 1
        if depth <= 0 { return at }
      }
    }
    self.depth = depth
    return nil
  }

  /// The quote that ends a string.
  @inline(__always)
  private mutating func closingQuote(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int? {
    var at = start
    while at < end {
      let marks = ByteScan.quotesAndBackslashes(ByteScan.word(text, at))
      if marks == 0 {
        at += 8
        continue
      }
      at += ByteScan.first(marks)
      if at >= end { return nil }
      if text[at] == 0x22 { return at }
      isEscaped = at + 1 == end
      at += 2
    }
    return nil
  }

  /// The next quote, brace or bracket between strings, or a byte that is none of them and means
  /// nothing.
  @inline(__always)
  private func nextMark(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var at = start
    while at < end {
      let marks = ByteScan.quotesAndBrackets(ByteScan.word(text, at))
      if marks == 0 {
        at += 8
        continue
      }
      at += ByteScan.first(marks)
      return at < end ? at : nil
    }
    return nil
  }

  private func scalarEnd(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int? {
    range.first { at in
      let byte = text[at]
      return ByteScan.isSpace(byte) || byte == 0x2C || byte == 0x5D || byte == 0x7D
    }
  }
}
