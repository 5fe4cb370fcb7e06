/// A plain, slow reader of JSON: the definition that the fast one is held to.
indirect enum Tree {
  case null
  /// A number, true or false as it is spelled.
  case literal([UInt8])
  case string([UInt8])
  case array([Node])
  case object([(key: [UInt8], value: Node)])
}

struct Node {
  let tree: Tree
  let range: Range<Int>
  /// Half a surrogate pair stands somewhere inside.
  let hasLoneSurrogate: Bool
}

/// What a name finds in a record.
enum Found: Equatable, CustomStringConvertible {
  case missing
  case text(String)
  case list([String])
  case nested

  var description: String {
    switch self {
    case .missing: "missing"
    case .text(let text): "text(\(text))"
    case .list(let items): "list(\(items))"
    case .nested: "nested"
    }
  }
}

/// A record as either reader sees it.
struct SeenRecord: Equatable {
  var verbatim: [UInt8]
  var line: Int
  /// The code of its fault.
  var fault: String?
  var values: [Found]
}

struct NotJSON: Error {}

struct Oracle {
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0
  private var loneSurrogates = 0

  /// One value and nothing else.
  static func parse(_ bytes: [UInt8]) throws -> Node {
    var oracle = Oracle(bytes: bytes)
    let node = try oracle.value()
    oracle.space()
    guard oracle.at == bytes.count else { throw NotJSON() }
    return node
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func space() {
    while let byte = next, byte == 32 || byte == 10 || byte == 13 || byte == 9 { at += 1 }
  }

  private mutating func take(_ word: String) -> Bool {
    guard bytes[at...].starts(with: word.utf8) else { return false }
    at += word.utf8.count
    return true
  }

  private mutating func need(_ word: String) throws { if !take(word) { throw NotJSON() } }

  private mutating func value() throws -> Node {
    space()
    let start = at
    let before = loneSurrogates
    let tree = try tree()
    return Node(
      tree: tree, range: start..<at, hasLoneSurrogate: loneSurrogates > before)
  }

  private mutating func tree() throws -> Tree {
    let start = at
    if take("null") { return .null }
    if take("true") || take("false") { return .literal(Array(bytes[start..<at])) }
    if next == 0x22 { return .string(try string()) }
    if next == 0x2D || next.map({ 48...57 ~= $0 }) == true {
      try number()
      return .literal(Array(bytes[start..<at]))
    }
    depth += 1
    defer { depth -= 1 }
    if depth > 512 { throw NotJSON() }
    if take("[") { return .array(try elements()) }
    try need("{")
    return .object(try members())
  }

  private mutating func elements() throws -> [Node] {
    space()
    if take("]") { return [] }
    var nodes = [try value()]
    while true {
      space()
      if take("]") { return nodes }
      try need(",")
      nodes.append(try value())
    }
  }

  private mutating func members() throws -> [(key: [UInt8], value: Node)] {
    space()
    if take("}") { return [] }
    var members: [(key: [UInt8], value: Node)] = []
    while true {
      space()
      let key = try string()
      space()
      try need(":")
      members.append((key, try value()))
      space()
      if take("}") { return members }
      try need(",")
    }
  }

  private mutating func digits() throws {
    let start = at
    while let byte = next, 48...57 ~= byte { at += 1 }
    if at == start { throw NotJSON() }
  }

  private mutating func number() throws {
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
  }

  private mutating func string() throws -> [UInt8] {
    try need("\"")
    var units: [UInt16] = []
    var out: [UInt8] = []
    func flush() -> [UInt8] { Array(String(decoding: units, as: UTF16.self).utf8) }
    while true {
      guard let byte = next, byte >= 0x20 else { throw NotJSON() }
      at += 1
      if byte == 0x5C {
        units.append(try escape())
        continue
      }
      noteLoneSurrogates(units)
      out += flush()
      units = []
      if byte == 0x22 { return out }
      out.append(byte)
    }
  }

  private mutating func noteLoneSurrogates(_ units: [UInt16]) {
    if String(validating: units, as: UTF16.self) == nil { loneSurrogates += 1 }
  }

  private mutating func escape() throws -> UInt16 {
    let plain: [(String, UInt16)] = [
      ("\"", 0x22), ("\\", 0x5C), ("/", 0x2F), ("b", 8), ("f", 12), ("n", 10), ("r", 13), ("t", 9),
    ]
    for (letter, unit) in plain where take(letter) { return unit }
    try need("u")
    guard at + 4 <= bytes.count,
      bytes[at..<(at + 4)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 128 }),
      let unit = UInt16(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
    else { throw NotJSON() }
    at += 4
    return unit
  }
}

/// A path: keys and indices; `nil` in an index's place takes all.
enum OracleStep {
  case key(String)
  case index(Int)
}

extension Node {
  private static func fold(_ key: [UInt8]) -> [UInt8] {
    key.map { 65...90 ~= $0 ? $0 + 32 : $0 }
  }

  /// The value of a key that stands once.
  func only(_ key: String) -> Node? {
    guard case .object(let members) = tree else { return nil }
    let matches = members.filter { Self.fold($0.key) == Array(key.utf8) }
    return matches.count == 1 ? matches[0].value : nil
  }

  /// All that a path leads to; `isListed` where it went through elements.
  func find(_ path: [OracleStep]) -> Found {
    var found: [Found] = []
    var isListed = false
    collect(path[...], into: &found, listed: &isListed, isElement: false, inList: false)
    if found.contains(.nested) { return .nested }
    let present = found.filter { $0 != .missing }
    if !isListed { return present.first ?? .missing }
    if present.isEmpty { return .missing }
    return .list(present.map { if case .text(let text) = $0 { text } else { "" } })
  }

  private func collect(
    _ path: ArraySlice<OracleStep>, into found: inout [Found], listed: inout Bool, isElement: Bool,
    inList: Bool
  ) {
    if case .array(let elements) = tree, case .index(let index)? = path.first {
      if index < elements.count {
        elements[index].collect(
          path.dropFirst(), into: &found, listed: &listed, isElement: false, inList: inList)
      }
      return
    }
    if case .array(let elements) = tree {
      if isElement {
        if path.isEmpty { found.append(.nested) }
        return
      }
      for element in elements {
        element.collect(path, into: &found, listed: &listed, isElement: true, inList: true)
      }
      return
    }
    guard let step = path.first else {
      listed = listed || inList
      switch tree {
      case .null: break
      case .literal(let bytes), .string(let bytes):
        found.append(.text(String(decoding: bytes, as: UTF8.self)))
      default: found.append(.nested)
      }
      return
    }
    guard case .object(let members) = tree, case .key(let key) = step else { return }
    for member in members where Self.fold(member.key) == Self.fold(Array(key.utf8)) {
      member.value.collect(
        path.dropFirst(), into: &found, listed: &listed, isElement: false, inList: inList)
    }
  }

  /// Whether an object on the way has a key of the path twice.
  func hasDuplicate(_ path: ArraySlice<OracleStep>, isElement: Bool = false) -> Bool {
    if case .array(let elements) = tree {
      if case .index(let index)? = path.first {
        return index < elements.count && elements[index].hasDuplicate(path.dropFirst())
      }
      return !isElement && elements.contains { $0.hasDuplicate(path, isElement: true) }
    }
    guard case .object(let members) = tree, case .key(let key)? = path.first else { return false }
    let matches = members.filter { Self.fold($0.key) == Self.fold(Array(key.utf8)) }
    return matches.count > 1 || matches.contains { $0.value.hasDuplicate(path.dropFirst()) }
  }
}

extension Oracle {
  /// One record; nil if its text is not JSON.
  static func record(
    _ verbatim: [UInt8], line: Int, names: [[OracleStep]]
  ) -> SeenRecord? {
    guard let node = try? parse(verbatim) else { return nil }
    return record(node, verbatim, line: line, names: names)
  }

  static func record(
    _ node: Node, _ verbatim: [UInt8], line: Int, names: [[OracleStep]]
  ) -> SeenRecord {
    var seen = SeenRecord(
      verbatim: verbatim, line: line, values: names.map { _ in .missing })
    let isObject = if case .object = node.tree { true } else { false }
    let isFaulty = node.hasLoneSurrogate || names.contains { node.hasDuplicate($0[...]) }
    if !isObject {
      seen.fault = "not_an_object"
    } else if String(validating: verbatim, as: UTF8.self) == nil {
      seen.fault = "not_utf8"
    } else if isFaulty {
      seen.fault = "duplicate_key or lone_surrogate"
    } else {
      seen.values = names.map(node.find)
    }
    return seen
  }

  /// NDJSON, line by line.
  static func lines(_ text: [UInt8], names: [[OracleStep]]) -> [SeenRecord] {
    var records: [SeenRecord] = []
    for (number, line) in text.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      let verbatim = Array(line.last == 13 ? line.dropLast() : line)
      if verbatim.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) { continue }
      records.append(
        record(verbatim, line: number + 1, names: names)
          ?? SeenRecord(
            verbatim: verbatim, line: number + 1, fault: "malformed_json",
            values: names.map { _ in .missing }))
    }
    return records
  }

  /// A document whose records are what `records` finds; nil if it can't be read.
  static func document(
    _ text: [UInt8], names: [[OracleStep]], records: (Node) -> [Node]?
  ) -> [SeenRecord]? {
    guard let root = try? parse(text), let nodes = records(root) else { return nil }
    var outside = text
    for node in nodes { outside.replaceSubrange(node.range, with: node.range.map { _ in 48 }) }
    if String(validating: outside, as: UTF8.self) == nil { return nil }
    return nodes.map { node in
      let line = text[..<node.range.lowerBound].count { $0 == 10 } + 1
      return record(node, Array(text[node.range]), line: line, names: names)
    }
  }
}
