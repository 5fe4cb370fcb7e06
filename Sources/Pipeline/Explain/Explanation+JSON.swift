internal import AdapterKit

extension Explanation {
  var json: JSONValue {
    .object([
      ("session_id", .text(session)), ("outcome", .text(outcome.rawValue)),
      ("summary", .text(summary)), ("steps", .array(steps.map(\.json))),
    ])
  }
}

extension ExplanationStep {
  fileprivate var json: JSONValue {
    .object([
      ("step", .text(key)), ("title", .text(title)), ("result", .text(result)),
      ("values", .object(values)), ("reasons", .array(reasons.map(\.json))),
    ])
  }
}

extension Reason {
  fileprivate var json: JSONValue {
    .object([
      ("rule", rule.isEmpty ? .null : .text(rule)), ("text", .text(text)),
      ("verdict", .optional(verdict?.rawValue)), ("sources", .array(sources.map(\.json))),
    ])
  }
}

extension RecordPlace {
  fileprivate var json: JSONValue {
    .object([
      ("record", .text(record)), ("id", .optional(id)), ("source", .optional(source)),
      ("line", source == nil ? .null : .integer(line)),
      ("number", source == nil ? .null : .integer(number)),
    ])
  }
}
