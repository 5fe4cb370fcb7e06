import AdapterKit

/// How the export writes dates and times.
struct ExportPatterns: Sendable {
  let dateTime: DateTimePattern
  let date: DateTimePattern
  let time: DateTimePattern

  static let options = [
    OptionSpecification(
      "datetime_format", .text,
      summary: "How starts and ends are written, as a Unicode (TR35) pattern; without it, the "
        + "date_format and then HH:mm, which is yyyy-MM-dd HH:mm.",
      example: "MM/dd/yyyy h:mm a", refuses: ["yyyy-MM-dd QQQ"]
    ).matching("^(?:\(dateParts)|\(timeParts))+$", unquoted: .numbers),
    OptionSpecification(
      "date_format", .text, default: .text("yyyy-MM-dd"),
      summary: "How dates are written: in columns with part: date, and in starts and ends where "
        + "datetime_format is not set.",
      example: "MM/dd/yyyy", refuses: ["HH:mm"]
    ).matching("^(?:\(dateParts))+$", unquoted: .numbers),
  ]

  /// What ``DateTimePattern`` reads.
  private static let dateParts =
    "[^A-Za-z']|'(?:[^']|'')*'|(?:y|yy|yyyy)(?!y)|M{1,4}(?!M)|d{1,2}(?!d)"
  private static let timeParts =
    "H{1,2}(?!H)|h{1,2}(?!h)|m{1,2}(?!m)|s{1,2}(?!s)|a(?!a)|XXX(?!X)|xxx(?!x)"

  init(options: OptionValues) throws(OptionFault) {
    let day = options.text("date_format") ?? "yyyy-MM-dd"
    date = try DateTimePattern(day, option: "date_format", hasTime: false)
    dateTime = try DateTimePattern(
      options.text("datetime_format") ?? day + " HH:mm", option: "datetime_format")
    time = try DateTimePattern("HH:mm", option: "datetime_format")
  }
}
