import AdapterKit

/// Checks the tree of a file that installs an adapter.
struct AdapterFileChecks {
  let taken: [String: String]
  let reservedOptions: ([ReceivedRecords]) -> [String]
  let folder: String
  let log: FaultLog

  /// What the tree says; of use only where the log is empty.
  func program(_ tree: ManifestNode) -> ExternalProgram? {
    let value = CheckedValue(node: tree, path: "", log: log)
    guard
      let root = value.object(
        AdapterFileKeys.object, "an adapter: an object with version, name, kind, command …")
    else { return nil }
    version(root)
    let name = name(root)
    let kind = root.read(AdapterFileKeys.kind)
    let summary = root.read(AdapterFileKeys.summary)
    let command = root.read(AdapterFileKeys.command)
    let language = root.read(AdapterFileKeys.language)
    let path = path(root, kind: kind)
    let receives = receives(root, kind: kind)
    var options = AdapterFileOptions(reserved: reservedOptions(receives))
    let specifications = options.read(root[AdapterFileKeys.options])
    let environment = variables(root[AdapterFileKeys.environment])
    let limits = AdapterFileLimits.read(root[AdapterFileKeys.limits], kind: kind)
    if language == .singer { checkTap(root, kind: kind) }
    guard let name, let kind, let summary, let command else { return nil }
    var program = ExternalProgram(
      name: name, kind: kind, summary: summary, command: command, folder: folder,
      language: language ?? .claimpipe, isPathOptional: path, options: specifications,
      environment: environment, limits: limits, receives: receives)
    program.trial = AdapterFileTrial.read(
      root[AdapterFileKeys.trial], of: program, options: specifications)
    return program
  }

  private func version(_ root: CheckedObject) {
    guard let value = root[AdapterFileKeys.version],
      let version = value.integer(in: 1...Int.max)
    else { return }
    if version != 1 {
      value.fault("unknown version \(version): this claimpipe reads adapter files of version 1")
    }
  }

  private func name(_ root: CheckedObject) -> String? {
    guard let value = root[AdapterFileKeys.name], let name = AdapterFileKeys.name.read(value)
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
    guard let value = root[AdapterFileKeys.path] else { return true }
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
      root[AdapterFileKeys.receives]?.fault("an input receives nothing: leave the key out")
      return []
    }
    let value =
      kind == .output
      ? root.required(
        AdapterFileKeys.receives.name, "what it is sent: a list of \(all.joined(separator: ", "))")
      : root[AdapterFileKeys.receives]
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
      root[AdapterFileKeys.language]?.fault(
        "Singer taps are inputs: leave the key out, or kind: input")
    }
    for value in [root[AdapterFileKeys.options], root[AdapterFileKeys.path]] {
      value?.fault(
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
