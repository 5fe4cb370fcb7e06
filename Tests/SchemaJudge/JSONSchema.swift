public import Foundation

/// A JSON value, for schemas and what they judge.
public indirect enum JSON: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let integer = try? value.decode(Int.self) {
      self = .integer(integer)
    } else if let object = try? value.decode([String: JSON].self) {
      self = .object(object)
    } else if let array = try? value.decode([JSON].self) {
      self = .array(array)
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if value.decodeNil() {
      self = .null
    } else {
      self = .number(try value.decode(Double.self))
    }
  }

  public init(_ data: Data) throws { self = try JSONDecoder().decode(JSON.self, from: data) }

  public subscript(_ name: String) -> JSON? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  public var array: [JSON] { if case .array(let elements) = self { elements } else { [] } }

  /// For messages, of which most are never read.
  fileprivate var brief: String {
    switch self {
    case .string(let value): value
    case .integer(let value): "\(value)"
    default: ""
    }
  }

  public var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

/// A JSON Schema (draft 2020-12) in the keywords that ours use; any other is refused, so that none is
/// passed over.
public final class JSONSchema {
  public struct UnknownKeyword: Error, Equatable {
    public let keyword: String
    public init(keyword: String) { self.keyword = keyword }
  }
  public struct BadReference: Error { public let reference: String }

  private static let annotations: Set<String> = [
    "$schema", "$id", "title", "description", "default",
  ]
  private static let assertions: Set<String> = [
    "type", "const", "enum", "required", "dependentRequired", "minimum", "maximum", "minLength",
    "minItems", "maxItems", "minProperties", "pattern", "format", "$ref",
  ]
  private static let ofOneSchema: Set<String> = [
    "items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else",
  ]
  private static let ofSchemas: Set<String> = ["oneOf", "anyOf", "allOf"]
  private static let ofNamedSchemas: Set<String> = ["properties", "$defs"]

  private let root: JSON
  private let start: JSON
  private var patterns: [String: Regex<AnyRegexOutput>] = [:]
  /// Texts are judged once for each pattern: manifests that differ in one place share all others.
  private var judged: [String: [String: Bool]] = [:]

  /// - Parameter definition: one of `$defs` to judge by, instead of the whole.
  public init(_ data: Data, definition: String? = nil) throws {
    let root = try JSON(data)
    self.root = root
    start =
      try definition.map { name in
        guard let schema = root["$defs"]?[name] else { throw BadReference(reference: name) }
        return schema
      } ?? root
    try check(root)
  }

  private func check(_ schema: JSON) throws {
    guard case .object(let members) = schema else { return }
    for (keyword, operand) in members {
      if Self.ofOneSchema.contains(keyword) {
        try check(operand)
      } else if Self.ofSchemas.contains(keyword) {
        for schema in operand.array { try check(schema) }
      } else if Self.ofNamedSchemas.contains(keyword), case .object(let named) = operand {
        for schema in named.values { try check(schema) }
      } else if keyword == "$ref" {
        _ = try resolve(operand)
      } else if keyword == "pattern", case .string(let pattern) = operand {
        patterns[pattern] = try Regex(pattern).matchingSemantics(.unicodeScalar)
      } else if !Self.annotations.contains(keyword), !Self.assertions.contains(keyword) {
        throw UnknownKeyword(keyword: keyword)
      }
    }
  }

  private func resolve(_ reference: JSON) throws -> JSON {
    guard case .string(let text) = reference, text.hasPrefix("#/$defs/"),
      let schema = root["$defs"]?[String(text.dropFirst(8))]
    else { throw BadReference(reference: "\(reference)") }
    return schema
  }

  /// The first thing found wrong with a value, if any.
  public func fault(in value: JSON) -> String? { fault(start, value, "$") }

  private func fault(_ schema: JSON, _ value: JSON, _ path: String) -> String? {
    if schema == .bool(false) { return "\(path) may not be there" }
    guard case .object(let keywords) = schema else { return nil }
    for (keyword, operand) in keywords {
      if let fault = fault(keyword, operand, of: keywords, value, path) { return fault }
    }
    return nil
  }

  private func fault(
    _ keyword: String, _ operand: JSON, of schema: [String: JSON], _ value: JSON, _ path: String
  ) -> String? {
    func wrong(_ isWrong: Bool) -> String? {
      isWrong ? "\(path): \(keyword) \(operand.brief)" : nil
    }
    switch (keyword, operand, value) {
    case ("$ref", _, _):
      return (try? resolve(operand)).map { fault($0, value, path) } ?? "\(path): \(operand)"
    case ("oneOf", .array(let schemas), _):
      let faults = schemas.map { fault($0, value, path) }
      return faults.count { $0 == nil } == 1 ? nil : "\(path): oneOf \(faults.compactMap { $0 })"
    case ("anyOf", .array(let schemas), _):
      return wrong(!schemas.contains { fault($0, value, path) == nil })
    case ("allOf", .array(let schemas), _):
      return schemas.lazy.compactMap { self.fault($0, value, path) }.first
    case ("not", _, _): return wrong(fault(operand, value, path) == nil)
    case ("if", _, _):
      let branch = fault(operand, value, path) == nil ? "then" : "else"
      return schema[branch].flatMap { fault($0, value, path) }
    case ("const", _, _): return wrong(value != operand)
    case ("enum", .array(let values), _): return wrong(!values.contains(value))
    case ("type", .string(let type), _):
      return wrong(type != value.typeName && !(type == "number" && value.typeName == "integer"))
    case ("type", .array(let types), _):
      let name = value.typeName
      return wrong(
        !types.contains(.string(name))
          && !(name == "integer" && types.contains(.string("number"))))
    default: break
    }
    switch value {
    case .object(let members): return fault(keyword, operand, of: schema, members, path)
    case .array(let elements):
      switch (keyword, operand) {
      case ("items", _):
        return elements.enumerated().lazy.compactMap {
          self.fault(operand, $0.element, "\(path)[\($0.offset)]")
        }.first
      case ("contains", _):
        return wrong(elements.allSatisfy { fault(operand, $0, path) != nil })
      case ("minItems", .integer(let least)): return wrong(elements.count < least)
      case ("maxItems", .integer(let most)): return wrong(elements.count > most)
      default: return nil
      }
    case .string(let text): return wrong(!fits(keyword, operand, text))
    case .integer(let number):
      switch (keyword, operand) {
      case ("minimum", .integer(let least)): return wrong(number < least)
      case ("maximum", .integer(let most)): return wrong(number > most)
      default: return nil
      }
    case .number(let number):
      switch (keyword, operand) {
      case ("minimum", .integer(let least)): return wrong(number < Double(least))
      case ("maximum", .integer(let most)): return wrong(number > Double(most))
      default: return nil
      }
    default: return nil
    }
  }

  private func fault(
    _ keyword: String, _ operand: JSON, of schema: [String: JSON], _ members: [String: JSON],
    _ path: String
  ) -> String? {
    switch (keyword, operand) {
    case ("properties", .object(let properties)):
      return members.lazy.compactMap { name, value in
        properties[name].flatMap { self.fault($0, value, "\(path).\(name)") }
      }.first
    case ("additionalProperties", _):
      return members.lazy.filter { schema["properties"]?[$0.key] == nil }.compactMap {
        self.fault(operand, $0.value, "\(path).\($0.key)")
      }.first
    case ("minProperties", .integer(let least)):
      return members.count < least ? "\(path): \(keyword) \(least)" : nil
    case ("propertyNames", _):
      return members.keys.lazy.compactMap { self.fault(operand, .string($0), "\(path).\($0)") }
        .first
    case ("required", .array(let names)):
      return names.first { name in !members.keys.contains { .string($0) == name } }
        .map { "\(path) lacks \($0)" }
    case ("dependentRequired", .object(let dependents)):
      return dependents.lazy.filter { members[$0.key] != nil }.compactMap {
        self.fault("required", $0.value, of: schema, members, path)
      }.first
    default: return nil
    }
  }

  private func fits(_ keyword: String, _ operand: JSON, _ text: String) -> Bool {
    switch (keyword, operand) {
    case ("minLength", .integer(let least)): text.unicodeScalars.count >= least
    case ("pattern", .string(let pattern)):
      judged(pattern, text) {
        patterns[pattern].map { (try? $0.firstMatch(in: text)) ?? nil != nil } ?? false
      }
    case ("format", .string("date")):
      judged("a date", text) { Self.isDate(text) }
    case ("format", .string("date-time")):
      judged("a time", text) {
        text.wholeMatch(of: /.{10}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)/) != nil
          && Self.isDate(String(text.prefix(10)))
      }
    case ("format", _): false
    default: true
    }
  }

  private func judged(_ what: String, _ text: String, _ judge: () -> Bool) -> Bool {
    if let known = judged[what]?[text] { return known }
    let fits = judge()
    judged[what, default: [:]][text] = fits
    return fits
  }

  /// Whether it is a day of the calendar: parsers let the 30th of February pass as a day in March.
  private static func isDate(_ text: String) -> Bool {
    let style = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
    return (try? style.parse(text)).map(style.format) == text
  }
}
