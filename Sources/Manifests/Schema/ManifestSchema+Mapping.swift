import AdapterKit
import ClaimCore
import Intake

/// The mapping of each record type.
extension ManifestSchema {
  /// The name of its definition.
  static func mapping(of record: RecordKind) -> String { "\(record.rawValue)_mapping" }

  /// Every record's mapping, after the types that their fields have.
  var mappings: [(String, JSONValue)] {
    var types: [(type: FieldType, name: String)] = []
    func name(of field: FieldSchema, in record: RecordKind) -> String {
      let type = field.type.mappingType
      if let known = types.first(where: { $0.type == type }) { return known.name }
      let name = type.definition ?? "\(record.rawValue)_\(field.name)"
      types.append((type, name))
      return name
    }
    let mappings = RecordKind.allCases.map { record in
      let fields = fields(record).map { field in
        (field.name, Self.field(field, name(of: field, in: record)))
      }
      let mapping: JSONValue = [
        "type": "object", "properties": .object(fields), "additionalProperties": false,
      ]
      return (Self.mapping(of: record), mapping)
    }
    let values = types.filter { $0.type != .text && $0.type != .list }
      .map { (Self.value($0.name), Self.given($0.type)) }
    return Self.patterns + values + types.map { ($0.name, Self.entry($0.type, $0.name)) } + mappings
  }

  private static func field(_ field: FieldSchema, _ definition: String) -> JSONValue {
    var words = field.type.description
    words = words.prefix(1).uppercased() + words.dropFirst()
    if field.isRequired { words += "; every record needs it" }
    if let value = field.defaultValue { words += "; missing counts as \(value)" }
    let schema: JSONValue = [
      "description": .text(words + "."), "$ref": .text("#/$defs/\(definition)"),
    ]
    guard field.type == .time, field.name == "start" else { return schema }
    return schema.adding(["properties": .object([(EntryKeys.overnight.name, notTrue)])])
  }

  /// The name of the definition of values that a manifest gives to fields of a type.
  private static func value(_ definition: String) -> String { definition + "_value" }

  private static func given(_ type: FieldType) -> JSONValue {
    ["anyOf": [type.schema(isBlankAllowed: true), ScalarSchemas.variable]]
  }

  /// A source's name or an entry, which may give values itself.
  private static func entry(_ type: FieldType, _ definition: String) -> JSONValue {
    let entry: JSONValue = ["allOf": [.reference(to: EntryKeys.object.definition)]]
    let limits = limits(type, .reference(to: value(definition)))
    return [
      "if": ["type": "object"],
      "then": ["allOf": [entry.adding(limits), onlyFor(type), spreading]],
      "else": .reference(to: "text"),
    ]
  }

  /// What an entry's `overnight` is where it has no meaning.
  private static let notTrue: JSONValue = false

  /// Keys that are for fields of one type.
  private static func onlyFor(_ type: FieldType) -> JSONValue {
    var properties: [(String, JSONValue)] = []
    if type != .money { properties.append((EntryKeys.decimal.name, false)) }
    if type != .time {
      properties += [(EntryKeys.plusMinutes.name, false), (EntryKeys.overnight.name, notTrue)]
    }
    if !type.isList {
      let noList: JSONValue = ["not": ["const": "all"]]
      properties.append(
        (EntryKeys.split.name, ["properties": .object([(SplitKeys.take.name, noList)])]))
    }
    return ["properties": .object(properties)]
  }

  /// Records are made of the parts of one source name.
  private static let spreading: JSONValue = [
    "if": [
      "required": ["split"],
      "properties": [
        "split": [
          "type": "object", "required": ["take"],
          "properties": ["take": ["enum": ["each", "place"]]],
        ]
      ],
    ],
    "then": [
      "properties": ["template": false, "from": ["not": ["type": "array", "minItems": 2]]]
    ],
  ]

  /// What values and patterns an entry may give.
  private static func limits(_ type: FieldType, _ value: JSONValue) -> JSONValue {
    switch type {
    case .date, .time:
      let pattern = type == .date ? "date_pattern" : "time_pattern"
      return [
        "properties": ["format": .reference(to: pattern)],
        // With a pattern, a value may be as the pattern has it.
        "if": ["required": ["format"]],
        "else": ["properties": ["value": value, "default": value]],
      ]
    case .text, .list: return ["properties": ["format": false]]
    default:
      return [
        "properties": [
          "value": value, "default": value,
          "map": ["type": "object", "additionalProperties": value], "format": false,
        ]
      ]
    }
  }

  /// Date and time patterns as ``Intake`` reads them.
  private static var patterns: [(String, JSONValue)] {
    [("date_pattern", false), ("time_pattern", true)].map { name, needsTime in
      (
        name,
        ScalarSchemas.orVariable([
          "type": "string", "pattern": .text(DatePatternForm.expression(needsTime: needsTime)),
        ])
      )
    }
  }
}

extension FieldType {
  /// Types whose values a manifest may give alike are one.
  fileprivate var mappingType: FieldType {
    switch self {
    case .placeOfService: .text
    default: self
    }
  }

  /// `nil` where the type has no name of its own.
  fileprivate var definition: String? {
    switch self {
    case .text, .placeOfService: "field_of_text"
    case .list: "field_of_list"
    case .date: "field_of_date"
    case .time: "field_of_time"
    case .bool: "field_of_bool"
    case .requirements: "field_of_requirements"
    case .money: "field_of_money"
    case .wholeNumber: "field_of_whole_number"
    case .minutes: "field_of_minutes"
    case .choice: nil
    }
  }
}
