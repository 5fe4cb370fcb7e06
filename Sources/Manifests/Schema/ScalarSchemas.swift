import AdapterKit
import Intake

/// Single values of a manifest as JSON Schemas.
///
/// A scalar of YAML is a text first, and its key's type decides what it means. A schema sees it after
/// YAML has made a number or a switch of it, so each type says which of those it takes.
enum ScalarSchemas {
  /// `${NAME}`, which may stand wherever a value does.
  private static let name = #"\$\{[A-Za-z_][A-Za-z0-9_]*\}"#
  /// Whatever else a text holds; `$${` is `${` itself.
  private static let other = #"[^$\x00]|\$\$\{|\$(?!\{|\$\{)"#

  static let variable: JSONValue = .reference(to: "variable")

  /// By the names that ``schema(_:)`` refers to.
  static let definitions: [(String, JSONValue)] = [
    (
      "variable",
      [
        "description": .text(
          "A text with an environment variable in it, as ${NAME}: what it stands for is checked when "
            + "the manifest is."),
        "type": "string",
        "pattern": .text("^(?:\(other)|\(name))*\(name)(?:\(other)|\(name))*$"),
      ]
    ),
    (
      "scalar",
      [
        "type": ["string", "number", "boolean"], "pattern": .text("^(?:\(other)|\(name))*$"),
      ]
    ),
    ("text", ["$ref": "#/$defs/scalar", "minLength": 1]),
    (
      "boolean",
      orVariable(
        ["type": "boolean"],
        [
          "type": "string",
          "pattern": "^(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])$",
        ])
    ),
    (
      "character",
      orVariable(
        ["type": "string", "pattern": #"^[\x01-\x7F]$"#],
        ["type": "integer", "minimum": 0, "maximum": 9])
    ),
    (
      "date",
      orVariable(
        ["type": "string", "pattern": .text("^(?:\(FieldType.datePattern))$"), "format": "date"])
    ),
    (
      "file",
      ["$ref": "#/$defs/text", "not": ["type": "string", "pattern": "^-$|/$"]]
    ),
    (
      "output_file",
      [
        "$ref": "#/$defs/file",
        "anyOf": [
          ["not": ["type": "string"]], ["pattern": .text(placeholders(PathPlaceholder.self))],
          variable,
        ],
      ]
    ),
    (
      "file_ending",
      orVariable([
        "type": "string", "pattern": #"^\.[A-Za-z0-9_-]{1,31}$"#,
        "not": ["pattern": #"^\.(?:[Ss][Hh][Aa]256|[Tt][Mm][Pp])$"#],
      ])
    ),
    (
      "time_zone", orVariable(["type": "string", "pattern": "^[A-Za-z0-9_+-][A-Za-z0-9_+/-]*$"])
    ),
    (
      "reject_limit",
      orVariable(
        ["type": "integer", "minimum": 0, "maximum": .integer(.max)],
        [
          "type": "string",
          "pattern": #"^(?:0?[0-9]{1,2}(?:\.[0-9]{1,2})?|100(?:\.0{1,2})?)%$"#,
        ])
    ),
    (
      "split_part",
      orVariable(
        ["enum": ["first", "last", "rest", "all", "each", "place"]],
        ["type": "integer", "minimum": 1, "maximum": .integer(SplitKeys.mostParts)],
        ["type": "string", "pattern": "^0*[1-9][0-9]{0,8}$"])
    ),
    (
      "template",
      orVariable([
        "type": "string",
        "pattern": .text(
          #"^(?:[^{}]|\{\{|\}\}|\{[^{}]+\})*\{[^{}]+\}(?:[^{}]|\{\{|\}\}|\{[^{}]+\})*$"#),
      ])
    ),
  ]

  /// Texts whose braces are placeholders or stand for themselves.
  static func placeholders<Name>(_: Name.Type) -> String
  where Name: RawRepresentable & CaseIterable, Name.RawValue == String {
    let names = Name.allCases.map(\.rawValue).joined(separator: "|")
    return #"^(?:[^{}]|\{\{|\}\}|\{(?:"# + names + #")\})*$"#
  }

  /// One of these forms, or a variable.
  static func orVariable(_ forms: JSONValue...) -> JSONValue {
    ["anyOf": .array(forms + [variable])]
  }

  /// `nil` where the type is no single value of fixed form.
  static func schema(_ type: ValueType) -> JSONValue? {
    switch type {
    case .scalar: .reference(to: "scalar")
    case .text, .folder, .datePattern: .reference(to: "text")
    case .character: .reference(to: "character")
    case .boolean: .reference(to: "boolean")
    case .integer(let range): orVariable(integer(range))
    case .choice(let words): choice(words)
    case .date: .reference(to: "date")
    case .timeZone: .reference(to: "time_zone")
    case .file: .reference(to: "file")
    case .outputFile: .reference(to: "output_file")
    case .fileEnding: .reference(to: "file_ending")
    case .rejectLimit: .reference(to: "reject_limit")
    case .splitPart: .reference(to: "split_part")
    case .template: .reference(to: "template")
    case .groupPattern:
      orVariable(["type": "string", "pattern": #"^[^{}/]*\{key\}[^{}/]*$"#])
    case .nameEnding: ["$ref": "#/$defs/text", "not": ["type": "string", "pattern": "/"]]
    // A switch is a text of letters.
    case .name:
      orVariable(["type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"], ["type": "boolean"])
    case .variableName:
      orVariable(
        ["type": "string", "pattern": .text(ExternalProgram.variableNamePattern)],
        ["type": "boolean"])
    default: nil
    }
  }

  static func choice(_ words: [String]) -> JSONValue {
    // Without quotes, YAML makes a number of 30.
    orVariable(["enum": .array(words.map { .text($0) } + words.compactMap(number))])
  }

  private static func number(_ word: String) -> JSONValue? {
    word.utf8.allSatisfy(isDigit) ? Int(word).map { .integer($0) } : nil
  }

  private static func integer(_ range: ClosedRange<Int>) -> JSONValue {
    if range.lowerBound == range.upperBound { return ["const": .integer(range.lowerBound)] }
    var schema: JSONValue = ["type": "integer"]
    if range.lowerBound > .min { schema = schema.adding(["minimum": .integer(range.lowerBound)]) }
    return schema.adding(["maximum": .integer(range.upperBound)])
  }
}
