/// A text with names in braces, such as `{PATIENT}-{START}`; `{{` and `}}` are the braces themselves.
public struct BracedText: Sendable, Equatable {
  public enum Part: Sendable, Equatable {
    case literal(String)
    /// What stands between two braces, whatever it is.
    case name(String)
  }

  /// A brace that opens or closes nothing.
  public struct SingleBrace: Error, Sendable {
    public let brace: Character
  }

  public let parts: [Part]

  public init(_ written: String) throws(SingleBrace) {
    var parts: [Part] = []
    var literal = ""
    var rest = Substring(written)
    while let character = rest.popFirst() {
      guard character == "{" || character == "}" else {
        literal.append(character)
        continue
      }
      if rest.first == character {
        rest.removeFirst()
        literal.append(character)
        continue
      }
      guard character == "{", let close = rest.firstIndex(of: "}") else {
        throw SingleBrace(brace: character)
      }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = ""
      parts.append(.name(String(rest[..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
    self.parts = parts
  }
}
