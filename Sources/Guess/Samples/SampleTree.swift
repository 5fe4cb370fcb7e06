import AdapterKit

/// A record of a JSON or XML sample, taken apart: what each path leads to.
struct FlatRecord {
  /// By path, in the order of their first appearance.
  private(set) var names: [String] = []
  private var values: [String: (text: String?, isList: Bool)] = [:]

  /// Lists of lists of lists may have any number of paths.
  var hasRoom: Bool { names.count < 400 }

  subscript(_ name: String) -> (text: String?, isList: Bool)? { values[name] }

  /// Adds a value; a second one makes a list.
  mutating func add(_ name: String, _ text: String?, isList: Bool = false) {
    if let known = values[name] {
      let both = [known.text, text].compactMap { $0 }.joined(separator: "\u{1F}")
      values[name] = (both.isEmpty ? nil : both, true)
    } else {
      names.append(name)
      values[name] = (text.flatMap { $0.isEmpty ? nil : $0 }, isList)
    }
  }
}

extension [FlatRecord] {
  /// All their paths as columns, in the order of their first appearance.
  ///
  /// - Parameters:
  ///   - called: what a path says in words.
  ///   - ownName: what a field without a mapping would find it by.
  func columns(called: (String) -> String, ownName: (String) -> String?) -> [Column] {
    var names: [String] = []
    var seen: Set<String> = []
    for record in self {
      for name in record.names where seen.insert(name).inserted { names.append(name) }
    }
    return names.prefix(400).map { name in
      Column(
        name: name, called: called(name), ownName: ownName(name),
        values: map { $0[name]?.text.map(CSVSample.trimmed) },
        isList: contains { $0[name]?.isList == true })
    }
  }
}

/// What a path says in words.
enum PathWords {
  /// Whether a name says itself whom it is about.
  static func saysWhom(_ name: String) -> Bool {
    Vocabulary.words(of: name).contains { Vocabulary.entities.contains($0) }
  }

  /// `[0]` says nothing, `[type.coding.code=MR]` its value, of an address with a path the last part.
  static func plain(_ path: Substring) -> String {
    var words = ""
    var rest = path
    while let open = rest.firstIndex(of: "[") {
      words += rest[..<open] + " "
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: "]") else { break }
      let test = inside[..<close]
      if let equals = test.firstIndex(of: "=") {
        let value = test[test.index(after: equals)...]
        words += value.split(whereSeparator: { "/:".contains($0) }).last ?? value
      } else if test != "0" {
        words += test
      }
      rest = inside[inside.index(after: close)...]
    }
    return words + rest
  }
}

/// Members that tell elements of one list apart, and whose words say what the element is.
enum Discriminators {
  static let names = [
    "system", "use", "type", "kind", "name", "code", "calltype", "qualifier", "role", "category",
    "key", "url", "codetype", "direction", "event", "punch", "purpose", "leg", "idtype",
    "phonetype", "addresstype", "identifiertype",
  ]

  static func isOne(_ name: String) -> Bool { names.contains(name.lowercased()) }

  /// Short words only: what follows is to be called after them.
  static func isFit(_ value: String) -> Bool {
    !value.isEmpty && value.utf8.count <= 80
      && !value.contains { "]\"'[{}\u{1F}".contains($0) || $0.isNewline }
  }
}
