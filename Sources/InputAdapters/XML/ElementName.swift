/// Names as the adapter compares them: without prefix, letters of ASCII in lower case.
enum ElementName {
  static func folded(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  /// A local name's bytes, ready to compare.
  static func folded(_ name: some Sequence<UInt8>) -> [UInt8] { name.map { folded($0) } }

  /// One step of a path as someone wrote it, `fhir:Session`, ready to compare; `nil` where it
  /// can't be a name.
  static func step(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let local = parts.last, !local.isEmpty, parts.first?.isEmpty == false
    else { return nil }
    for byte in text.utf8 where byte <= 0x20 || "/@*[]<>&'\"=()".utf8.contains(byte) { return nil }
    return folded(local.utf8)
  }
}

/// The option `records`: which element is a record.
struct RecordPath: Sendable, Equatable {
  /// From the root down, ready to compare; empty takes the root's children, whatever their names.
  let steps: [[UInt8]]
  /// As the manifest has it.
  let text: String

  /// How deep a record stands; the root is 0 deep.
  var depth: Int { steps.isEmpty ? 1 : steps.count - 1 }

  static let childrenOfRoot = RecordPath(steps: [], text: "")

  /// What ``init(_:)`` takes, as a regular expression.
  static let pattern: String = {
    let name = #"[^\x00- /@*\[\]<>&'"=():]+"#
    return "^/?(?:\(name):)?\(name)(?:/(?:\(name):)?\(name))*$"
  }()

  private init(steps: [[UInt8]], text: String) {
    self.steps = steps
    self.text = text
  }

  /// - Parameter text: `/sessions/session`; prefixes are passed over. `nil` where it isn't a path.
  init?(_ text: String) {
    var steps: [[UInt8]] = []
    let path = text.hasPrefix("/") ? text.dropFirst() : text[...]
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      guard let step = ElementName.step(part) else { return nil }
      steps.append(step)
    }
    self.init(steps: steps, text: text)
  }
}

/// A wanted name: `status`, `name/first`, `@id`, `name/@use`, `id[@type=MRN]`, or `.` for the record's
/// own text; `../` at the start for the element around the record.
struct FieldPath: Equatable {
  /// One child element on the way.
  struct Step: Equatable {
    /// Ready to compare.
    var name: [UInt8]
    /// Only elements that have this attribute with this value.
    var test: AttributeTest?
  }

  /// How many elements up from the record the path begins.
  var parents = 0
  /// Child elements from there down.
  var elements: [Step] = []
  /// The attribute of the last element, if that is what is wanted.
  var attribute: [UInt8]?

  /// `nil` where `text` isn't a path.
  init?(_ text: String) {
    if text == "." { return }
    var rest = text[...]
    while rest.hasPrefix("../") {
      rest = rest.dropFirst(3)
      parents += 1
    }
    guard let parts = Self.parts(of: rest) else { return nil }
    for part in parts {
      guard attribute == nil else { return nil }
      if part.hasPrefix("@") {
        guard let name = ElementName.step(part.dropFirst()) else { return nil }
        attribute = name
      } else {
        guard let step = Step(part) else { return nil }
        elements.append(step)
      }
    }
  }

  /// Cut at slashes, those between brackets aside; `nil` where a bracket is left open.
  private static func parts(of text: Substring) -> [Substring]? {
    var parts: [Substring] = []
    var start = text.startIndex
    var isInside = false
    for index in text.indices {
      switch text[index] {
      case "[": isInside = true
      case "]": isInside = false
      case "/" where !isInside:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: continue
      }
    }
    return isInside ? nil : parts + [text[start...]]
  }
}

/// `[@type=MRN]`; letters of ASCII in any case.
struct AttributeTest: Equatable, Hashable {
  /// The attribute's name, ready to compare.
  let name: [UInt8]
  /// The value, ready to compare.
  let value: [UInt8]
}

extension FieldPath.Step {
  /// `name` or `name[@attribute=value]`, with or without quotes around the value.
  init?(_ text: Substring) {
    guard let bracket = text.firstIndex(of: "[") else {
      guard let name = ElementName.step(text) else { return nil }
      self.init(name: name)
      return
    }
    var inside = text[text.index(after: bracket)...]
    guard inside.popLast() == "]", inside.popFirst() == "@",
      let name = ElementName.step(text[..<bracket]), let equals = inside.firstIndex(of: "="),
      let attribute = ElementName.step(inside[..<equals])
    else { return nil }
    var value = inside[inside.index(after: equals)...]
    if let quote = value.first, quote == "\"" || quote == "'", value.count > 1, value.last == quote
    {
      value = value.dropFirst().dropLast()
    }
    if value.isEmpty { return nil }
    self.init(
      name: name, test: AttributeTest(name: attribute, value: ElementName.folded(value.utf8)))
  }
}
