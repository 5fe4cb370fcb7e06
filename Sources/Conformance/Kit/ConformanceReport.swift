public import AdapterKit

/// What one adapter's checks came to.
public struct ConformanceReport: Sendable {
  public struct Row: Sendable {
    /// A stable word.
    public let check: String
    /// What an adapter that passes does.
    public let about: String
    public let verdict: Verdict
  }

  public let adapter: String
  public let kind: AdapterSpecification.Kind
  public internal(set) var rows: [Row] = []

  public var isPassed: Bool { count("fail") == 0 }

  private func count(_ word: String) -> Int { rows.count { $0.verdict.word == word } }

  /// A line for each check, with what went wrong below it.
  public var text: String {
    var text = "\(adapter), \(kind.rawValue) adapter\n"
    let width = rows.map(\.check.utf8.count).max() ?? 0
    for row in rows {
      text += "  " + padded(row.verdict.word, 16) + padded(row.check, width + 2) + row.about + "\n"
      for reason in row.verdict.reasons {
        text += String(repeating: " ", count: 18) + "  " + reason + "\n"
      }
    }
    return text + summary + "\n"
  }

  private var summary: String {
    "\(count("pass")) passed, \(count("fail")) failed, \(count("not applicable")) not applicable"
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }

  public var json: JSONValue {
    .object([
      ("adapter", .text(adapter)), ("kind", .text(kind.rawValue)),
      ("passed", .integer(count("pass"))), ("failed", .integer(count("fail"))),
      ("not_applicable", .integer(count("not applicable"))),
      (
        "checks",
        .array(
          rows.map { row in
            .object([
              ("check", .text(row.check)), ("about", .text(row.about)),
              ("verdict", .text(row.verdict.word)),
              ("reasons", .array(row.verdict.reasons.map { .text($0) })),
            ])
          })
      ),
    ])
  }
}
