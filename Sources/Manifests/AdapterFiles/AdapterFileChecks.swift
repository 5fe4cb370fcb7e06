import AdapterKit

/// Checks the tree of a file that installs an adapter.
struct AdapterFileChecks {
  private static let keys = [
    "version", "name", "kind", "summary", "command", "protocol", "path", "receives", "options",
    "environment", "limits", "test",
  ]

  let taken: [String: String]
  let reservedOptions: ([ReceivedRecords]) -> [String]
  let folder: String
  let log: FaultLog

  /// What the tree says; of use only where the log is empty.
  func program(_ tree: ManifestNode) -> ExternalProgram? {
    let value = CheckedValue(node: tree, path: "", log: log)
    guard
      let root = value.object(
        keys: Self.keys, "an adapter: an object with version, name, kind, command …")
    else { return nil }
    version(root)
    let name = name(root)
    let kind = root.required("kind", "input or output")?
      .word(as: AdapterSpecification.Kind.self, what: "kind")
    let summary = root.required("summary", "one sentence that says what it reads or writes")?
      .text("a sentence")
    let command = root.required(
      "command", "the program and its arguments, as in [python3, read.py]")?
      .texts("a list: the program and its arguments")
    let language = root.optional("protocol")?.word(as: ProgramLanguage.self, what: "protocol")
    let path = path(root, kind: kind)
    let receives = receives(root, kind: kind)
    var options = AdapterFileOptions(reserved: reservedOptions(receives))
    let specifications = options.read(root.optional("options"))
    let environment = variables(root.optional("environment"))
    let limits = AdapterFileLimits.read(root.optional("limits"), kind: kind)
    if language == .singer { checkTap(root, kind: kind) }
    guard let name, let kind, let summary, let command else { return nil }
    var program = ExternalProgram(
      name: name, kind: kind, summary: summary, command: command, folder: folder,
      language: language ?? .claimpipe, isPathOptional: path, options: specifications,
      environment: environment, limits: limits, receives: receives)
    program.trial = AdapterFileTrial.read(
      root.optional("test"), of: program, options: specifications)
    return program
  }

  private func version(_ root: CheckedObject) {
    guard let value = root.required("version", "write version: 1"),
      let version = value.integer(in: 1...Int.max)
    else { return }
    if version != 1 {
      value.fault("unknown version \(version): this claimpipe reads adapter files of version 1")
    }
  }

  private func name(_ root: CheckedObject) -> String? {
    guard let value = root.required("name", "the name that manifests use"),
      let name = value.text("a name")
    else { return nil }
    guard isWord(name) else {
      value.fault(
        "\(quoted(name)) is no name for an adapter: small letters, digits and _ are, at most 64, a "
          + "letter first")
      return nil
    }
    if let other = taken[name] {
      value.fault("there is an adapter of this name: \(other); choose another")
      return nil
    }
    return name
  }

  /// Whether a manifest may leave the path out.
  private func path(_ root: CheckedObject, kind: AdapterSpecification.Kind?) -> Bool {
    guard let value = root.optional("path") else { return true }
    if kind == .output {
      value.fault("an output always has a path: leave the key out")
      return true
    }
    return value.word(of: ["required", "optional"], what: "value") != "required"
  }

  private func receives(
    _ root: CheckedObject, kind: AdapterSpecification.Kind?
  ) -> [ReceivedRecords] {
    let all = ReceivedRecords.allCases.map(\.rawValue)
    if kind == .input {
      root.optional("receives")?.fault("an input receives nothing: leave the key out")
      return []
    }
    let value =
      kind == .output
      ? root.required("receives", "what it is sent: a list of \(all.joined(separator: ", "))")
      : root.optional("receives")
    return value?.someItems("a list of \(all.joined(separator: ", "))")?
      .compactMap { $0.word(as: ReceivedRecords.self, what: "kind of records") } ?? []
  }

  private func variables(_ value: CheckedValue?) -> [String] {
    guard let items = value?.items("a list of names of environment variables") else { return [] }
    return items.compactMap { item in
      guard let name = item.text("a name") else { return nil }
      if ExternalProgram.isVariableName(name) { return name }
      item.fault("\(quoted(name)) is no name of a variable: letters, digits and _ are")
      return nil
    }
  }

  private func checkTap(_ root: CheckedObject, kind: AdapterSpecification.Kind?) {
    if kind == .output {
      root.optional("protocol")?.fault("Singer taps are inputs: leave the key out, or kind: input")
    }
    for key in ["options", "path"] {
      root.optional(key)?.fault(
        "a Singer tap is told what to read by its command, and can be given nothing else: leave the "
          + "key out")
    }
  }
}

/// Small letters, digits and `_`, a letter first, at most 64.
func isWord(_ text: String) -> Bool {
  guard let first = text.utf8.first, first &- 0x61 < 26, text.utf8.count <= 64 else { return false }
  return text.utf8.allSatisfy { $0 == 0x5F || isDigit($0) || $0 &- 0x61 < 26 }
}
