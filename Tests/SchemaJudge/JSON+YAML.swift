import Yams

extension JSON {
  /// A YAML document as an editor's schema validator sees it: by YAML 1.2's core schema, in which `no`
  /// is a text, `010` is ten and dates are texts.
  ///
  /// - Throws: what is wrong with the YAML; anchors, aliases, tags and merge keys are.
  public init(yaml text: String) throws {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
    guard let node = try Yams.compose(yaml: text) else {
      self = .null
      return
    }
    self = try JSON(node)
  }

  public struct NotPlain: Error { let what: String }

  private init(_ node: Node) throws {
    if node.anchor != nil { throw NotPlain(what: "an anchor") }
    switch node {
    case .scalar(let scalar):
      self = scalar.style == .plain ? JSON(plain: scalar.string) : .string(scalar.string)
    case .sequence(let items): self = .array(try items.map { try JSON($0) })
    case .mapping(let entries):
      var members: [String: JSON] = [:]
      for (key, value) in entries {
        guard let name = key.scalar?.string, name != "<<" else { throw NotPlain(what: "a key") }
        if members.updateValue(try JSON(value), forKey: name) != nil {
          throw NotPlain(what: "a key twice")
        }
      }
      self = .object(members)
    case .alias: throw NotPlain(what: "an alias")
    }
  }

  /// The core schema's tags (YAML 1.2.2, section 10.3.2).
  private init(plain text: String) {
    if ["", "~", "null", "Null", "NULL"].contains(text) {
      self = .null
    } else if ["true", "True", "TRUE"].contains(text) {
      self = .bool(true)
    } else if ["false", "False", "FALSE"].contains(text) {
      self = .bool(false)
    } else if let first = text.first, !"-+.0123456789".contains(first) {
      // No number begins so; most texts need not be looked at further.
      self = .string(text)
    } else if text.wholeMatch(of: /[-+]?[0-9]+/) != nil {
      self = JSON(number: Double(text) ?? 0, whole: Int(text))
    } else if text.wholeMatch(of: /0o[0-7]+/) != nil {
      self = JSON(number: 0, whole: Int(text.dropFirst(2), radix: 8))
    } else if text.wholeMatch(of: /0x[0-9a-fA-F]+/) != nil {
      self = JSON(number: 0, whole: Int(text.dropFirst(2), radix: 16))
    } else if text.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/) != nil,
      let number = Double(text)
    {
      // A number without a fraction is an integer, however it is spelled.
      self = JSON(number: number, whole: Int(exactly: number))
    } else {
      self = .string(text)
    }
  }

  private init(number: Double, whole: Int?) {
    self = whole.map { .integer($0) } ?? .number(number)
  }

  /// The value as JSON, which is YAML.
  public var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let value):
      value.unicodeScalars.reduce(into: "\"") { text, scalar in
        if scalar.value < 0x20 || scalar == "\"" || scalar == "\\" {
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          text.unicodeScalars.append(scalar)
        }
      } + "\""
    case .array(let items): "[\(items.map(\.text).joined(separator: ", "))]"
    case .object(let members):
      "{"
        + members.sorted { $0.key < $1.key }
        .map { "\(JSON.string($0.key).text): \($0.value.text)" }.joined(separator: ", ") + "}"
    }
  }
}
