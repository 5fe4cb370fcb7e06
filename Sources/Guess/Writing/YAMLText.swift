import AdapterKit

/// Texts as YAML spells them.
enum YAMLText {
  /// Plain where nobody can misread it, also between braces, else in double quotes.
  static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  /// In double quotes; `${`, which takes an environment variable, is spelled `$${`.
  static func quoted(_ text: String) -> String {
    var buffer = ByteBuffer(capacity: 64)
    buffer.append(jsonString: doubled(text))
    return buffer.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  private static func doubled(_ text: String) -> String {
    text.split(separator: "${", omittingEmptySubsequences: false).joined(separator: "$${")
  }

  private static let words: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "null", "y", "n", "~",
  ]

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || first == "_",
      text.last != " ", !words.contains(text.lowercased())
    else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "_-./ ".unicodeScalars.contains(scalar)
    }
  }
}
