internal import AdapterKit

/// What the published schemas are made of.
extension JSONValue {
  /// A schema of objects with these members and no others, all of them there but the optional ones.
  static func members(
    _ members: KeyValuePairs<String, JSONValue>, optional: Set<String> = [],
    description: String? = nil
  ) -> JSONValue {
    .members(members.map { ($0.key, $0.value) }, optional: optional, description: description)
  }

  static func members(
    _ members: [(String, JSONValue)], optional: Set<String> = [], description: String? = nil
  ) -> JSONValue {
    let required = members.map(\.0).filter { !optional.contains($0) }
    let schema: JSONValue = [
      "type": "object", "required": .texts(required), "properties": .object(members),
      "additionalProperties": false,
    ]
    return description.map { schema.saying($0) } ?? schema
  }

  static func list(of items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

  static func choice(of words: [String]) -> JSONValue { ["enum": .texts(words)] }

  /// A text of some form.
  static func form(_ pattern: String, description: String? = nil) -> JSONValue {
    let schema: JSONValue = ["type": "string", "pattern": .text(pattern)]
    return description.map { schema.saying($0) } ?? schema
  }

  /// The schema, or null.
  static func orNull(_ schema: JSONValue) -> JSONValue {
    ["anyOf": [schema, ["type": "null"]]]
  }

  /// The schema with a description in front.
  func saying(_ description: String) -> JSONValue {
    (["description": .text(description)] as JSONValue).adding(self)
  }

  /// A day of the calendar, as outputs write it.
  static let writtenDate: JSONValue = [
    "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
  ]

  static let validationCode = "^[a-z0-9_]+(\\.[a-z0-9_]+){1,2}$"

  static func document(_ id: String, title: String, description: String) -> JSONValue {
    [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": .text("urn:claimpipe:\(id)"), "title": .text("claimpipe: \(title)"),
      "description": .text(description),
    ]
  }
}
