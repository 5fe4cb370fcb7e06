internal import AdapterKit
internal import ClaimCore

/// The messages between claimpipe and an adapter that is a program (docs/plugin-protocol.md), one a
/// line; tests hold conversations to it.
enum PluginProtocolSchema {
  static let document: JSONValue = .document(
    "plugin-protocol:1", title: "messages of the plugin protocol",
    description:
      "One line between claimpipe and an adapter that is a program: #/$defs/to_input and "
      + "#/$defs/to_output are what a program is sent, #/$defs/from_input and #/$defs/from_output what it "
      + "says. Members that are not here are passed over. docs/plugin-protocol.md says more."
  ).adding([
    "anyOf": .array(directions.map { .reference(to: $0.0) }),
    "$defs": .object(directions + hello + records + results + forms),
  ])

  private static let directions: [(String, JSONValue)] = [
    ("to_input", either("claimpipe_hello", "read")),
    (
      "to_output",
      either("claimpipe_hello", "write", "batch", "claim", "charge_item", "duplicate", "sent_all")
    ),
    ("from_input", either("program_hello", "record", "reject", "read_all", "log", "error")),
    (
      "from_output",
      either(
        "program_hello", "file", "text", "data", "refused", "written_all", "log", "error")
    ),
  ]

  private static func either(_ names: String...) -> JSONValue {
    ["oneOf": .array(names.map { .reference(to: $0) })]
  }

  /// A message of a type, with these members and perhaps others.
  static func message(
    _ type: String, _ members: KeyValuePairs<String, JSONValue> = [:],
    optional: KeyValuePairs<String, JSONValue> = [:], description: String
  ) -> JSONValue {
    open([("type", ["const": .text(type)])] + members.map { ($0.key, $0.value) }, optional)
      .saying(description)
  }

  /// An object with these members and perhaps others.
  static func open(
    _ members: [(String, JSONValue)], _ optional: KeyValuePairs<String, JSONValue> = [:]
  ) -> JSONValue {
    [
      "type": "object", "required": .texts(members.map(\.0)),
      "properties": .object(members + optional.map { ($0.key, $0.value) }),
    ]
  }

  static let text: JSONValue = ["type": "string"]
  static let count: JSONValue = ["type": "integer", "minimum": 0]

  private static let hello: [(String, JSONValue)] = [
    (
      "claimpipe_hello",
      message(
        "hello",
        [
          "protocol": ["const": "claimpipe"], "version": ["const": 1], "adapter": text,
          "kind": .choice(of: ["input", "output"]),
        ], description: "claimpipe's first line.")
    ),
    (
      "program_hello",
      message(
        "hello", ["protocol": ["const": "claimpipe"], "version": ["const": 1]],
        optional: [
          "raw": [
            "description": "An input's: what stands around records as its source spells them.",
            "type": "object",
            "properties": ["prefix": text, "separator": text, "suffix": text],
          ]
        ], description: "The program's first line.")
    ),
    (
      "log",
      message(
        "log",
        ["level": .choice(of: ["info", "warning", "error"]), "message": text],
        description: "For the log, at any time.")
    ),
    (
      "error",
      message(
        "error", ["message": text], optional: ["option": text],
        description: "The program can't go on: the run ends.")
    ),
  ]

  private static let records: [(String, JSONValue)] = [
    (
      "read",
      message(
        "read",
        [
          "source": .orNull(open([("name", text), ("path", .orNull(text))])),
          "options": .reference(to: "options"), "fields": .list(of: text),
        ], description: "What an input shall read, after hello.")
    ),
    (
      "record",
      message(
        "record", ["fields": ["type": "object"]],
        optional: ["line": ["type": "integer", "minimum": 1], "raw": text],
        description: "A record; raw stands there if the hello has raw.")
    ),
    (
      "reject",
      message(
        "reject", ["code": .form("^[a-z][a-z0-9_]*$"), "message": text],
        optional: [
          "line": ["type": "integer", "minimum": 1], "fields": ["type": "object"], "raw": text,
        ], description: "A record that the program can't read.")
    ),
    (
      "read_all",
      message(
        "end", ["records": count, "rejected": count], description: "An input's last line.")
    ),
  ]

  static let forms: [(String, JSONValue)] = [
    (
      "options",
      [
        "description": "By name: what the manifest sets, and the defaults of the rest.",
        "type": "object",
      ]
    ),
    ("date", .writtenDate),
    (
      "moment",
      .form(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?"
          + "[+-][0-9]{2}:[0-9]{2}$",
        description: "2026-01-05T09:00:00-05:00")
    ),
  ]
}
