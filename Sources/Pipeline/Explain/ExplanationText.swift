/// An explanation as people read it: a decision with its result on a line, and below it the rules
/// and reasons, with the places of the records in brackets.
enum ExplanationText {
  /// Where results and reasons begin, and where lines end.
  private static let column = 20
  private static let width = 100

  static func text(of explanation: Explanation) -> String {
    var text = ""
    add("session", explanation.session, to: &text)
    add("", explanation.summary, to: &text)
    for step in explanation.steps {
      text += "\n"
      add(step.title, step.result, to: &text)
      let passed = step.reasons.filter { $0.verdict == .pass }
      for reason in step.reasons where reason.verdict != .pass {
        add("  " + reason.rule, sentence(of: reason), to: &text)
      }
      // A validation's sentence says what is wrong: nothing is, here.
      if !passed.isEmpty {
        let codes = passed.map { $0.text.prefix { $0 != ":" } }.joined(separator: ", ")
        add("  pass", codes, to: &text)
      }
    }
    return text
  }

  private static func sentence(of reason: Reason) -> String {
    var places: [String] = []
    for place in reason.sources.map(\.text) where !places.contains(place) { places.append(place) }
    let end = places.isEmpty ? "" : "  [\(places.joined(separator: ", "))]"
    return reason.text + end
  }

  /// A line, folded between words.
  private static func add(_ label: String, _ content: String, to text: inout String) {
    let content = Log.plain(content).replacing("\n", with: "?")
    var line = Log.plain(label)
    var length = line.unicodeScalars.count
    var isEmpty = true
    func indent() {
      let gap = max(column - length, isEmpty && length > 0 ? 2 : 0)
      line += String(repeating: " ", count: gap)
      length += gap
    }
    indent()
    for word in content.split(separator: " ") {
      let count = word.unicodeScalars.count
      if !isEmpty && length + 1 + count > width {
        text += line + "\n"
        line = ""
        length = 0
        isEmpty = true
        indent()
      }
      if !isEmpty {
        line += " "
        length += 1
      }
      line += word
      length += count
      isEmpty = false
    }
    while line.last == " " { line.removeLast() }
    text += line + "\n"
  }
}
