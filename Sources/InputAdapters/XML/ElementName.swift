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

/// A wanted name: `status`, `name/first`, `@id`, `name/@use`, or `.` for the record's own text.
struct FieldPath: Equatable {
  /// Child elements from the record down, ready to compare.
  var elements: [[UInt8]] = []
  /// The attribute of the last element, if that is what is wanted.
  var attribute: [UInt8]?

  /// `nil` where `text` isn't a path.
  init?(_ text: String) {
    if text == "." { return }
    for part in text.split(separator: "/", omittingEmptySubsequences: false) {
      guard attribute == nil else { return nil }
      let isAttribute = part.hasPrefix("@")
      guard let step = ElementName.step(isAttribute ? part.dropFirst() : part) else { return nil }
      if isAttribute { attribute = step } else { elements.append(step) }
    }
  }
}
