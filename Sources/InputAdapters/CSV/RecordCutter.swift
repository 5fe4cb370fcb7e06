import CBytes

/// Finds where records end, and nothing else: quick enough for one thread to feed many.
///
/// It sees the same records as ``RecordSplitter``: a quote opens a quoted field only where a field
/// begins, a doubled quote continues one, and all other quotes are ordinary bytes.
struct RecordCutter {
  private enum Place {
    case outside
    case quoted
    /// Behind a quote that closed its field, unless another follows at once.
    case closed
  }

  private let dialect: Dialect
  private let lineEnd: UInt8
  private var place = Place.outside
  /// Where the scan goes on.
  private(set) var position = 0
  /// Where the record under way begins: behind the last record end, or 0.
  private(set) var cut = 0
  /// Line ends seen so far, and before `cut`.
  private(set) var lines = 0
  private(set) var linesBeforeCut = 0
  private var closingQuote = 0

  /// For bytes that begin where a record begins.
  init(_ dialect: Dialect, _ lineEnd: LineEnd) {
    self.dialect = dialect
    self.lineEnd = lineEnd.byte
  }

  /// Goes on up to `count`, or to a record end behind `lineLimit` lines.
  ///
  /// - Parameter bytes: the same as before, and more behind them.
  mutating func scan(_ bytes: UnsafePointer<UInt8>, count: Int, lineLimit: Int) {
    let (quote, lineEnd) = (dialect.quote, lineEnd)
    while position < count {
      let marks = ByteChunk.bits(bytes, from: position, count: count) {
        Marks(
          quotes: claimpipe_equal64($0, quote), lineEnds: claimpipe_equal64($0, lineEnd))
      }
      if marks.quotes == 0 && place == .outside {
        takeUnquoted(marks.lineEnds)
        // A chunk that is cut off is looked at again when more has been read: byte by byte, so that
        // nothing is taken from what stands behind it.
      } else if dialect.comment != 0 || position + ByteChunk.width > count || !take(bytes, marks) {
        step(bytes, marks.quotes | marks.lineEnds)
      }
      position = min(position + ByteChunk.width, count)
      if lines >= lineLimit && cut > 0 { return }
    }
  }

  /// What stands in 64 bytes: a bit a byte, the first one's lowest.
  private struct Marks {
    var quotes: UInt64
    var lineEnds: UInt64
  }

  /// A chunk without a quote in it or open before it: every line end is a record's.
  @inline(__always)
  private mutating func takeUnquoted(_ lineEnds: UInt64) {
    if lineEnds == 0 { return }
    cut = position + 64 - lineEnds.leadingZeroBitCount
    lines += lineEnds.nonzeroBitCount
    linesBeforeCut = lines
  }

  /// A whole chunk whose quotes each begin a field, end one or are doubled; `false`, and nothing
  /// done, where there is another.
  @inline(never)
  private mutating func take(_ bytes: UnsafePointer<UInt8>, _ marks: Marks) -> Bool {
    let isQuoted = place == .quoted
    let quoted = claimpipe_spans64(marks.quotes) ^ (isQuoted ? ~0 : 0)
    let opening = marks.quotes & quoted
    let closing = marks.quotes & ~quoted
    if marks.quotes != 0 {
      let closedBefore = place == .closed && closingQuote == position - 1
      let mayOpen = closedBefore || position == cut || bytes[position - 1] == dialect.delimiter
      let delimiters = claimpipe_equal64(bytes + position, dialect.delimiter)
      let fieldStarts = (delimiters | marks.lineEnds | closing) &<< 1 | (mayOpen ? 1 : 0)
      if opening & ~fieldStarts != 0 { return false }
    }
    let recordEnds = marks.lineEnds & ~quoted
    if recordEnds != 0 {
      let last = UInt64(63 - recordEnds.leadingZeroBitCount)
      cut = position + Int(last) + 1
      linesBeforeCut = lines + (marks.lineEnds & (~0 >> (63 - last))).nonzeroBitCount
    }
    lines += marks.lineEnds.nonzeroBitCount
    if quoted >> 63 != 0 {
      place = .quoted
    } else if closing >> 63 != 0 {
      place = .closed
      closingQuote = position + ByteChunk.width - 1
    } else {
      place = .outside
    }
    return true
  }

  private mutating func step(_ bytes: UnsafePointer<UInt8>, _ marks: UInt64) {
    var marks = marks
    while marks != 0 {
      let mark = position + marks.trailingZeroBitCount
      marks &= marks - 1
      let isQuote = bytes[mark] == dialect.quote
      if place == .closed {
        place = isQuote && mark == closingQuote + 1 ? .quoted : .outside
        if place == .quoted { continue }
      }
      if isQuote {
        if place == .quoted {
          place = .closed
          closingQuote = mark
        } else if opens(bytes, mark) {
          place = .quoted
        }
      } else {
        lines += 1
        if place == .outside {
          cut = mark + 1
          linesBeforeCut = lines
        }
      }
    }
  }

  /// Whether a quote outside a quoted field begins one.
  @inline(__always)
  private func opens(_ bytes: UnsafePointer<UInt8>, _ mark: Int) -> Bool {
    if mark == cut { return true }
    if bytes[mark - 1] != dialect.delimiter { return false }
    return dialect.comment == 0 || bytes[cut] != dialect.comment
  }
}
