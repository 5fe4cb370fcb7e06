import AdapterKit

/// What outboxes ask of the manifest.
extension ManifestSchema {
  /// An output with an outbox, a hook, or a path that counts runs takes a ledger.
  static var outboxRule: JSONValue {
    let names = PathPlaceholder.allCases.filter(\.needsLedger).map(\.rawValue)
      .joined(separator: "|")
    // Braces before it are in pairs.
    let counted = #"^(?:[^{}]|\{\{|\}\}|\{[a-z_]+\})*\{(?:"# + names + #")\}"#
    let output: JSONValue = [
      "type": "object",
      "anyOf": [
        ["required": ["outbox"], "properties": ["outbox": ["type": "object"]]],
        ["required": ["hook"], "properties": ["hook": ["type": "object"]]],
        [
          "required": ["path"],
          "properties": ["path": ["type": "string", "pattern": .text(counted)]],
        ],
      ],
    ]
    return [
      "if": [
        "properties": ["outputs": ["type": "array", "contains": output]], "required": ["outputs"],
      ],
      "then": ["required": ["ledger"]],
    ]
  }
}
