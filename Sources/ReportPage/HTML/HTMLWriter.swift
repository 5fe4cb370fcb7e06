internal import AdapterKit

/// HTML under way. Whatever isn't a literal of this module passes through ``text(_:)`` or an attribute,
/// which escape it.
struct HTMLWriter: ~Copyable {
  typealias Attributes = KeyValuePairs<StaticString, String>

  private(set) var buffer = ByteBuffer(capacity: 1 << 16)

  /// HTML that is written here as it stands.
  mutating func raw(_ literal: StaticString) { buffer.append(literal) }

  mutating func text(_ text: String) { append(escaped: text) }

  /// An id or another value that somebody else wrote: apart from its surroundings whatever its
  /// direction, and not longer than a reader can bear.
  mutating func value(_ value: String) {
    element("bdi") { $0.text(ShownText.cut(value)) }
  }

  mutating func code(_ value: String) {
    element("code") { $0.value(value) }
  }

  mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ body: (inout HTMLWriter) -> Void
  ) {
    open(name, attributes)
    body(&self)
    close(name)
  }

  mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
    element(name, attributes) { $0.text(text) }
  }

  /// An element on lines of its own.
  mutating func block(
    _ name: StaticString, _ attributes: Attributes = [:], _ body: (inout HTMLWriter) -> Void
  ) {
    open(name, attributes)
    buffer.append("\n")
    body(&self)
    close(name)
    buffer.append("\n")
  }

  /// An element on one line.
  mutating func line(
    _ name: StaticString, _ attributes: Attributes = [:], _ body: (inout HTMLWriter) -> Void
  ) {
    element(name, attributes, body)
    buffer.append("\n")
  }

  mutating func line(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
    line(name, attributes) { $0.text(text) }
  }

  /// One without content, such as `meta`, or in SVG `path`.
  mutating func void(_ name: StaticString, _ attributes: Attributes) {
    open(name, attributes)
    buffer.append("\n")
  }

  private mutating func open(_ name: StaticString, _ attributes: Attributes) {
    buffer.append("<")
    buffer.append(name)
    for (name, value) in attributes {
      buffer.append(" ")
      buffer.append(name)
      buffer.append("=\"")
      append(escaped: value)
      buffer.append("\"")
    }
    buffer.append(">")
  }

  mutating func close(_ name: StaticString) {
    buffer.append("</")
    buffer.append(name)
    buffer.append(">")
  }

  private mutating func append(escaped text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": buffer.append("&amp;")
      case "<": buffer.append("&lt;")
      case ">": buffer.append("&gt;")
      case "\"": buffer.append("&quot;")
      case "'": buffer.append("&#39;")
      default:
        if let shown = ShownText.instead(of: scalar) {
          buffer.append(shown)
        } else {
          buffer.append(String(scalar))
        }
      }
    }
  }
}
