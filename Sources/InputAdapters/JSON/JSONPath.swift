/// A path into a JSON value, as a mapping or `records` spells it: `name.first`, `name/first`,
/// `identifier[0].value`, `identifier[type.code=MR].value`, `entry[*].resource`,
/// `["a key.with dots"]`; `$` at the start is allowed, and in a mapping `../` for the object around
/// the record.
///
/// A step by key into an array takes all its elements, so `[*]` only says what holds anyway; it
/// counts where a quarantine file is built by the same path.
struct JSONPath: Sendable, Equatable {
  enum Step: Sendable, Hashable {
    /// UTF-8, as written.
    case key([UInt8])
    case index(Int)
    /// `[*]`
    case all
    /// `[type.code=MR]`: the first element that has this text there, letters of ASCII in any case.
    case first(path: [[UInt8]], value: [UInt8])
    /// `[type.code=MR][*]`: all elements that have it.
    case every(path: [[UInt8]], value: [UInt8])
  }

  let steps: [Step]
  /// How many objects up from the record the path begins: `../id` is of the one around it.
  var parents = 0
  /// The steps that choose: all but `[*]`.
  var selectors: [Step] { steps.filter { $0 != .all } }

  static let top = JSONPath(steps: [])
  static let longestKey = 255
  static let greatestIndex = 9_999

  /// What ``init(records:)`` takes, as a regular expression.
  static let pattern: String = {
    let key = #"[^./\[\]]{1,255}"#
    let bracket = #"\[(?:\*|0*[0-9]{1,4}|"[^"]{1,255}"|'[^']{1,255}')\]"#
    return #"^(?!.*\[\*\][./]?\[[*0-9])(?:\$[./]?|"#
      + "[./]?(?:\(key)|\(bracket))(?:[./]?\(bracket)|[./]\(key))*)$"
  }()

  init(steps: [Step]) { self.steps = steps }

  /// The path of a field inside a record: at least one key.
  init(field text: String) throws(JSONPathFault) {
    var rest = text[...]
    while rest.hasPrefix("../") { rest = rest.dropFirst(3) }
    self = try JSONPath(String(rest), of: text)
    parents = (text.utf8.count - rest.utf8.count) / 3
    if selectors.isEmpty { throw JSONPathFault(text, "names no key") }
    if parents > 0 {
      guard case .key? = steps.first else {
        throw JSONPathFault(text, "has no key behind `../`")
      }
    }
  }

  /// The path of the records in a document.
  init(records text: String) throws(JSONPathFault) {
    var path = try JSONPath(text, of: text)
    for step in path.steps where step.isChoice {
      throw JSONPathFault(text, "chooses an element by its value, which only a mapping can")
    }
    if path.steps.last == .all { path = JSONPath(steps: path.steps.dropLast()) }
    self = path
  }

  private init(_ text: String, of written: String) throws(JSONPathFault) {
    var parser = PathParser(text, of: written)
    steps = try parser.steps()
  }
}

/// A text that is not a path.
struct JSONPathFault: Error {
  let message: String

  init(_ path: String, _ what: String) {
    message = "`\(path)` \(what); a path is like `name.first`, `codes[0].value` or `entry[*].item`"
  }
}

extension JSONPath: CustomStringConvertible {
  var description: String {
    steps.isEmpty ? "$" : steps.reduce(into: "") { $0 += Self.text($1, isFirst: $0.isEmpty) }
  }

  /// One step as a path spells it.
  static func text(_ step: Step, isFirst: Bool) -> String {
    switch step {
    case .all: return "[*]"
    case .index(let index): return "[\(index)]"
    case .first(let path, let value):
      let keys = path.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
      return "[\(keys)=\(String(decoding: value, as: UTF8.self))]"
    case .every(let path, let value):
      return text(.first(path: path, value: value), isFirst: isFirst) + "[*]"
    case .key(let key):
      let name = String(decoding: key, as: UTF8.self)
      if key.contains(where: { PathParser.isMark($0) || $0 == 0x5D }) || key.isEmpty {
        return name.contains("\"") ? "['\(name)']" : "[\"\(name)\"]"
      }
      return isFirst ? name : "." + name
    }
  }
}

/// Reads a path's text.
private struct PathParser {
  fileprivate let text: String
  fileprivate let bytes: [UInt8]
  fileprivate var at = 0

  /// - Parameter written: the whole path, for messages.
  init(_ text: String, of written: String) {
    self.text = written
    bytes = Array(text.utf8)
  }

  /// `.`, `/`, `[`
  static func isMark(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x2F || byte == 0x5B }

  mutating func steps() throws(JSONPathFault) -> [JSONPath.Step] {
    if bytes.isEmpty { throw JSONPathFault(text, "is empty") }
    if bytes[0] == 0x24, bytes.count == 1 || Self.isMark(bytes[1]) { at = 1 }
    if at < bytes.count, bytes[at] == 0x2E || bytes[at] == 0x2F { at += 1 }
    if at == bytes.count && at > 0 && bytes[0] != 0x24 { throw JSONPathFault(text, "has no step") }
    var steps: [JSONPath.Step] = []
    while at < bytes.count {
      let step = try bytes[at] == 0x5B ? bracket() : key()
      if steps.last == .all, step.isBracket {
        throw JSONPathFault(text, "has `[*]` before another index")
      }
      if step == .all, case .first(let path, let value)? = steps.last {
        steps[steps.count - 1] = .every(path: path, value: value)
      } else {
        steps.append(step)
      }
      if at < bytes.count, bytes[at] != 0x5B {
        guard Self.isMark(bytes[at]), at + 1 < bytes.count else {
          throw JSONPathFault(text, "has an unfinished step")
        }
        at += 1
      }
    }
    return steps
  }

  private mutating func key() throws(JSONPathFault) -> JSONPath.Step {
    let start = at
    while at < bytes.count, !Self.isMark(bytes[at]) {
      if bytes[at] == 0x5D { throw JSONPathFault(text, "has `]` without `[`") }
      at += 1
    }
    return try named(bytes[start..<at])
  }

  private func named(_ key: ArraySlice<UInt8>) throws(JSONPathFault) -> JSONPath.Step {
    if key.isEmpty { throw JSONPathFault(text, "has an empty step") }
    if key.count > JSONPath.longestKey {
      throw JSONPathFault(text, "has a key of more than \(JSONPath.longestKey) bytes")
    }
    return .key(Array(key))
  }

  /// `[0]`, `[*]`, `["key"]`, `['key']` or `[key=value]`
  private mutating func bracket() throws(JSONPathFault) -> JSONPath.Step {
    at += 1
    let start = at
    if at < bytes.count, bytes[at] == 0x22 || bytes[at] == 0x27 {
      let quote = bytes[at]
      guard let end = bytes[(at + 1)...].firstIndex(of: quote), end + 1 < bytes.count,
        bytes[end + 1] == 0x5D
      else { throw JSONPathFault(text, "has an unfinished `[`") }
      at = end + 2
      return try named(bytes[(start + 1)..<end])
    }
    guard let end = bytes[at...].firstIndex(of: 0x5D) else {
      throw JSONPathFault(text, "has an unfinished `[`")
    }
    if let equals = bytes[at..<end].firstIndex(of: 0x3D) { return try choice(equals) }
    at = end + 1
    let inside = String(decoding: bytes[start..<end], as: UTF8.self)
    if inside == "*" { return .all }
    guard inside.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let index = Int(inside),
      index <= JSONPath.greatestIndex
    else { throw JSONPathFault(text, "has no index from 0 to \(JSONPath.greatestIndex) in `[]`") }
    return .index(index)
  }
}

extension PathParser {
  /// `[key=value]` or `[key="value"]`, from behind the opening bracket.
  private mutating func choice(_ equals: Int) throws(JSONPathFault) -> JSONPath.Step {
    var path: [[UInt8]] = []
    for key in bytes[at..<equals].split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 0x2E || $0 == 0x2F })
    {
      if key.isEmpty || key.count > JSONPath.longestKey || key.contains(0x5B) {
        throw JSONPathFault(text, "has no key before `=`")
      }
      path.append(Array(key))
    }
    at = equals + 1
    let isQuoted = at < bytes.count && (bytes[at] == 0x22 || bytes[at] == 0x27)
    let close = isQuoted ? bytes[at] : 0x5D
    let start = isQuoted ? at + 1 : at
    guard let end = bytes[start...].firstIndex(of: close),
      !isQuoted || (end + 1 < bytes.count && bytes[end + 1] == 0x5D)
    else { throw JSONPathFault(text, "has an unfinished `[`") }
    if end == start { throw JSONPathFault(text, "has no value behind `=`") }
    at = isQuoted ? end + 2 : end + 1
    return .first(path: path, value: Array(bytes[start..<end]))
  }
}

extension JSONPath.Step {
  /// Whether it chooses elements by a value.
  var isChoice: Bool {
    switch self {
    case .first, .every: true
    case .key, .index, .all: false
    }
  }

  /// An index, a choice or `[*]`.
  fileprivate var isBracket: Bool { if case .key = self { false } else { true } }
}
