import AdapterKit

/// A visit log: blocks of lines, such as a tablet at the front desk appends them.
///
///     visit V-1001
///       patient: P1
///       from: 2026-03-02T09:00
///       to: 2026-03-02T09:40
///     end
///
/// Blocks begin with `visit` and its id and end with `end`. Between blocks, blank lines and comments are
/// passed over; inside, every line is a name, the separator and a value.
struct VisitLogAdapter: InputAdapter {
  static let specification = AdapterSpecification(
    name: "visit_log", kind: .input,
    summary: "A visit log: blocks of `name: value` lines, from `visit ID` to `end`.",
    options: [
      OptionSpecification(
        "separator", .character, default: .text(":"),
        summary: "What stands between a name and its value.", example: "\"=\"",
        // No type says this, so the suite is told what the adapter must refuse.
        refuses: ["a", "\" \""]),
      OptionSpecification(
        "comment", .character, default: .text("#"),
        summary: "What a comment between blocks begins with.", example: "\";\"",
        refuses: ["v"]),
      .encoding,
    ])

  private let format: VisitLogFormat

  init(options: OptionValues) throws(OptionFault) {
    format = VisitLogFormat(
      separator: try Self.mark("separator", options), comment: try Self.mark("comment", options))
  }

  private static func mark(_ name: String, _ options: OptionValues) throws(OptionFault) -> UInt8 {
    // The default is there and the type was checked, so this is one character.
    guard let byte = options.text(name)?.utf8.first, (0x21...0x7E).contains(byte),
      !(0x30...0x39).contains(byte), !(0x41...0x5A).contains(byte & ~0x20)
    else {
      throw OptionFault(
        option: name, message: "must be a mark, such as : or =, and no letter, digit or space")
    }
    return byte
  }

  func open(
    _ source: any ByteSource, names: [String]
  ) throws(InputFault) -> any RecordReader {
    try LineRecordReader(source, names: names, format: format)
  }
}

extension VisitLogAdapter {
  /// What `claimpipe-visits adapters test visit_log` tries it with.
  static func sample(_ options: OptionValues) -> InputSample? {
    guard let separator = options.text("separator"), let comment = options.text("comment") else {
      return nil
    }
    var sample = InputSample(
      head: "\(comment) Front desk, north\n\n",
      record: """
        visit V-{n:6}
          Patient\(separator) Ørsted-{n}
          from\(separator) 2026-03-02T09:00
          note\(separator) said \(separator) nothing
        end

        """,
      values: [
        ("visit", "V-{n:6}"), ("patient", "Ørsted-{n}"), ("from", "2026-03-02T09:00"),
        ("note", "said \(separator) nothing"),
      ])
    sample.nameTwice = Array("visit V-1\n  visit\(separator) V-2\nend\n".utf8)
    return sample
  }
}
