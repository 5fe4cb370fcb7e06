/// Holds a manifest's JSON Schema to what the checks say: both refuse, or neither does.
public struct Agreement {
  /// What no JSON Schema can see, by the words of the checks; docs/manifest.md lists the same.
  private static var beyond: [String] {
    [
      // The files and folders that are there, and what they are used for.
      #"no such file|no file matches|matches but can't be opened|a folder: name its files"#,
      #"a (file|folder) of this name is there"#,
      #"the same file as|a folder that .* needs|lies in a folder whose|a folder is needed, and"#,
      #"is the batch's own path"#, #"standard input can be read once"#,
      // The machine and its environment.
      #"unknown time zone|no time zones are installed"#, #"environment variable \w+ is not set"#,
      #"\$\{[A-Z]+\}"#,
      // How a number was spelled: YAML has read it before.
      #"begins with 0, which YAML may read as octal"#, #""[-+]?[0-9.]+0*" is not a whole number"#,
      #""0[xo][0-9a-f]+" is not"#, #"is not an amount"#,
      // Order among dates.
      #"from is after to"#,
      // One option or item against another.
      #"is the delimiter (too|or the quote)"#, #"is the same character as|is a line end already"#,
      #"two columns are called|has no part|lists a payer twice"#, #"what stands for it is not"#,
      #"another source or separator than the fields before"#,
      #"is a separator or outside the character set"#,
      // Placeholders where only some may be.
      #"only its arguments have them"#,
      // A pattern that names a part twice.
      #"has the same part twice"#,
    ]
  }

  /// What is wrong with a manifest before there is a tree to judge.
  private static var syntax: [String] {
    [
      #"not valid YAML|in YAML \* begins an alias|the manifest is empty|a second document"#,
      #"manifests have no (anchors|aliases|tags|merge keys)"#, #"the key stands here twice"#,
      #"a key (is missing|must be a text)"#, #"UTF-(8|16)"#,
      #"values stand more than|more than \d+ values"#,
    ]
  }

  private let schema: JSONSchema
  private let beyond: [Regex<AnyRegexOutput>]
  private let syntax: [Regex<AnyRegexOutput>]

  public init(_ schema: JSONSchema) throws {
    self.schema = schema
    beyond = try Self.beyond.map { try Regex($0) }
    syntax = try Self.syntax.map { try Regex($0) }
  }

  /// - Parameters:
  ///   - faults: what the checks say of the manifest.
  /// - Returns: the disagreement, if there is one.
  public func fault(in tree: JSON, faults: [String]) -> String? {
    let visible = faults.filter { fault in
      !beyond.contains { fault.firstMatch(of: $0) != nil }
    }
    let refusal = schema.fault(in: tree)
    if let first = visible.first {
      return refusal == nil ? "only the check refuses: \(first)" : nil
    }
    return faults.isEmpty ? refusal.map { "only the schema refuses: \($0)" } : nil
  }

  /// The same of a manifest's text.
  public func fault(inYAML text: String, faults: [String]) -> String? {
    if faults.contains(where: { fault in
      syntax.contains { fault.firstMatch(of: $0) != nil }
    }) {
      return nil
    }
    do {
      return fault(in: try JSON(yaml: text), faults: faults)
    } catch {
      return "no YAML for others: \(error)"
    }
  }
}

extension JSON {
  /// The value with one thing wrong: a key too many or too few, a value of another type; each with a
  /// path that says which.
  public var mutations: [(path: String, value: JSON)] {
    let others: [JSON] = [
      .null, .bool(true), .integer(7), .integer(-1), .number(1.5), .string(""), .string("zzz"),
      .string("a/"), .array([]), .array([.string("zzz")]), .object([:]),
      .object(["zzz": .integer(1)]),
    ]
    var mutations = others.filter { $0 != self }.map { ("=\($0.text)", $0) }
    switch self {
    case .object(let members):
      mutations.append((".zzz added", .object(members.merging(["zzz": .string("x")]) { $1 })))
      for (name, value) in members.sorted(by: { $0.key < $1.key }) {
        var fewer = members
        fewer[name] = nil
        mutations.append((".\(name) left out", .object(fewer)))
        for (path, other) in value.mutations {
          mutations.append((".\(name)\(path)", .object(members.merging([name: other]) { $1 })))
        }
      }
    case .array(let items):
      for (index, item) in items.enumerated() {
        var fewer = items
        fewer.remove(at: index)
        mutations.append(("[\(index)] left out", .array(fewer)))
        for (path, other) in item.mutations {
          var changed = items
          changed[index] = other
          mutations.append(("[\(index)]\(path)", .array(changed)))
        }
      }
    default: break
    }
    return mutations
  }
}
