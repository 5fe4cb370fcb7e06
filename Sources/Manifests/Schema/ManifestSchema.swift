public import AdapterKit
public import ClaimCore
public import Intake

/// The manifest's JSON Schema (draft 2020-12), made of ``ManifestSpecification``, the adapters'
/// specifications and the records' fields: what the checks go by too.
public struct ManifestSchema: Sendable {
  let adapters: [AdapterSpecification]
  let fields: @Sendable (RecordKind) -> [FieldSchema]

  /// - Parameter adapters: those that a manifest can name; of two with one name the first counts.
  public init(
    adapters: [AdapterSpecification],
    fields: @escaping @Sendable (RecordKind) -> [FieldSchema] = { RecordSchema.of($0).fields }
  ) {
    var seen: Set<String> = []
    self.adapters = adapters.filter { seen.insert("\($0.kind) \($0.name)").inserted }
    self.fields = fields
  }

  public var document: JSONValue {
    let root = ManifestSpecification.root
    let head: JSONValue = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:claimpipe:manifest:1",
      "title": "claimpipe: a manifest",
      "description":
        .text(
          "Made by `claimpipe schema manifest`. docs/manifest.md says what it can't see: what hangs on "
            + "files, on the environment and on the spelling of numbers."),
    ]
    let keys = ObjectSpecification(root.title, summary: root.summary, keys: root.keys)
    return head.adding(object(keys))
      .adding(["allOf": .array(root.rules.map(rule) + wholeRules)])
      .adding(["$defs": .object(definitions)])
  }

  private var definitions: [(String, JSONValue)] {
    ScalarSchemas.definitions
      + ManifestSpecification.objects.dropFirst().map { ($0.definition, object($0)) }
      + adapters.map { (Self.options(of: $0), options($0)) } + mappings
  }

  /// An object with its keys, and with what they ask of each other.
  func object(_ object: ObjectSpecification) -> JSONValue {
    var schema: JSONValue = ["type": "object"]
    if !object.summary.isEmpty { schema = schema.adding(["description": .text(object.summary)]) }
    // Whether an input needs a path is its adapter's to say.
    let required = object.keys.filter { key in
      if case .sources = key.type { false } else { key.isRequired }
    }
    if !required.isEmpty { schema = schema.adding(["required": .texts(required.map(\.name))]) }
    schema = schema.adding([
      "properties": .object(object.keys.map { ($0.name, property($0)) }),
      "additionalProperties": false,
    ])
    let rules = object.rules.map(rule) + object.keys.flatMap(branches)
    return rules.isEmpty ? schema : schema.adding(["allOf": .array(rules)])
  }

  private func property(_ key: KeySpecification) -> JSONValue {
    var schema: JSONValue = [:]
    let summary = withoutLinks(key.summary)
    let example = key.example.isEmpty ? "" : " As in `\(key.name): \(key.example)`."
    if !summary.isEmpty { schema = ["description": .text(summary + example)] }
    if let value = key.defaultValue { schema = schema.adding(["default": value]) }
    return schema.adding(value(key.type))
  }

  func value(_ type: ValueType) -> JSONValue {
    if let scalar = ScalarSchemas.schema(type) { return scalar }
    switch type {
    case .list(let item, let isEmptyAllowed):
      let list: JSONValue = ["type": "array", "items": value(item)]
      return isEmptyAllowed ? list : list.adding(["minItems": 1])
    case .either(let one, let other): return ["anyOf": [value(one), value(other)]]
    case .object(let object):
      return object.title.isEmpty ? self.object(object) : .reference(to: object.definition)
    case .dictionary(let type): return ["type": "object", "additionalProperties": value(type)]
    case .adapter(let kind):
      return ScalarSchemas.choice(adapters.filter { $0.kind == kind }.map(\.name))
    case .record: return ScalarSchemas.choice(RecordKind.allCases.map(\.rawValue))
    case .options, .anyObject: return ["type": "object"]
    case .mapping(let entry):
      return [
        "type": "object",
        "additionalProperties": value(.either(.text, .object(entry))),
      ]
    case .selection(let refused):
      return [
        "type": "object", "minProperties": 1, "propertyNames": ["minLength": 1],
        "additionalProperties": value(
          .either(.either(.scalar, .some(.scalar)), .object(refused))),
      ]
    case .sources: return value(.either(.text, .some(.text)))
    default: return [:]
    }
  }

  private func rule(_ rule: ObjectRule) -> JSONValue {
    switch rule {
    case .someOf(let keys): ["anyOf": .array(keys.map { ["required": [.text($0)]] })]
    case .oneAtMost(let keys):
      [
        "not": [
          "anyOf": .array(
            keys.indices.flatMap { index in
              keys[(index + 1)...].map { ["required": [.text(keys[index]), .text($0)]] }
            })
        ]
      ]
    case .alone(let key, let others):
      [
        "if": ["required": [.text(key)]],
        "then": ["properties": .object(others.map { ($0, false) })],
      ]
    case .needs(let key, let other):
      ["if": ["required": [.text(key)]], "then": ["required": [.text(other)]]]
    case .whereKey(let key, let words, let required, let refused):
      [
        "if": Self.whether(key, is: words),
        "then": Self.demands(required, refused),
      ]
    }
  }

  /// Keys that have to be there and keys that must not; a dot leads into an object.
  private static func demands(_ required: [String], _ refused: [String]) -> JSONValue {
    func inside(_ keys: [String]) -> [Substring: [String]] {
      Dictionary(grouping: keys.filter { $0.contains(".") }) { $0.prefix { $0 != "." } }
        .mapValues { $0.map { String($0.drop { $0 != "." }.dropFirst()) } }
    }
    let (needs, bans) = (inside(required), inside(refused))
    let inner = Set(needs.keys).union(bans.keys).sorted().map { key in
      (String(key), demands(needs[key] ?? [], bans[key] ?? []))
    }
    let outer = refused.filter { !$0.contains(".") }.map { ($0, false as JSONValue) }
    let schema: JSONValue = ["properties": .object(outer + inner)]
    let here = required.filter { !$0.contains(".") }
    return here.isEmpty ? schema : schema.adding(["required": .texts(here)])
  }

  /// What hangs on the adapter or the record that the object names.
  private func branches(_ key: KeySpecification) -> [JSONValue] {
    switch key.type {
    case .adapter(let kind): adapters.filter { $0.kind == kind }.map(branch)
    case .record: RecordKind.allCases.map(branch)
    default: []
    }
  }

  private func branch(_ adapter: AdapterSpecification) -> JSONValue {
    let path = adapter.kind == .input && !adapter.isPathOptional ? [InputKeys.path.name] : []
    let required = path + (needsOptions(adapter) ? [InputKeys.options.name] : [])
    var then: JSONValue = [
      "properties": ["options": .reference(to: Self.options(of: adapter))]
    ]
    if !required.isEmpty { then = then.adding(["required": .texts(required)]) }
    return ["if": Self.whether(InputKeys.adapter.name, is: [adapter.name]), "then": then]
  }

  private func branch(_ record: RecordKind) -> JSONValue {
    [
      "if": Self.whether(InputKeys.record.name, is: [record.rawValue]),
      "then": ["properties": ["mapping": .reference(to: Self.mapping(of: record))]],
    ]
  }

  /// - Parameter isAlsoAbsent: whether it holds too where the key is not there.
  static func whether(_ key: String, is words: [String], isAlsoAbsent: Bool = false) -> JSONValue {
    let test: JSONValue = words.count == 1 ? ["const": .text(words[0])] : ["enum": .texts(words)]
    let schema: JSONValue = ["properties": .object([(key, test)])]
    return isAlsoAbsent ? schema : schema.adding(["required": [.text(key)]])
  }
}

extension ObjectSpecification {
  /// Its name among the schema's definitions: `A mapping's entry` → `mappings_entry`.
  var definition: String {
    let words = title.lowercased().split(separator: " ")
    return words.dropFirst(["a", "an", "the"].contains(words.first) ? 1 : 0)
      .joined(separator: "_").filter { $0.isLetter || $0 == "_" }
  }
}

/// Without Markdown's links.
func withoutLinks(_ text: String) -> String {
  text.replacing(/\[([^\]]+)\]\([^)]+\)/) { "\($0.1)" }
}
