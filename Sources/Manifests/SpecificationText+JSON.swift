public import AdapterKit

extension SpecificationText {
  /// All adapters as one JSON document, for programs.
  public static func json(_ specifications: [AdapterSpecification]) -> String {
    let adapters = specifications.map { adapter in
      JSONText.object([
        ("name", .text(adapter.name)), ("kind", .text(adapter.kind.rawValue)),
        ("summary", .text(adapter.summary)),
        ("options", .array(adapter.options.map(option))),
      ])
    }
    return JSONText.object([("adapters", .array(adapters))]).rendered(indent: 0) + "\n"
  }

  private static func option(_ option: OptionSpecification) -> JSONText {
    var members: [(String, JSONText)] = [("name", .text(option.name))]
    members += type(option.type)
    members.append(("default", option.defaultValue.map(value) ?? .null))
    members += [("summary", .text(option.summary)), ("example", .text(option.example))]
    return .object(members)
  }

  private static func type(_ type: OptionType) -> [(String, JSONText)] {
    func named(_ name: String) -> (String, JSONText) { ("type", .text(name)) }
    return switch type {
    case .text: [named("text")]
    case .path: [named("path")]
    case .character: [named("character")]
    case .boolean: [named("boolean")]
    case .integer(let range):
      [
        named("integer"), ("minimum", .number(range.lowerBound)),
        ("maximum", .number(range.upperBound)),
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

  private static func value(_ value: OptionValue) -> JSONText {
    switch value {
    case .text(let text): .text(text)
    case .boolean(let value): .boolean(value)
    case .integer(let value): .number(value)
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

/// Just enough JSON to write.
private indirect enum JSONText {
  case null
  case text(String)
  case number(Int)
  case boolean(Bool)
  case array([JSONText])
  case object([(String, JSONText)])

  /// Two spaces a level.
  func rendered(indent: Int) -> String {
    switch self {
    case .null: return "null"
    case .text(let text): return JSONText.escaped(text)
    case .number(let number): return "\(number)"
    case .boolean(let value): return value ? "true" : "false"
    case .array(let items):
      return JSONText.block(items.map { $0.rendered(indent: indent + 1) }, "[", "]", indent)
    case .object(let members):
      let lines = members.map {
        "\(JSONText.escaped($0.0)): \($0.1.rendered(indent: indent + 1))"
      }
      return JSONText.block(lines, "{", "}", indent)
    }
  }

  private static func block(_ lines: [String], _ open: String, _ close: String, _ indent: Int)
    -> String
  {
    guard !lines.isEmpty else { return open + close }
    let margin = String(repeating: "  ", count: indent)
    return open + "\n" + lines.map { "\(margin)  \($0)" }.joined(separator: ",\n")
      + "\n\(margin)\(close)"
  }

  private static func escaped(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
