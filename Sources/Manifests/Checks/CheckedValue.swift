import AdapterKit
import ClaimCore

/// A value of the manifest under check: reads itself as the type that its key wants, and logs a
/// fault where it can't. `nil` always means that the log has the reason.
struct CheckedValue {
  let node: ManifestNode
  let path: String
  let log: FaultLog

  var mark: ManifestMark { node.mark }

  func fault(_ message: String, suggestion: String? = nil) {
    log.add(node.mark, path, message, suggestion: suggestion)
  }

  /// A scalar that is there.
  ///
  /// - Parameter wanted: what would be right, with its article.
  func scalar(_ wanted: String) -> ManifestNode.Scalar? {
    switch node.content {
    case .scalar(let scalar) where scalar.isNull:
      fault("no value: \(wanted) is wanted, or leave the key out")
    case .scalar(let scalar):
      return scalar
    case .sequence: fault("\(wanted) is wanted, not a list")
    case .mapping: fault("\(wanted) is wanted, not an object")
    case .refused: break
    }
    return nil
  }

  /// Any scalar but an empty one.
  func text(_ wanted: String = "a text") -> String? {
    guard let scalar = scalar(wanted) else { return nil }
    guard !scalar.text.isEmpty else {
      fault("an empty text: \(wanted) is wanted")
      return nil
    }
    return scalar.text
  }

  func boolean() -> Bool? {
    guard let scalar = scalar("true or false") else { return nil }
    // In quotes they mean nothing else.
    switch scalar.text.lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      fault("\(quoted(scalar.written)) is not true or false")
      return nil
    }
  }

  func integer(in range: ClosedRange<Int>) -> Int? {
    let wanted = "a whole number \(range.words)"
    guard let scalar = scalar(wanted) else { return nil }
    guard scalar.isPlain else {
      fault("a text: \(wanted) is wanted, without quotes")
      return nil
    }
    let digits = scalar.text.hasPrefix("-") ? scalar.text.dropFirst() : scalar.text[...]
    if digits.utf8.count > 1, digits.utf8.first == UInt8(ascii: "0"),
      digits.utf8.allSatisfy(isDigit)
    {
      fault("\(quoted(scalar.written)) begins with 0, which YAML may read as octal: leave it out")
      return nil
    }
    guard digits.utf8.allSatisfy(isDigit), let number = Int(scalar.text), range.contains(number)
    else {
      fault("\(quoted(scalar.written)) is not \(wanted)")
      return nil
    }
    return number
  }

  /// One of these words.
  ///
  /// - Parameter what: what the words are: `record`.
  func word(of words: [String], what: String) -> String? {
    guard let scalar = scalar("one of \(words.joined(separator: ", "))") else { return nil }
    guard words.contains(scalar.text) else {
      fault(
        "unknown \(what) \(quoted(scalar.written)): known are \(words.joined(separator: ", "))",
        suggestion: nearestName(to: scalar.text, in: words))
      return nil
    }
    return scalar.text
  }

  func word<Word>(as type: Word.Type, what: String) -> Word?
  where Word: CaseIterable & RawRepresentable, Word.RawValue == String {
    word(of: type.allCases.map(\.rawValue), what: what).flatMap(type.init(rawValue:))
  }

  /// `2026-01-05`, with or without quotes.
  func date() -> CivilDate? {
    let wanted = "a date such as 2026-01-05"
    guard let scalar = scalar(wanted) else { return nil }
    let parts = scalar.text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else {
      fault("\(quoted(scalar.written)) is not \(wanted)")
      return nil
    }
    guard let date = CivilDate(year: year, month: month, day: day) else {
      fault("the calendar has no \(quoted(scalar.written))")
      return nil
    }
    return date
  }

  /// The items of a list, which may be empty.
  func items(_ wanted: String = "a list") -> [CheckedValue]? {
    switch node.content {
    case .sequence(let items):
      return items.enumerated().map {
        CheckedValue(node: $1, path: keyPath(path, $0), log: log)
      }
    case .scalar(let scalar):
      fault(
        scalar.isNull
          ? "no value: \(wanted) is wanted, or leave the key out"
          : "\(wanted) is wanted: put the value in brackets, as in [\(scalar.written.prefix(60))]")
    case .mapping: fault("\(wanted) is wanted, not an object")
    case .refused: break
    }
    return nil
  }

  /// The items of a list that has some.
  func someItems(_ wanted: String = "a list") -> [CheckedValue]? {
    guard let items = items(wanted) else { return nil }
    guard !items.isEmpty else {
      fault("an empty list: name at least one, or leave the key out")
      return nil
    }
    return items
  }

  /// A list of texts that has some; the fault of every item is logged.
  func texts(_ wanted: String = "a list of texts") -> [String]? {
    someItems(wanted)?.compactMap { $0.text() }
  }
}

func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

extension ClosedRange<Int> {
  /// `from 1 to 50`.
  var words: String {
    switch (lowerBound, upperBound) {
    case (.min, .max): "without a fraction"
    case (let lower, .max): "from \(lower)"
    case (.min, let upper): "up to \(upper)"
    case (let lower, let upper): "from \(lower) to \(upper)"
    }
  }
}
