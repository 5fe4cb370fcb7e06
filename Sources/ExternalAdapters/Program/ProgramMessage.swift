/// Something that a program has to say to people, for the log.
public struct ProgramMessage: Sendable, Equatable {
  public enum Level: String, Sendable, CaseIterable { case info, warning, error }

  /// The adapter's name.
  public let program: String
  public let level: Level
  /// One line without control characters, at most ``longest`` characters.
  public let text: String

  public static let longest = 500

  /// - Parameter text: any; control characters become escapes, and what is too long is cut.
  public init(program: String, level: Level, text: String) {
    self.program = program
    self.level = level
    self.text = Self.plain(text)
  }

  /// A text that steers no terminal: `\u001B` for an escape character.
  static func plain(_ text: String) -> String {
    var plain = ""
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      if count > longest { return plain + "…" }
      switch scalar.properties.generalCategory {
      case .control where scalar == "\t": plain += " "
      case .control, .format, .lineSeparator, .paragraphSeparator:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        plain += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }
}

/// Where programs' messages go.
public typealias ProgramLog = @Sendable (ProgramMessage) -> Void
