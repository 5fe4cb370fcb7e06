extension YAMLProblem {
  /// Where the mistake is.
  var place: ManifestMark {
    ["while scanning an alias", "while scanning an anchor"].contains(context) ? contextMark : mark
  }

  /// libyaml's words, with what would be right where the mistake is a common one.
  ///
  /// - Parameter text: the manifest.
  func message(in text: [UInt8]) -> String {
    if context == "while scanning an alias" {
      return "in YAML * begins an alias: put a pattern in quotes, as in \"*.csv\""
    }
    if context == "while scanning an anchor" {
      return "in YAML & begins an anchor: put a text that begins with it in quotes"
    }
    var message = "not valid YAML: \(problem)"
    if !context.isEmpty, contextMark != mark {
      message += ", \(context) that begins at line \(contextMark.line)"
      message += ", column \(contextMark.column)"
    }
    if let remedy = remedy(in: text) { message += "; \(remedy)" }
    return message
  }

  private func remedy(in text: [UInt8]) -> String? {
    switch problem {
    case "found a tab character that violates indentation":
      return "indent with spaces"
    case "did not find expected ',' or '}'" where mark.byte(in: text) == UInt8(ascii: "{"),
      "did not find expected ',' or ']'" where mark.byte(in: text) == UInt8(ascii: "{"):
      return "inside braces and brackets ${NAME} needs quotes around it"
    case "found character that cannot start any token":
      switch mark.byte(in: text) {
      case UInt8(ascii: "\t"): return "indent with spaces, not with tabs"
      case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"):
        return "put a text that begins with this character in quotes"
      default: return nil
      }
    case "mapping values are not allowed in this context":
      return "put a text that holds a colon and a space in quotes, and check the indentation"
    case "could not find expected ':'":
      return "a key needs a colon and a space after it"
    case "control characters are not allowed":
      return "save the manifest as plain text in UTF-8"
    case "found unexpected end of stream":
      return "close the quote"
    case "found unknown escape character":
      return "use single quotes for a text that holds a backslash"
    default:
      return nil
    }
  }
}
