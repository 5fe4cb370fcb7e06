import AdapterKit

/// Reads `options` of an adapter file: what a manifest may set, as `claimpipe adapters` shows it.
struct AdapterFileOptions {
  /// What an option and a key of an item have beside their type's own keys.
  private static let keys = ["name", "type", "default", "summary", "example", "refuses"]
  private static let itemKeys = ["name", "type", "required"]

  /// Names of claimpipe's own options.
  private let reserved: [String]
  private var names: Set<String> = []

  init(reserved: [String]) { self.reserved = reserved }

  mutating func read(_ value: CheckedValue?) -> [OptionSpecification] {
    var options: [OptionSpecification] = []
    for item in value?.items("a list of options") ?? [] {
      if let option = option(item) { options.append(option) }
    }
    return options
  }

  private mutating func option(_ value: CheckedValue) -> OptionSpecification? {
    guard let object = value.object("an option: an object with name, type, summary, example") else {
      return nil
    }
    let name = name(object)
    let type = Self.type(object, besides: Self.keys)
    let summary = object.read(AdapterOptionKeys.summary)
    let example = object[AdapterOptionKeys.example].flatMap(Self.example)
    // Its own check says what is wrong with a default.
    let standard = type.flatMap { type in
      object[AdapterOptionKeys.defaultValue].flatMap { Self.standard($0, type) }
    }
    let refuses = object.read(AdapterOptionKeys.refuses)
    guard let name, let type, let summary, let example else { return nil }
    return OptionSpecification(
      name, type, default: standard, summary: summary, example: example, refuses: refuses ?? [])
  }

  /// A default, which may be an empty list, as nothing that a manifest sets can be.
  private static func standard(_ value: CheckedValue, _ type: OptionType) -> OptionValue? {
    if case .sequence(let items) = value.node.content, items.isEmpty {
      switch type {
      case .list, .choices: return .list([])
      case .items: return .items([])
      default: break
      }
    }
    return OptionChecks.value(value, type)
  }

  private mutating func name(_ object: CheckedObject) -> String? {
    guard let value = object[AdapterOptionKeys.name],
      let name = AdapterOptionKeys.name.read(value)
    else { return nil }
    if !isWord(name) {
      value.fault(
        "\(quoted(name)) is no name for an option: small letters, digits and _ are, a letter first")
      return nil
    }
    if reserved.contains(name) {
      value.fault(
        "claimpipe itself has an option of this name for what is received: choose another")
      return nil
    }
    if !names.insert(name).inserted {
      value.fault("there is an option of this name above: choose another")
      return nil
    }
    return name
  }

  /// The type that an object describes by `type` and what goes with it.
  ///
  /// - Parameter keys: what else the object may have.
  private static func type(_ object: CheckedObject, besides keys: [String]) -> OptionType? {
    guard let value = object[AdapterOptionKeys.type],
      let name = value.word(of: AdapterOptionKeys.typeNames, what: "type")
    else {
      object.refuseKeys(notIn: keys + AdapterOptionKeys.ofTypes.map(\.name))
      return nil
    }
    switch name {
    case "integer":
      object.refuseKeys(
        notIn: keys + [AdapterOptionKeys.minimum.name, AdapterOptionKeys.maximum.name])
      return range(object).map { .integer($0) }
    case "choice", "choices":
      object.refuseKeys(notIn: keys + [AdapterOptionKeys.values.name])
      guard
        let words = object.required(AdapterOptionKeys.values.name, "the words to choose from")
          .flatMap(AdapterOptionKeys.values.read)
      else {
        return nil
      }
      return name == "choice" ? .choice(words) : .choices(words)
    case "items":
      object.refuseKeys(notIn: keys + [AdapterOptionKeys.itemKeys.name])
      return object.required(
        AdapterOptionKeys.itemKeys.name, "the keys of an item, each with name and type"
      )
      .flatMap { $0.someItems() }.map { .items($0.compactMap(itemKey)) }
    default:
      object.refuseKeys(notIn: keys)
      return simple(name)
    }
  }

  private static func simple(_ name: String) -> OptionType {
    switch name {
    case "path": .path
    case "character": .character
    case "boolean": .boolean
    case "list": .list
    default: .text
    }
  }

  private static func range(_ object: CheckedObject) -> ClosedRange<Int>? {
    let least = object[AdapterOptionKeys.minimum].map(AdapterOptionKeys.minimum.read) ?? .min
    let most = object[AdapterOptionKeys.maximum].map(AdapterOptionKeys.maximum.read) ?? .max
    guard let least, let most else { return nil }
    if least <= most { return least...most }
    object[AdapterOptionKeys.maximum]?.fault(
      "less than the minimum, so that no number would be right")
    return nil
  }

  private static func itemKey(_ value: CheckedValue) -> OptionItemKey? {
    guard let object = value.object("a key: an object with name and type") else { return nil }
    let name = object.read(AdapterOptionKeys.itemName)
    let type = type(object, besides: itemKeys)
    let isRequired =
      object[AdapterOptionKeys.isRequired].map(AdapterOptionKeys.isRequired.read) ?? false
    if case .items? = type {
      object[AdapterOptionKeys.type]?.fault(
        "an item has no items of its own: another type is wanted")
      return nil
    }
    guard let name, let type, let isRequired else { return nil }
    return OptionItemKey(name, type, isRequired: isRequired)
  }

  /// An example as it is shown: `[a, b]`.
  private static func example(_ value: CheckedValue) -> String? {
    switch value.node.content {
    case .scalar: return value.scalar("a value").map(\.written)
    case .sequence(let items):
      let areScalars = items.allSatisfy { if case .scalar = $0.content { true } else { false } }
      if areScalars, let items = value.items() {
        let shown = items.compactMap { $0.scalar("a value")?.written }
        return "[\(shown.joined(separator: ", "))]"
      }
      value.fault("write an example of objects as a text, in quotes")
      return nil
    case .mapping:
      value.fault("write an example of an object as a text, in quotes")
      return nil
    case .refused: return nil
    }
  }
}
