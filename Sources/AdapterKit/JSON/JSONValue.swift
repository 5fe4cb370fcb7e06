/// A small JSON document: the run report, log lines, messages. Members keep their order.
public indirect enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// A number that is no integer of 64 bits, as it was spelled.
  case number(String)
  case text(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  public static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

  /// Appends the value, indented by two spaces a level; on one line where `indent` is `nil`.
  public func write(to buffer: inout ByteBuffer, indent: Int? = 0) {
    switch self {
    case .null: buffer.append("null")
    case .boolean(let value): buffer.append(value ? "true" : "false")
    case .integer(let value): buffer.append(decimal: value)
    case .number(let value): buffer.append(value)
    case .text(let value): buffer.append(jsonString: value)
    case .array(let values):
      write(values, "[", "]", to: &buffer, indent: indent) { value, buffer, indent in
        value.write(to: &buffer, indent: indent)
      }
    case .object(let members):
      write(members, "{", "}", to: &buffer, indent: indent) { member, buffer, indent in
        buffer.append(jsonString: member.0)
        buffer.append(indent == nil ? ":" : ": ")
        member.1.write(to: &buffer, indent: indent)
      }
    }
  }

  /// The value as text, indented by two spaces a level.
  public var rendered: String {
    var buffer = ByteBuffer(capacity: 1 << 12)
    write(to: &buffer)
    return buffer.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  private func write<Element>(
    _ elements: [Element], _ open: StaticString, _ close: StaticString,
    to buffer: inout ByteBuffer, indent: Int?,
    element: (Element, inout ByteBuffer, Int?) -> Void
  ) {
    buffer.append(open)
    for (index, value) in elements.enumerated() {
      if index > 0 { buffer.append(",") }
      newLine(&buffer, indent.map { $0 + 1 })
      element(value, &buffer, indent.map { $0 + 1 })
    }
    if !elements.isEmpty { newLine(&buffer, indent) }
    buffer.append(close)
  }

  private func newLine(_ buffer: inout ByteBuffer, _ indent: Int?) {
    guard let indent else { return }
    buffer.append("\n")
    for _ in 0..<indent { buffer.append("  ") }
  }
}

extension JSONValue {
  /// A member of an object by its name, the last of that name; `nil` where there is none.
  public subscript(_ name: String) -> JSONValue? {
    if case .object(let members) = self { members.last { $0.0 == name }?.1 } else { nil }
  }

  public var text: String? { if case .text(let value) = self { value } else { nil } }
  public var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  public var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
  public var members: [(String, JSONValue)]? {
    if case .object(let members) = self { members } else { nil }
  }
}

/// Two objects are equal whatever the order of their members.
extension JSONValue: Equatable {
  public static func == (one: JSONValue, other: JSONValue) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.boolean(let one), .boolean(let other)): one == other
    case (.integer(let one), .integer(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    case (.text(let one), .text(let other)): one == other
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)):
      one.count == other.count
        && one.allSatisfy { member in
          other.contains { $0.0 == member.0 && $0.1 == member.1 }
        }
    default: false
    }
  }
}
