/// An element of an XML sample.
final class SampleElement {
  /// Without its prefix.
  let name: String
  let attributes: [(name: String, value: String)]
  private(set) var children: [SampleElement] = []
  /// Children by name, those that were not kept too.
  private var counts: [String: Int] = [:]
  var text = ""
  /// Its end tag was seen.
  var isWhole = false

  init(name: String, attributes: [(name: String, value: String)]) {
    self.name = name
    self.attributes = attributes
  }

  /// Of one name, no more are kept than a table has rows.
  func add(_ child: SampleElement) {
    counts[child.name, default: 0] += 1
    if count(of: child.name) <= SampleTable.mostRows { children.append(child) }
  }

  func count(of name: String) -> Int { counts[name] ?? 0 }

  /// The same without an attribute.
  func without(_ attribute: String) -> SampleElement {
    let copy = SampleElement(name: name, attributes: attributes.filter { $0.name != attribute })
    copy.children = children
    copy.counts = counts
    copy.text = text
    return copy
  }

  var isLeaf: Bool { children.isEmpty }
}

/// Reads the elements of an XML sample that may be cut anywhere: enough to see its shape. Whether a
/// document is right, its adapter says.
struct XMLScan {
  private let text: [UInt8]
  private var at = 0
  private var open: [SampleElement] = []
  private(set) var root: SampleElement?
  /// What the XML declaration names.
  private(set) var encoding: String?

  private static let mostElements = 400_000
  /// What stands deeper is passed over: no record is down there.
  private static let deepest = 100

  init(_ text: [UInt8]) {
    self.text = text
    var count = 0
    while count < Self.mostElements, step() { count += 1 }
  }

  /// One piece of markup or text; false at the end.
  private mutating func step() -> Bool {
    guard at < text.count else { return false }
    if text[at] != 0x3C {
      let end = text[at...].firstIndex(of: 0x3C) ?? text.count
      if let last = open.last { last.text += Self.unescaped(text[at..<end]) }
      at = end
      return true
    }
    if starts("<!--") { return skip(past: "-->") }
    if starts("<![CDATA[") { return cdata() }
    if starts("<?") { return instruction() }
    if starts("<!") { return skip(past: ">") }
    if starts("</") {
      open.popLast()?.isWhole = true
      return skip(past: ">")
    }
    return startTag()
  }

  private func starts(_ prefix: StaticString) -> Bool {
    text[at...].starts(
      with: UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount))
  }

  private func end(of mark: String, from start: Int) -> Int? {
    let bytes = Array(mark.utf8)
    guard start <= text.count else { return nil }
    return text[start...].indices.first { text[$0...].starts(with: bytes) }
  }

  private mutating func skip(past mark: String) -> Bool {
    guard let end = end(of: mark, from: at) else { return false }
    at = end + mark.utf8.count
    return true
  }

  private mutating func cdata() -> Bool {
    guard let end = end(of: "]]>", from: at) else { return false }
    open.last?.text += String(decoding: text[(at + 9)..<end], as: UTF8.self)
    at = end + 3
    return true
  }

  private mutating func instruction() -> Bool {
    guard let end = end(of: "?>", from: at) else { return false }
    if starts("<?xml ") {
      let tag = Self.attributes(text[(at + 5)..<end])
      encoding = tag.first { $0.name == "encoding" }?.value
    }
    at = end + 2
    return true
  }

  private mutating func startTag() -> Bool {
    var end = at + 1
    var quote: UInt8?
    while end < text.count {
      if let open = quote {
        if text[end] == open { quote = nil }
      } else if text[end] == 0x22 || text[end] == 0x27 {
        quote = text[end]
      } else if text[end] == 0x3E {
        break
      }
      end += 1
    }
    guard end < text.count else { return false }
    let isEmpty = text[end - 1] == 0x2F
    let tag = text[(at + 1)..<(isEmpty ? end - 1 : end)]
    let name = tag.prefix { $0 > 0x20 }
    let element = SampleElement(
      name: Self.local(name), attributes: Self.attributes(tag[name.endIndex...]))
    if let parent = open.last {
      if open.count < Self.deepest { parent.add(element) }
    } else if root == nil {
      root = element
    }
    if isEmpty { element.isWhole = true } else { open.append(element) }
    at = end + 1
    return true
  }

  /// Namespaces aside.
  private static func attributes(_ tag: ArraySlice<UInt8>) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    var rest = tag
    while let equals = rest.firstIndex(of: 0x3D) {
      let name = rest[..<equals].filter { $0 > 0x20 }
      let behind = rest[(equals + 1)...].drop { $0 <= 0x20 }
      guard let quote = behind.first, let end = behind.dropFirst().firstIndex(of: quote) else {
        break
      }
      let value = unescaped(behind[(behind.startIndex + 1)..<end])
      if !name.starts(with: "xmlns".utf8) { found.append((local(name[...]), value)) }
      rest = rest[(end + 1)...]
    }
    return found
  }

  private static func local(_ name: ArraySlice<UInt8>) -> String {
    let local = name.lastIndex(of: 0x3A).map { name[($0 + 1)...] } ?? name
    return String(decoding: local, as: UTF8.self)
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("&") else { return text }
    var plain = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      plain += rest[..<mark]
      rest = rest[rest.index(after: mark)...]
      guard let end = rest.firstIndex(of: ";") else {
        plain += "&"
        continue
      }
      plain += character(rest[..<end])
      rest = rest[rest.index(after: end)...]
    }
    return plain + rest
  }

  private static func character(_ name: Substring) -> String {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let digits = name.dropFirst(name.hasPrefix("#x") ? 2 : 1)
      let number = UInt32(digits, radix: name.hasPrefix("#x") ? 16 : 10)
      return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }
  }
}
