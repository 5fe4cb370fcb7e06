/// Finds where a record's value ends, quickly: looks at quotes, backslashes and brackets only.
///
/// What it finds is right for every value that is JSON. For others it is somewhere, and whoever
/// reads the record finds the flaw.
struct RecordCutter {
  private enum Mode { case between, string, scalar }

  private var mode = Mode.between
  private var depth = 0
  /// The last byte seen was a backslash in a string.
  private var isEscaped = false

  /// - Parameter first: the value's first byte, at which the search then begins.
  init(first: UInt8) {
    switch first {
    case 0x22, 0x7B, 0x5B: break
    default: mode = .scalar
    }
  }

  /// The offset behind the value, or `nil` where it goes on behind `range`.
  mutating func end(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int? {
    if mode == .scalar { return scalarEnd(text, range) }
    var at = range.lowerBound
    if isEscaped && at < range.upperBound {
      isEscaped = false
      at += 1
    }
    while at < range.upperBound {
      if mode == .string {
        at = stringEnd(text, at, range.upperBound)
      } else {
        at = bracket(text, at, range.upperBound)
      }
      if depth == 0 && mode == .between && at <= range.upperBound && at > range.lowerBound {
        return at
      }
    }
    return nil
  }

  /// Over the rest of a string, or as far as `end`.
  @inline(__always)
  private mutating func stringEnd(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int {
    var at = start
    while at < end {
      let marks = ByteScan.quotesAndBackslashes(ByteScan.word(text, at))
      if marks == 0 {
        at += 8
        continue
      }
      at += ByteScan.first(marks)
      if at >= end { return end }
      if text[at] == 0x22 {
        mode = .between
        return at + 1
      }
      isEscaped = at + 1 == end
      at += 2
    }
    return end
  }

  /// Over the next quote, brace or bracket, or as far as `end`.
  @inline(__always)
  private mutating func bracket(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int {
    var at = start
    while at < end {
      let marks = ByteScan.quotesAndBrackets(ByteScan.word(text, at))
      if marks == 0 {
        at += 8
        continue
      }
      at += ByteScan.first(marks)
      if at >= end { return end }
      switch text[at] {
      case 0x22:
        mode = .string
        return at + 1
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        depth -= 1
        if depth <= 0 {
          depth = 0
          return at + 1
        }
      default: break
      }
      at += 1
    }
    return end
  }

  private func scalarEnd(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int? {
    range.first { at in
      let byte = text[at]
      return ByteScan.isSpace(byte) || byte == 0x2C || byte == 0x5D || byte == 0x7D
    }
  }
}
