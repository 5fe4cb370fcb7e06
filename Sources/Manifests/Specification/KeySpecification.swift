public import AdapterKit

/// All there is to say about one key of the manifest, said once: the checks read values by it, the
/// JSON Schema and the manifest's page are made of it.
public struct KeySpecification: Sendable {
  public let name: String
  public let type: ValueType
  public let isRequired: Bool
  /// What holds without it; `nil` where that needs saying in words, or nothing does.
  public let defaultValue: JSONValue?
  /// One or more sentences.
  public let summary: String
  /// As a manifest would have it; empty where the value is an object with its own keys.
  public let example: String

  init(
    _ name: String, _ type: ValueType, isRequired: Bool = false,
    default defaultValue: JSONValue? = nil, summary: String, example: String = ""
  ) {
    self.name = name
    self.type = type
    self.isRequired = isRequired
    self.defaultValue = defaultValue
    self.summary = summary
    self.example = example
  }
}

/// An object of the manifest: its keys, in the order in which they are explained.
public struct ObjectSpecification: Sendable {
  /// As the page's headings and the JSON Schema's definitions have it: `a mapping's entry`.
  public let title: String
  public let summary: String
  public let keys: [KeySpecification]
  /// What its keys ask of each other.
  public let rules: [ObjectRule]

  init(
    _ title: String, summary: String, keys: [KeySpecification], rules: [ObjectRule] = []
  ) {
    self.title = title
    self.summary = summary
    self.keys = keys
    self.rules = rules
  }

  /// An object in an adapter's list option.
  init(itemKeys: [OptionItemKey]) {
    self.init(
      "", summary: "",
      keys: itemKeys.map {
        KeySpecification(
          $0.name, ValueType(itemKey: $0.type), isRequired: $0.isRequired, summary: "")
      })
  }

  var keyNames: [String] { keys.map(\.name) }

  /// Of its heading, as GitHub makes them.
  var anchor: String {
    String(
      title.lowercased().compactMap { character in
        character == " " ? "-" : character.isLetter || character == "_" ? character : nil
      })
  }
}

/// What the keys of an object ask of each other.
public enum ObjectRule: Sendable {
  /// At least one of these stands there.
  case someOf([String])
  /// No more than one of these does.
  case oneAtMost([String])
  /// Beside the key, none of the others has an effect.
  case alone(String, without: [String])
  /// The one key takes the other.
  case needs(String, String)
  /// Where the key has one of these words, some keys have to be there and some must not be; a dot leads
  /// into an object.
  case whereKey(String, is: [String], requires: [String] = [], refuses: [String] = [])
}
