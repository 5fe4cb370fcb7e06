/// Puts the values of environment variables in the place of `${NAME}`, in every scalar of a tree;
/// `$${` stands for `${` itself.
///
/// It works on the tree and not on its text, so a value can't change the manifest's structure.
struct EnvironmentVariables {
  let lookUp: (String) -> String?
  let log: FaultLog

  func substitute(in node: inout ManifestNode, path: String = "") {
    switch node.content {
    case .scalar(var scalar):
      guard scalar.text.utf8.contains(UInt8(ascii: "$")) else { return }
      guard let text = substituted(scalar.text, mark: node.mark, path: path) else {
        node.content = .refused
        return
      }
      // Inside braces YAML wants ${NAME} in quotes; that makes no text of a number or a switch.
      scalar.isPlain = scalar.isPlain || text != scalar.text
      scalar.text = text
      node.content = .scalar(scalar)
    case .sequence(var items):
      for index in items.indices { substitute(in: &items[index], path: keyPath(path, index)) }
      node.content = .sequence(items)
    case .mapping(var entries):
      for index in entries.indices {
        substitute(in: &entries[index].value, path: keyPath(path, entries[index].key))
      }
      node.content = .mapping(entries)
    case .refused:
      return
    }
  }

  /// `nil` where a variable is unset or its name is none; all of a text's faults are logged.
  private func substituted(_ text: String, mark: ManifestMark, path: String) -> String? {
    var result = ""
    var isWhole = true
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$${") {
        result += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        let (value, after) = variable(rest.dropFirst(2), mark: mark, path: path)
        if let value { result += value } else { isWhole = false }
        rest = after
      } else {
        result += "$"
        rest = rest.dropFirst()
      }
    }
    return isWhole ? result + rest : nil
  }

  /// The value of the variable whose name begins `text`, and what follows its brace.
  private func variable(_ text: Substring, mark: ManifestMark, path: String)
    -> (value: String?, rest: Substring)
  {
    guard let brace = text.firstIndex(of: "}") else {
      log.add(mark, path, "${ has no closing brace; a literal ${ is written $${")
      return (nil, "")
    }
    let name = text[..<brace]
    let rest = text[text.index(after: brace)...]
    guard EnvironmentVariables.isName(name) else {
      log.add(
        mark, path,
        "${\(name.prefix(60))} names no environment variable: a name has letters, digits and _;"
          + " a literal ${ is written $${")
      return (nil, rest)
    }
    guard let value = lookUp(String(name)) else {
      log.add(mark, path, "the environment variable \(name.prefix(60)) is not set")
      return (nil, rest)
    }
    return (value, rest)
  }

  private static func isName(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}
