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
    let quotePattern = SIMD64<UInt8>(repeating: dialect.quote)
    let linePattern = SIMD64<UInt8>(repeating: lineEnd)
    while position < count {
      let chunk = ByteChunk(bytes, from: position, count: count)
      let quotes = ByteChunk.bits(chunk.equal(quotePattern))
      let lineEnds = ByteChunk.bits(chunk.equal(linePattern))
      if quotes == 0 && dialect.comment == 0 {
        take(lineEnds)
      } else {
        step(bytes, quotes | lineEnds)
      }
      position = min(position + ByteChunk.width, count)
      if lines >= lineLimit && cut > 0 { return }
    }
  }

  /// A chunk without quotes.
  @inline(__always)
  private mutating func take(_ lineEnds: UInt64) {
    if place == .closed { place = .outside }
    if lineEnds == 0 { return }
    lines += lineEnds.nonzeroBitCount
    if place == .outside {
      cut = position + ByteChunk.width - lineEnds.leadingZeroBitCount
      linesBeforeCut = lines
    }
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
