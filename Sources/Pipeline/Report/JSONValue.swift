internal import AdapterKit

/// A small JSON document under way: the run report, log lines. Members keep their order.
enum JSONValue {
  case null
  case boolean(Bool)
  case integer(Int)
  case text(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

  /// Appends the value, indented by two spaces a level; on one line where `indent` is `nil`.
  func write(to buffer: inout ByteBuffer, indent: Int? = 0) {
    switch self {
    case .null: buffer.append("null")
    case .boolean(let value): buffer.append(value ? "true" : "false")
    case .integer(let value): buffer.append(decimal: value)
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
