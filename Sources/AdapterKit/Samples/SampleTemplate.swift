extension InputSample {
  /// A sample that is spelled out: `{n}` stands for the record's number, from 0, and `{n:6}` for the same
  /// with zeros before it, six characters long. For adapters that are described by a file.
  ///
  /// ```swift
  /// InputSample(record: "V{n:6}|P1\n", values: [("visit", "V{n:6}"), ("patient", "P1")])
  /// ```
  ///
  /// - Parameters:
  ///   - record: with whatever ends it; a line end at its end is taken for the ``separator``.
  ///   - values: names and their values, in the order in which they stand in the record.
  public init(
    head: String = "", record: String, tail: String = "", values: [(name: String, value: String)],
    nameTwice: String? = nil
  ) {
    let lineEnd = record.hasSuffix("\r\n") ? "\r\n" : record.hasSuffix("\n") ? "\n" : ""
    let body = String(decoding: record.utf8.dropLast(lineEnd.utf8.count), as: UTF8.self)
    self.init(
      names: values.map(\.name), head: Array(head.utf8), separator: Array(lineEnd.utf8),
      end: Array(lineEnd.utf8), tail: Array(tail.utf8),
      record: { Array(Self.fill(body, $0).utf8) },
      values: { number in values.map { Self.fill($0.value, number) } })
    self.nameTwice = nameTwice.map { Array($0.utf8) }
  }

  /// Puts a number where a template has `{n}` or `{n:6}`.
  static func fill(_ template: String, _ number: Int) -> String {
    var filled = ""
    var rest = template[...]
    while let mark = rest.firstRange(ofMark: "{n") {
      filled += rest[..<mark.lowerBound]
      rest = rest[mark.upperBound...]
      guard let close = rest.firstIndex(of: "}"), let width = width(rest[..<close]) else {
        filled += "{n"
        continue
      }
      let digits = String(number)
      filled += String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  /// `` is 0, `:6` is 6, anything else nothing.
  private static func width(_ text: Substring) -> Int? {
    if text.isEmpty { return 0 }
    guard text.first == ":", let width = Int(text.dropFirst()), (0...64).contains(width) else {
      return nil
    }
    return width
  }
}

extension Substring {
  fileprivate func firstRange(ofMark mark: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(mark) { return start..<index(start, offsetBy: mark.count) }
      start = index(after: start)
    }
    return nil
  }
}
