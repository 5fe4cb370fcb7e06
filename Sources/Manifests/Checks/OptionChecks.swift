import AdapterKit

/// Checks an adapter's `options` against its specification.
struct OptionChecks {
  let specification: AdapterSpecification

  /// The options that are right, and the place of every one.
  func read(_ value: CheckedValue?) -> (
    values: [String: OptionValue], marks: [String: ManifestMark]
  ) {
    var values: [String: OptionValue] = [:]
    var marks: [String: ManifestMark] = [:]
    guard let object = value?.object("an object with the adapter's options") else {
      return (values, marks)
    }
    for entry in object.entries {
      guard let option = specification.option(entry.key) else {
        refuse(entry, of: object)
        continue
      }
      let child = object.child(entry)
      marks[entry.key] = child.mark
      values[entry.key] = OptionChecks.value(child, option.type)
    }
    return (values, marks)
  }

  private func refuse(_ entry: ManifestNode.Entry, of object: CheckedObject) {
    let known = specification.options.map(\.name)
    object.log.add(
      entry.keyMark, keyPath(object.path, entry.key),
      known.isEmpty
        ? "the adapter \(specification.name) has no options"
        : "the adapter \(specification.name) has no option \(quoted(entry.key)): it has "
          + known.joined(separator: ", "),
      suggestion: nearestName(to: entry.key, in: known))
  }

  /// `nil` where the value is not of the type; the reason is in the log.
  static func value(_ value: CheckedValue, _ type: OptionType) -> OptionValue? {
    switch type {
    case .text:
      return value.scalar("a text").map { .text($0.text) }
    case .path:
      return value.text("a path").map(OptionValue.text)
    case .character:
      return character(value).map(OptionValue.text)
    case .boolean:
      return value.boolean().map(OptionValue.boolean)
    case .integer(let range):
      return value.integer(in: range).map(OptionValue.integer)
    case .choice(let words):
      return value.word(of: words, what: "value").map(OptionValue.text)
    case .choices(let words):
      return value.someItems("a list of \(words.joined(separator: ", "))")
        .map { .list($0.compactMap { $0.word(of: words, what: "value") }) }
    case .list:
      return value.texts().map(OptionValue.list)
    case .items(let keys):
      return value.someItems().map { .items($0.compactMap { item($0, keys) }) }
    }
  }

  private static func character(_ value: CheckedValue) -> String? {
    guard let scalar = value.scalar("one character") else { return nil }
    guard scalar.text.utf8.count == 1 else {
      value.fault(
        scalar.text == "\\t" || scalar.text == "tab"
          ? "one ASCII character is wanted: a tab is \"\\t\", in double quotes"
          : "\(quoted(scalar.written)) is not one ASCII character")
      return nil
    }
    return scalar.text
  }

  private static func item(_ value: CheckedValue, _ keys: [OptionItemKey]) -> OptionItem? {
    guard case .mapping = value.node.content else {
      return value.text("a text or an object").map(OptionItem.text)
    }
    guard let object = value.object(ObjectSpecification(itemKeys: keys)) else { return nil }
    var values: [String: OptionValue] = [:]
    for key in keys {
      let child =
        key.isRequired
        ? object.required(key.name, "every item needs it") : object.optional(key.name)
      values[key.name] = child.flatMap {
        key.type == .text ? $0.text().map(OptionValue.text) : OptionChecks.value($0, key.type)
      }
      // The reason is in the log.
      if key.isRequired && values[key.name] == nil { return nil }
    }
    return .object(values)
  }
}
