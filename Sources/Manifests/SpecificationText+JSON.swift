public import AdapterKit

extension SpecificationText {
  /// All adapters as one JSON document, for programs.
  public static func json(_ specifications: [AdapterSpecification]) -> String {
    let adapters = specifications.map { adapter in
      JSONValue.object([
        ("name", .text(adapter.name)), ("kind", .text(adapter.kind.rawValue)),
        ("summary", .text(adapter.summary)),
        ("options", .array(adapter.options.map(option))),
      ])
    }
    return JSONValue.object([("adapters", .array(adapters))]).rendered + "\n"
  }

  private static func option(_ option: OptionSpecification) -> JSONValue {
    var members: [(String, JSONValue)] = [("name", .text(option.name))]
    members += type(option.type)
    members.append(("default", option.defaultValue.map(value) ?? .null))
    members += [("summary", .text(option.summary)), ("example", .text(option.example))]
    return .object(members)
  }

  private static func type(_ type: OptionType) -> [(String, JSONValue)] {
    func named(_ name: String) -> (String, JSONValue) { ("type", .text(name)) }
    return switch type {
    case .text: [named("text")]
    case .path: [named("path")]
    case .character: [named("character")]
    case .boolean: [named("boolean")]
    case .integer(let range):
      [
        named("integer"), ("minimum", .integer(range.lowerBound)),
        ("maximum", .integer(range.upperBound)),
      ]
    case .choice(let words): [named("choice"), ("values", .array(words.map { .text($0) }))]
    case .choices(let words): [named("choices"), ("values", .array(words.map { .text($0) }))]
    case .list: [named("list")]
    case .items(let keys):
      [
        named("items"),
        (
          "keys",
          .array(
            keys.map { key in
              .object(
                [("name", .text(key.name))] + Self.type(key.type)
                  + [("required", .boolean(key.isRequired))])
            })
        ),
      ]
    }
  }

  static func value(_ value: OptionValue) -> JSONValue {
    switch value {
    case .text(let text): .text(text)
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .list(let texts): .array(texts.map { .text($0) })
    case .items(let items):
      .array(
        items.map { item in
          switch item {
          case .text(let text): .text(text)
          case .object(let values):
            .object(values.sorted { $0.key < $1.key }.map { ($0.key, Self.value($0.value)) })
          }
        })
    }
  }
}
