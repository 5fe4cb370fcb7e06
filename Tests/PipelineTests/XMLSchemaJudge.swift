import CLibXML2
import Foundation
import SchemaJudge

/// libxml2's judgement of XML documents by an XSD.
final class XMLSchemaJudge {
  struct BadSchema: Error { let faults: [String] }

  /// Gathers what libxml2 says.
  private final class Faults {
    var lines: [String] = []
    var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static func add(_ context: UnsafeMutableRawPointer?, _ line: Int32, _ message: String?) {
      guard let context else { return }
      Unmanaged<Faults>.fromOpaque(context).takeUnretainedValue().lines
        .append("line \(line): \(message ?? "?")")
    }
  }

  private let schema: xmlSchemaPtr

  init(_ xsd: Data) throws {
    xmlInitParser()
    let faults = Faults()
    let schema: xmlSchemaPtr? = withExtendedLifetime(faults) {
      xsd.withUnsafeBytes { bytes in
        guard
          let parser = xmlSchemaNewMemParserCtxt(
            bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
        else { return nil }
        defer { xmlSchemaFreeParserCtxt(parser) }
        xmlSchemaSetParserStructuredErrors(
          parser,
          { context, error in
            Faults.add(
              context, error?.pointee.line ?? 0, error?.pointee.message.map { String(cString: $0) })
          }, faults.context)
        return xmlSchemaParse(parser)
      }
    }
    guard let schema, faults.lines.isEmpty else { throw BadSchema(faults: faults.lines) }
    self.schema = schema
  }

  deinit { xmlSchemaFree(schema) }

  /// What is wrong with a document; nothing where it is valid.
  func faults(in xml: Data) -> [String] {
    guard let document = XMLTree.document(xml) else { return ["not well-formed"] }
    defer { xmlFreeDoc(document) }
    guard let validator = xmlSchemaNewValidCtxt(schema) else { return ["no validator"] }
    defer { xmlSchemaFreeValidCtxt(validator) }
    let faults = Faults()
    let result = withExtendedLifetime(faults) {
      xmlSchemaSetValidStructuredErrors(
        validator,
        { context, error in
          Faults.add(
            context, error?.pointee.line ?? 0, error?.pointee.message.map { String(cString: $0) })
        }, faults.context)
      return xmlSchemaValidateDoc(validator, document)
    }
    return result == 0 || !faults.lines.isEmpty ? faults.lines : ["status \(result)"]
  }
}

/// What a claims file says, whatever its notation: texts, lists and objects without what is null.
indirect enum ClaimTree: Equatable {
  case text(String)
  case list([ClaimTree])
  case object([String: ClaimTree])

  init(_ json: JSON) {
    switch json {
    case .null: self = .text("null")
    case .bool(let value): self = .text("\(value)")
    case .integer(let value): self = .text("\(value)")
    case .number(let value): self = .text("\(value)")
    case .string(let value): self = .text(value)
    case .array(let elements): self = .list(elements.map(ClaimTree.init))
    case .object(let members):
      self = .object(members.filter { $0.value != .null }.mapValues(ClaimTree.init))
    }
  }

  subscript(_ name: String) -> ClaimTree? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  var list: [ClaimTree] { if case .list(let elements) = self { elements } else { [] } }

  /// Where two trees first differ; nil where they are the same.
  func difference(from other: ClaimTree, at path: String = "") -> String? {
    if self == other { return nil }
    switch (self, other) {
    case (.list(let a), .list(let b)) where a.count == b.count:
      return zip(a, b).enumerated().lazy.compactMap {
        $1.0.difference(from: $1.1, at: "\(path)[\($0)]")
      }.first
    case (.object(let a), .object(let b)) where Set(a.keys) == Set(b.keys):
      return a.keys.sorted().lazy.compactMap { key in
        b[key].flatMap { a[key]?.difference(from: $0, at: "\(path).\(key)") }
      }.first
    default: return "\(path): \(self) and \(other)"
    }
  }
}

/// XML documents as trees, read by libxml2.
enum XMLTree {
  struct Malformed: Error { let what: String }

  /// Lists, with their elements' names.
  private static let lists = [
    "claims": "claim", "diagnoses": "diagnosis", "lines": "line", "modifiers": "modifier",
    "diagnosis_pointers": "diagnosis_pointer", "session_ids": "session_id",
    "validation_failures": "validation_failure", "unchecked_validations": "code",
  ]

  /// - Returns: to be freed by `xmlFreeDoc`.
  static func document(_ xml: Data) -> xmlDocPtr? {
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
      | XML_PARSE_NOWARNING.rawValue
    return xml.withUnsafeBytes {
      xmlReadMemory(
        $0.bindMemory(to: CChar.self).baseAddress, Int32($0.count), nil, nil, Int32(options))
    }
  }

  static func read(_ xml: Data) throws -> ClaimTree {
    guard let document = document(xml) else { throw Malformed(what: "not well-formed") }
    defer { xmlFreeDoc(document) }
    guard let root = xmlDocGetRootElement(document) else { throw Malformed(what: "no root") }
    return try tree(root)
  }

  private static func tree(_ node: xmlNodePtr) throws -> ClaimTree {
    var children: [(name: String, node: xmlNodePtr)] = []
    var text = ""
    var next = node.pointee.children
    while let child = next {
      if child.pointee.type == XML_ELEMENT_NODE { children.append((name(child), child)) }
      if child.pointee.type == XML_TEXT_NODE, let content = child.pointee.content {
        text += String(cString: content)
      }
      next = child.pointee.next
    }
    if let element = lists[name(node)] {
      return .list(
        try children.map { child in
          guard child.name == element else { throw Malformed(what: child.name) }
          return try tree(child.node)
        })
    }
    if children.isEmpty { return .text(text) }
    return .object(
      try Dictionary(children.map { ($0.name, try tree($0.node)) }) { _, _ in
        throw Malformed(what: "\(name(node)) has an element twice")
      })
  }

  private static func name(_ node: xmlNodePtr) -> String {
    node.pointee.name.map { String(cString: $0) } ?? ""
  }
}
