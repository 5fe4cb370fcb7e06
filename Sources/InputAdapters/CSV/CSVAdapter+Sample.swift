public import AdapterKit

extension CSVAdapter {
  /// Rows with quoted cells, some of which go over two lines; the last column is never quoted, so that a
  /// row can be cut where nobody can tell.
  public static func sample(_ options: OptionValues) -> InputSample? {
    guard let dialect = try? Dialect(options) else { return nil }
    let columns = ["visit", "patient", "note", "start", "code"]
    let (delimiter, quote) = ([dialect.delimiter], [dialect.quote])
    @Sendable func row(_ cells: [[UInt8]]) -> [UInt8] { Array(cells.joined(separator: delimiter)) }
    @Sendable func quoted(_ text: String) -> [UInt8] {
      quote + text.utf8.flatMap { $0 == dialect.quote ? [$0, $0] : [$0] } + quote
    }
    let names = dialect.hasHeader ? columns : columns.indices.map { String($0 + 1) }
    let head = dialect.hasHeader ? row(columns.map { Array($0.utf8) }) + [Ascii.lineFeed] : []
    @Sendable func note(_ number: Int) -> String {
      number % 3 == 0 ? "Zoë says \"no\",\nor; so" : "Ærø, \(number)"
    }
    var sample = InputSample(
      names: names, head: head, separator: [Ascii.lineFeed], end: [Ascii.lineFeed],
      record: { number in
        row([
          Array("V-\(1_000_000 + number)".utf8), Array("Quillfeather \(number % 50)".utf8),
          quoted(note(number)), Array("2026-03-02T09:00".utf8), Array("97153".utf8),
        ])
      },
      values: { number in
        [
          "V-\(1_000_000 + number)", "Quillfeather \(number % 50)", note(number),
          "2026-03-02T09:00", "97153",
        ]
      })
    sample.tellsTornRecords = false
    sample.firstRecordIsForm = !dialect.hasHeader
    if dialect.hasHeader {
      sample.nameTwice =
        row([Array("visit".utf8), Array("Visit".utf8)]) + [Ascii.lineFeed]
        + row([Array("V-1000001".utf8), Array("V-1000002".utf8)]) + [Ascii.lineFeed]
    }
    return sample
  }
}
