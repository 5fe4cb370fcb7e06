import AdapterKit

/// The options of each adapter.
extension ManifestSchema {
  /// The name of their definition.
  static func options(of adapter: AdapterSpecification) -> String { "\(adapter.name)_options" }

  func options(_ adapter: AdapterSpecification) -> JSONValue {
    var schema: JSONValue = ["description": .text(adapter.summary), "type": "object"]
    let required = adapter.options.filter { $0.isRequired && $0.condition == nil }
    if !required.isEmpty { schema = schema.adding(["required": .texts(required.map(\.name))]) }
    schema = schema.adding([
      "properties": .object(adapter.options.map { ($0.name, property($0)) }),
      "additionalProperties": false,
    ])
    let rules = rules(of: adapter)
    return rules.isEmpty ? schema : schema.adding(["allOf": .array(rules)])
  }

  private func property(_ option: OptionSpecification) -> JSONValue {
    var schema: JSONValue = [
      "description": .text("\(option.summary) As in `\(option.name): \(option.example)`.")
    ]
    if let value = option.defaultValue {
      schema = schema.adding(["default": SpecificationText.value(value)])
    }
    return schema.adding(value(option))
  }

  private func value(_ option: OptionSpecification) -> JSONValue {
    if let form = option.form, option.type == .list {
      let item: JSONValue = ["type": "string", "pattern": .text(form.pattern)]
      return [
        "type": "array", "minItems": 1,
        "items": ScalarSchemas.orVariable(item, ["type": "boolean"]),
      ]
    }
    if let form = option.form {
      let text: JSONValue = ["type": "string", "pattern": .text(form.pattern)]
      let forms = [text] + Self.unquoted(form.unquoted) + [ScalarSchemas.variable]
      // The type's own limits hold for what the form leaves open.
      return ["allOf": [value(ValueType(option.type)), ["anyOf": .array(forms)]]]
    }
    if !option.itemWords.isEmpty, case .items(let keys) = option.type {
      let words: JSONValue = [
        "anyOf": [
          ["enum": .texts(option.itemWords)],
          ["type": "string", "pattern": .text(Self.anyCase(option.itemWords))],
          ScalarSchemas.variable,
        ]
      ]
      let item: JSONValue = [
        "anyOf": [words, object(ObjectSpecification(itemKeys: keys))]
      ]
      return ["type": "array", "minItems": 1, "items": item]
    }
    if option.itemsAreObjects, case .items(let keys) = option.type {
      return value(.some(.object(ObjectSpecification(itemKeys: keys))))
    }
    // Nothing is not enough for what has to be there.
    return value(option.isRequired ? ValueType(itemKey: option.type) : ValueType(option.type))
  }

  private static func unquoted(_ form: TextForm.Unquoted) -> [JSONValue] {
    switch form {
    case .nothing: []
    case .numbers: [["type": "number"]]
    case .integers(let range):
      [
        [
          "type": "integer", "minimum": .integer(range.lowerBound),
          "maximum": .integer(range.upperBound),
        ]
      ]
    case .anything: [["type": ["number", "boolean"]]]
    case .twoCharacters:
      [
        [
          "type": ["number", "boolean"],
          "not": ["type": "integer", "minimum": 0, "maximum": 9],
        ]
      ]
    }
  }

  private static func anyCase(_ words: [String]) -> String {
    let patterns = words.map { word in
      word.map { letter in
        letter.isLetter ? "[\(letter.uppercased())\(letter.lowercased())]" : "\(letter)"
      }.joined()
    }
    return "^(?:\(patterns.joined(separator: "|")))$"
  }
}

/// What options ask of each other.
extension ManifestSchema {
  private func rules(of adapter: AdapterSpecification) -> [JSONValue] {
    var conditions: [OptionCondition] = []
    for condition in adapter.options.compactMap(\.condition) where !conditions.contains(condition) {
      conditions.append(condition)
    }
    let free = adapter.alternatives.filter { adapter.condition(ofFirst: $0) == nil }
      .map(Self.someOf)
    return free + conditions.flatMap { rules(of: $0, adapter) }
  }

  private func rules(of condition: OptionCondition, _ adapter: AdapterSpecification) -> [JSONValue]
  {
    let options = adapter.options.filter { $0.condition == condition }
    var needs = adapter.alternatives.filter { adapter.condition(ofFirst: $0) == condition }
      .map(Self.someOf)
    let required = options.filter(\.isRequired).map(\.name)
    if !required.isEmpty { needs.append(["required": .texts(required)]) }
    var rules: [JSONValue] = [
      [
        "if": Self.whether(
          condition.option, is: adapter.otherWords(than: condition),
          isAlsoAbsent: !adapter.holdsByDefault(condition)),
        "then": ["properties": .object(options.map { ($0.name, false) })],
      ]
    ]
    if !needs.isEmpty {
      rules.append([
        "if": Self.whether(
          condition.option, is: condition.values, isAlsoAbsent: adapter.holdsByDefault(condition)),
        "then": ["allOf": .array(needs)],
      ])
    }
    return rules
  }

  private static func someOf(_ options: [String]) -> JSONValue {
    // An empty text is nothing.
    let something: JSONValue = ["not": ["const": ""]]
    return [
      "anyOf": .array(
        options.map { name in
          ["required": [.text(name)], "properties": .object([(name, something)])]
        })
    ]
  }

  /// Whether an adapter can't do without options.
  func needsOptions(_ adapter: AdapterSpecification) -> Bool {
    func holds(_ condition: OptionCondition?) -> Bool {
      condition.map(adapter.holdsByDefault) ?? true
    }
    return adapter.options.contains { $0.isRequired && holds($0.condition) }
      || adapter.alternatives.contains { holds(adapter.condition(ofFirst: $0)) }
  }

  /// What the manifest as a whole has to have: sessions, and a ledger where an option needs one.
  var wholeRules: [JSONValue] {
    let sessions: JSONValue = [
      "properties": [
        "inputs": [
          "contains": [
            "type": "object",
            "properties": ["record": ["anyOf": [["const": "sessions"], ScalarSchemas.variable]]],
            "required": ["record"],
          ]
        ]
      ]
    ]
    return [sessions, Self.outboxRule]
      + adapters.filter { $0.kind == .output }.flatMap { adapter in
        adapter.options.filter(\.takesLedger).map { ledgerRule($0, adapter) }
      }
  }

  private func ledgerRule(
    _ option: OptionSpecification, _ adapter: AdapterSpecification
  ) -> JSONValue {
    let isTrue: JSONValue = [
      "anyOf": [
        ["const": true],
        ["type": "string", "pattern": "^(?:[Tt][Rr][Uu][Ee]|[Yy][Ee][Ss])$"],
      ]
    ]
    let output: JSONValue = [
      "type": "object",
      "properties": [
        "adapter": ["const": .text(adapter.name)],
        "options": [
          "type": "object", "properties": .object([(option.name, isTrue)]),
          "required": [.text(option.name)],
        ],
      ],
      "required": ["adapter", "options"],
    ]
    return [
      "if": [
        "properties": ["outputs": ["type": "array", "contains": output]], "required": ["outputs"],
      ],
      "then": ["required": ["ledger"]],
    ]
  }
}

extension AdapterSpecification {
  fileprivate func condition(ofFirst names: [String]) -> OptionCondition? {
    names.first.flatMap(option)?.condition
  }

  fileprivate func holdsByDefault(_ condition: OptionCondition) -> Bool {
    guard case .text(let value)? = option(condition.option)?.defaultValue else { return false }
    return condition.values.contains(value)
  }

  fileprivate func otherWords(than condition: OptionCondition) -> [String] {
    guard case .choice(let words)? = option(condition.option)?.type else { return [] }
    return words.filter { !condition.values.contains($0) }
  }
}
