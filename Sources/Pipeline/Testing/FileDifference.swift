internal import AdapterKit

/// How a file differs from what was expected, in lines for a person: by row and column in CSV, by path
/// in JSON, by line elsewhere.
enum FileDifference {
  /// Places that are shown of a file.
  static let most = 6

  static func lines(_ expected: [UInt8], _ found: [UInt8], name: String) -> [String] {
    let texts = (
      String(validating: expected, as: UTF8.self), String(validating: found, as: UTF8.self)
    )
    guard let one = texts.0, let other = texts.1, !expected.contains(0), !found.contains(0) else {
      return bytes(expected, found)
    }
    let ending = name.split(separator: ".").last ?? ""
    let places: [String]? =
      switch ending {
      case "csv": CSVDifference.places(one, other)
      case "json": JSONDifference.places(expected, found)
      case "ndjson": JSONDifference.places(linesOf: one, other)
      default: nil
      }
    // What differs only in spaces or the order of keys has no places.
    if let places, !places.isEmpty { return shortened(places) }
    return LineDifference.lines(one, other)
  }

  static func shortened(_ places: [String]) -> [String] {
    places.count <= most
      ? places : places.prefix(most) + ["and \(places.count - most) more places"]
  }

  private static func bytes(_ expected: [UInt8], _ found: [UInt8]) -> [String] {
    let place = zip(expected, found).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let first = place ?? min(expected.count, found.count)
    return [
      "differs from byte \(first + 1) on: expected \(expected.count) bytes, has \(found.count)"
    ]
  }

  /// A value in quotes, no longer than a line bears.
  static func shown(_ text: some StringProtocol) -> String {
    text.count <= 100 ? "\"\(text)\"" : "\"\(text.prefix(100))…\""
  }
}

/// Two texts line by line: what stands between the lines that both begin and end with.
enum LineDifference {
  private static let most = 6

  static func lines(_ expected: String, _ found: String) -> [String] {
    let (one, other) = (cut(expected), cut(found))
    var start = 0
    while start < one.count, start < other.count, one[start] == other[start] { start += 1 }
    var end = 0
    while end < one.count - start, end < other.count - start,
      one[one.count - 1 - end] == other[other.count - 1 - end]
    {
      end += 1
    }
    let gone = one[start..<(one.count - end)]
    let new = other[start..<(other.count - end)]
    if gone.count == new.count {
      return pairs(Array(zip(gone, new)), after: start)
    }
    let column = gone.first.flatMap { line in new.first.map { place(line, $0) } } ?? 0
    var lines = ["@@ line \(start + 1) @@"]
    if start > 0 { lines.append("  \(window(one[start - 1], column))") }
    lines += side("-", gone, column) + side("+", new, column)
    return lines
  }

  /// Lines that each have their counterpart.
  private static func pairs(_ pairs: [(Substring, Substring)], after start: Int) -> [String] {
    let different = pairs.enumerated().filter { $0.element.0 != $0.element.1 }
    let lines = different.prefix(most).flatMap { number, pair in
      let column = place(pair.0, pair.1)
      return [
        "@@ line \(start + number + 1) @@", "- \(window(pair.0, column))",
        "+ \(window(pair.1, column))",
      ]
    }
    let more = different.count - most
    return more > 0 ? lines + ["and \(more) more lines"] : lines
  }

  private static func side(_ sign: String, _ lines: ArraySlice<Substring>, _ column: Int)
    -> [String]
  {
    let shown = lines.prefix(most).map { "\(sign) \(window($0, column))" }
    return lines.count <= most ? shown : shown + ["\(sign) … \(lines.count - most) more"]
  }

  /// Lines; a text of one line (X12) falls into its segments.
  private static func cut(_ text: String) -> [Substring] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.count <= 2, let first = lines.first, first.contains("~") else { return lines }
    return text.split(separator: "~", omittingEmptySubsequences: false)
  }

  private static func place(_ one: Substring, _ other: Substring) -> Int {
    zip(one, other).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(one.count, other.count)
  }

  /// A line around the place where it differs.
  private static func window(_ line: Substring, _ column: Int) -> String {
    let start = column > 60 ? column - 40 : 0
    let rest = line.dropFirst(start)
    return (start > 0 ? "…" : "") + rest.prefix(140) + (rest.count > 140 ? "…" : "")
  }
}
