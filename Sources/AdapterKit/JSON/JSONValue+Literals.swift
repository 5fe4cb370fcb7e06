/// Documents in Swift as they stand in JSON: `["type": "string", "minLength": 1]`.
extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral text: String) { self = .text(text) }
  public init(integerLiteral number: Int) { self = .integer(number) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral members: (String, JSONValue)...) { self = .object(members) }
}

extension JSONValue {
  /// A list of texts.
  public static func texts(_ texts: some Sequence<String>) -> JSONValue {
    .array(texts.map { .text($0) })
  }

  /// An object with further members behind its own.
  public func adding(_ members: JSONValue) -> JSONValue {
    .object((self.members ?? []) + (members.members ?? []))
  }

  /// A reference to another part of the same JSON Schema.
  public static func reference(to definition: String) -> JSONValue {
    .object([("$ref", .text("#/$defs/\(definition)"))])
  }
}
