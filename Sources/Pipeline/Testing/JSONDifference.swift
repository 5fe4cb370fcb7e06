internal import AdapterKit

/// Two JSON documents value by value.
enum JSONDifference {
  /// The path of every value that differs; `nil` where one of them is no JSON.
  static func places(_ expected: [UInt8], _ found: [UInt8]) -> [String]? {
    guard let one = try? JSONValue(parsing: expected), let other = try? JSONValue(parsing: found)
    else { return nil }
    var places: [String] = []
    compare(one, other, "", &places)
    return places
  }

  /// The same of documents that stand one a line; `nil` too where there are more of them than
  /// expected, or fewer.
  static func places(linesOf expected: String, _ found: String) -> [String]? {
    let (one, other) = (expected.split(separator: "\n"), found.split(separator: "\n"))
    guard one.count == other.count else { return nil }
    var places: [String] = []
    for (number, (line, its)) in zip(one, other).enumerated() where line != its {
      guard let found = Self.places(Array(line.utf8), Array(its.utf8)) else { return nil }
      places += found.map { "line \(number + 1): \($0)" }
    }
    return places
  }

  private static func compare(
    _ one: JSONValue, _ other: JSONValue, _ path: String, _ places: inout [String]
  ) {
    switch (one, other) {
    case (.object(let members), .object(let others)):
      for (name, value) in members {
        let path = path.isEmpty ? name : "\(path).\(name)"
        if let its = other[name] {
          compare(value, its, path, &places)
        } else {
          places.append("\(path): expected \(shown(value)), is not there")
        }
      }
      for (name, value) in others where one[name] == nil {
        places.append("\(path.isEmpty ? "" : path + ".")\(name): not expected, is \(shown(value))")
      }
    case (.array(let items), .array(let others)):
      if items.count != others.count {
        places.append("\(path): expected \(items.count) items, has \(others.count)")
      }
      for (index, (item, its)) in zip(items, others).enumerated() {
        compare(item, its, "\(path)[\(index)]", &places)
      }
    default:
      if one != other {
        places.append(
          "\(path.isEmpty ? "the document" : path): expected \(shown(one)), is \(shown(other))")
      }
    }
  }

  private static func shown(_ value: JSONValue) -> String {
    var buffer = ByteBuffer(capacity: 256)
    value.write(to: &buffer, indent: nil)
    let text = buffer.withBytes { String(decoding: $0, as: UTF8.self) }
    return text.count <= 100 ? text : "\(text.prefix(100))…"
  }
}
