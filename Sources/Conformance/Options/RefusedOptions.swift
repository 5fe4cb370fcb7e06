import AdapterKit
import Manifests

/// Values that an adapter must not take, tried as a manifest would give them.
struct RefusedOptions {
  let specification: AdapterSpecification
  /// What `claimpipe adapters test` was given besides.
  let given: [String: OptionValue]
  /// Makes the adapter, and lets it see its options if it has not by then.
  let make: (OptionValues) throws -> Void

  func verdict() -> Verdict {
    if specification.options.isEmpty { return .notApplicable("the adapter has no options") }
    var reasons: [String] = []
    if isTaken("no_such_option_here", "1") {
      reasons.append("an option that the adapter does not have is taken")
    }
    for option in specification.options {
      for value in Self.wrongValues(of: option.type) + option.refuses
      where isTaken(option.name, value) {
        reasons.append("\(option.name): \(value) is taken; it must be refused")
      }
      if let fault = faultOfExample(option) {
        reasons.append("\(option.name)'s own example is not of its type: \(fault)")
      }
      if let value = option.defaultValue, !option.type.takes(value) {
        reasons.append("\(option.name)'s own default is not of its type")
      }
    }
    return Verdict(reasons)
  }

  /// Whether neither the option's type nor the adapter refuses a value.
  private func isTaken(_ name: String, _ value: String) -> Bool {
    do {
      let set = try OptionText.read([(name, value)], of: specification)
      try make(OptionValues(given.merging(set) { $1 }, of: specification))
      return true
    } catch {
      return false
    }
  }

  private func faultOfExample(_ option: OptionSpecification) -> String? {
    // What an environment variable holds can't be known.
    if option.example.contains("${") { return nil }
    do throws(ManifestFaults) {
      _ = try OptionText.read([(option.name, option.example)], of: specification)
      return nil
    } catch {
      return error.faults.first?.message
    }
  }

  /// As a manifest would have them.
  private static func wrongValues(of type: OptionType) -> [String] {
    switch type {
    case .text, .path: ["[a, b]", "{ a: b }"]
    case .character: ["ab", "é", "\"\""]
    case .boolean: ["perhaps", "3"]
    case .integer(let range):
      ["many", "1.5"] + (range.lowerBound > .min ? ["\(range.lowerBound - 1)"] : [])
        + (range.upperBound < .max ? ["\(range.upperBound + 1)"] : [])
    case .choice: ["no_such_word_here", "[a]"]
    case .choices: ["[no_such_word_here]", "[]"]
    case .list: ["{ a: b }", "[]"]
    case .items: ["[]", "[{ no_such_key_here: 1 }]"]
    }
  }
}

extension OptionType {
  /// Whether a default is of this type.
  func takes(_ value: OptionValue) -> Bool {
    switch (self, value) {
    case (.text, .text), (.path, .text), (.boolean, .boolean), (.list, .list), (.items, .items):
      true
    case (.character, .text(let text)): text.utf8.count == 1 || text == "\\t"
    case (.integer(let range), .integer(let number)): range.contains(number)
    case (.choice(let words), .text(let word)): words.contains(word)
    case (.choices(let words), .list(let some)): some.allSatisfy(words.contains)
    default: false
    }
  }
}
