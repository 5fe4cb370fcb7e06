/// A template cut into its parts: `{PATIENT}-{START}`.
struct Template {
  enum Part: Equatable {
    case name(String)
    case literal(String)
  }

  let parts: [Part]

  /// - Throws: a sentence.
  init(_ written: String) throws(TemplateFault) {
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
        throw TemplateFault(
          message: "has a single \(character); write a source name in braces, such as {ID}, or "
            + "\(character)\(character) for the sign itself")
      }
      let name = String(rest[..<close])
      rest = rest[rest.index(after: close)...]
      if name.isEmpty || name.contains("{") {
        throw TemplateFault(message: "has no source name between two braces, such as {ID}")
      }
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = ""
      parts.append(.name(name))
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
    self.parts = parts
  }
}

struct TemplateFault: Error { let message: String }
