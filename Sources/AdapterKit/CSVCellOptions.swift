extension CSVCellWriter {
  /// The options that every delimited output has.
  ///
  /// - Parameter guardsFormulas: the default of `formula_guard`: on where people open the file, off
  ///   where machines read it.
  public static func options(guardsFormulas: Bool) -> [OptionSpecification] {
    [
      OptionSpecification(
        "delimiter", .character, default: .text(","),
        summary: "What stands between cells.", example: "\";\"", refuses: ["a"]
      ).matching("^[^0-9A-Za-z\"\\n\\r\\x00\\u0080-\\uFFFF]$"),
      OptionSpecification(
        "bom", .boolean, default: .boolean(false),
        summary: "Begins the file with a byte-order mark, which older spreadsheets want.",
        example: "true"),
      OptionSpecification(
        "line_ending", .choice(LineEnding.allCases.map(\.rawValue)), default: .text("crlf"),
        summary: "What ends a row.", example: "lf"),
      OptionSpecification(
        "formula_guard", .boolean, default: .boolean(guardsFormulas),
        summary: "Puts ' before a cell that a spreadsheet would take for a formula.",
        example: guardsFormulas ? "false" : "true"),
    ]
  }

  /// Takes those options.
  public init(options: OptionValues) throws(OptionFault) {
    self.init(
      delimiter: try Self.delimiter(options.text("delimiter") ?? ","),
      lineEnding: try Self.lineEnding(options.text("line_ending") ?? "crlf"),
      hasByteOrderMark: options.boolean("bom"), guardsFormulas: options.boolean("formula_guard"))
  }

  private static func delimiter(_ written: String) throws(OptionFault) -> UInt8 {
    guard let byte = written.utf8.first, written.utf8.count == 1, isDelimiter(byte) else {
      throw OptionFault(
        option: "delimiter",
        message: "must be one ASCII character that is no letter, digit, quote or line break, "
          + "such as , ; | or a tab")
    }
    return byte
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x22, 0x0A, 0x0D, 0x00, 0x80...: false
    default: true
    }
  }

  private static func lineEnding(_ written: String) throws(OptionFault) -> LineEnding {
    guard let ending = LineEnding(rawValue: written) else {
      throw OptionFault(option: "line_ending", message: "must be crlf or lf")
    }
    return ending
  }
}
