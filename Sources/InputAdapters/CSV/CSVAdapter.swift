public import AdapterKit

/// Comma-separated values as RFC 4180 has them, and their usual dialects.
///
/// - A record ends at CRLF or LF. Where the first line end outside quotes is a CR with no LF behind
///   it, the file's line ends are lone CRs, and LF is an ordinary byte.
/// - A line with no bytes at all is passed over, in a file of one column too: there, an empty value
///   is written `""`.
/// - A byte order mark is passed over; NUL is an ordinary byte; spaces around a field are kept.
/// - Header names are trimmed and matched in any case. Without a header the columns' names are
///   their numbers: `1`, `2`, …
/// - A broken record (ragged, badly quoted, not UTF-8) is a ``RecordFault``; reading goes on behind
///   the next line end that stands outside quotes.
public struct CSVAdapter: InputAdapter {
  public static let specification = AdapterSpecification(
    name: "csv", kind: .input,
    summary: "Comma-separated values (RFC 4180) and their dialects, one record a row.",
    options: [
      OptionSpecification(
        "delimiter", .character, default: .text(","),
        summary: "What stands between two fields; a tab is \"\\t\", in double quotes.",
        example: "\";\"", refuses: [#""\n""#]
      ).matching(Dialect.character, unquoted: .anything),
      OptionSpecification(
        "quote", .character, default: .text("\""),
        summary: "What stands around a field that holds delimiters, quotes or line ends.",
        example: "\"'\"", refuses: [#""\n""#]
      ).matching(Dialect.character, unquoted: .anything),
      OptionSpecification(
        "header", .boolean, default: .boolean(true),
        summary: "Whether the first row names the columns; if not, their names are 1, 2, 3 and on.",
        example: "false"),
      OptionSpecification(
        "bare_quotes", .choice(["error", "keep"]), default: .text("error"),
        summary: "Whether a quote inside an unquoted field is an error or an ordinary character.",
        example: "keep"),
      OptionSpecification(
        "comment", .character,
        summary: "Lines that begin with it are passed over; without it there are no comments.",
        example: "\"#\"", refuses: [#""\n""#]
      ).matching(Dialect.character, unquoted: .anything),
      OptionSpecification(
        "max_record_bytes", .integer(1...(1 << 29)), default: .integer(16 << 20),
        summary: "A longer record stops the run: mostly, its closing quote is missing.",
        example: "33554432"),
      .encoding,
    ])

  /// Bytes read at a time: some hundred records. Larger blocks were measured slower: the allocator
  /// gives theirs back to the system, and every one is paged in anew.
  static let blockBytes = 1 << 16

  private let dialect: Dialect

  public init(options: OptionValues) throws(OptionFault) {
    dialect = try Dialect(options)
  }

  /// Reads up to the end of the header.
  ///
  /// - Throws: where the header is missing or broken, or names a wanted column twice.
  public func open(
    _ source: any ByteSource, names: [String]
  ) throws(InputFault) -> any RecordReader {
    try open(source, names: names, blockBytes: CSVAdapter.blockBytes)
  }

  /// Cuts its blocks at some other size, so that a test can cut anywhere.
  func open(
    _ source: any ByteSource, names: [String], blockBytes: Int
  ) throws(InputFault) -> CSVReader {
    try CSVReader(source, dialect: dialect, names: names, blockBytes: blockBytes)
  }
}
