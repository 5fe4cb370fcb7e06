public import AdapterKit

/// What the adapters' specifications say, as `claimpipe adapters` shows it.
public enum SpecificationText {
  /// A table of all adapters, one a line.
  public static func table(_ specifications: [AdapterSpecification]) -> String {
    aligned(
      [["ADAPTER", "KIND", "SUMMARY"]]
        + specifications.map { [$0.name, $0.kind.rawValue, $0.summary] })
  }

  /// One adapter: its summary, a table of its options, and each option's meaning and example.
  public static func detail(_ specification: AdapterSpecification) -> String {
    let kind = specification.kind == .input ? "an input adapter" : "an output adapter"
    var text = "\(specification.name), \(kind)\n\(specification.summary)\n"
    for note in specification.notes { text += note + "\n" }
    text += "\n"
    guard !specification.options.isEmpty else { return text + "It has no options.\n" }
    text += aligned(
      [["OPTION", "TYPE", "DEFAULT"]]
        + specification.options.map {
          [$0.name, shortWords(for: $0.type), $0.defaultValue.map(words) ?? "-"]
        })
    for option in specification.options {
      text += "\n\(option.name)\n  \(option.summary)\n"
      if shortWords(for: option.type) != words(for: option.type) {
        text += "  Type: \(words(for: option.type))\n"
      }
      text += "  Example: \(option.example)\n"
    }
    return text
  }

  /// A type as a table has room for it.
  private static func shortWords(for type: OptionType) -> String {
    let all = words(for: type)
    guard all.utf8.count > 32 else { return all }
    return switch type {
    case .choice: "one of several words"
    case .choices: "list of words"
    case .items: "list of texts or objects"
    default: all
    }
  }

  /// A type in words: `one of json, ndjson`.
  public static func words(for type: OptionType) -> String {
    switch type {
    case .text: "text"
    case .path: "path"
    case .character: "character"
    case .boolean: "true or false"
    case .integer(let range): "whole number \(range.words)"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .choices(let words): "list of \(words.joined(separator: ", "))"
    case .list: "list"
    case .items(let keys): "list of texts or { \(keys.map(\.name).joined(separator: ", ")) }"
    }
  }

  /// A value as a manifest would have it.
  public static func words(for value: OptionValue) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .list(let texts): "[\(texts.joined(separator: ", "))]"
    case .items(let items): "[\(items.map(words).joined(separator: ", "))]"
    }
  }

  private static func words(for item: OptionItem) -> String {
    switch item {
    case .text(let text): text
    case .object(let values):
      "{ "
        + values.sorted { $0.key < $1.key }.map { "\($0.key): \(words(for: $0.value))" }
        .joined(separator: ", ") + " }"
    }
  }

  /// Rows in columns of equal width, two spaces apart; the last column is as wide as it is.
  private static func aligned(_ rows: [[String]]) -> String {
    let columnCount = rows.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in
      rows.map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    var text = ""
    for row in rows {
      for (column, cell) in row.enumerated() {
        text += cell
        if column + 1 < row.count {
          text += String(repeating: " ", count: widths[column] - cell.unicodeScalars.count + 2)
        }
      }
      text += "\n"
    }
    return text
  }
}
