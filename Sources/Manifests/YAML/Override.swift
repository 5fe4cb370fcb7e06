/// A `--set key=value` of the command line: `claims.as_draft=true`, `outputs[0].path=new.csv`.
struct Override {
  enum Step: Equatable {
    case key(String)
    case index(Int)
  }

  /// As it was given, for messages.
  let key: String
  let steps: [Step]
  let value: ManifestNode

  private var mark: ManifestMark { .commandLine(key: key) }

  /// Reads an argument; `nil` where it is no override, with the reason in the log.
  ///
  /// A value that begins with a quote or a bracket is read as YAML: `business_units=[NORTH,SOUTH]`.
  init?(_ argument: String, log: FaultLog) {
    guard let equals = argument.firstIndex(of: "=") else {
      log.add(
        .commandLine(key: String(argument.prefix(60))), "",
        "no value: write key=value, as in claims.as_draft=true")
      return nil
    }
    key = String(argument[..<equals])
    guard let steps = Override.steps(of: key) else {
      log.add(
        .commandLine(key: String(key.prefix(60))), "",
        "not a key: write names joined by dots, and list items by number from 0,"
          + " as in outputs[0].path")
      return nil
    }
    self.steps = steps
    let text = String(argument[argument.index(after: equals)...])
    guard let value = Override.value(text, key: key, log: log) else { return nil }
    self.value = value
  }

  private static func steps(of key: String) -> [Step]? {
    var steps: [Step] = []
    for part in key.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let name = pieces.first, !name.isEmpty else { return nil }
      steps.append(.key(String(name)))
      for piece in pieces.dropFirst() {
        guard piece.hasSuffix("]"), let index = Int(piece.dropLast()), index >= 0 else {
          return nil
        }
        steps.append(.index(index))
      }
    }
    return steps.count <= YAMLComposer.maximumDepth ? steps : nil
  }

  private static func value(_ text: String, key: String, log: FaultLog) -> ManifestNode? {
    let mark = ManifestMark.commandLine(key: key)
    guard let first = text.first, "[{\"'".contains(first) else {
      return ManifestNode(mark: mark, content: .scalar(.init(text, isPlain: true)))
    }
    let own = FaultLog()
    let node = ManifestText.check(Array(text.utf8), log: own)
      .flatMap { YAMLComposer.compose($0, log: own) }
    for fault in own.faults { log.add(mark, "", fault.text) }
    return own.faults.isEmpty ? node.map { moved($0, to: mark) } : nil
  }

  /// The tree with every mark on the command line.
  private static func moved(_ node: ManifestNode, to mark: ManifestMark) -> ManifestNode {
    var node = node
    node.mark = mark
    switch node.content {
    case .sequence(let items):
      node.content = .sequence(items.map { moved($0, to: mark) })
    case .mapping(let entries):
      node.content = .mapping(
        entries.map { .init(key: $0.key, keyMark: mark, value: moved($0.value, to: mark)) })
    case .scalar, .refused: break
    }
    return node
  }

  /// Sets the value in the tree; objects on the way that are not there are made, items are not.
  func apply(to root: inout ManifestNode, log: FaultLog) {
    set(in: &root, steps[...], path: "", log: log)
  }

  private func set(
    in node: inout ManifestNode, _ steps: ArraySlice<Step>, path: String, log: FaultLog
  ) {
    guard let step = steps.first else {
      node = value
      return
    }
    switch (step, node.content) {
    case (.key(let key), .mapping(var entries)):
      let index =
        entries.firstIndex { $0.key == key }
        ?? {
          let empty = ManifestNode(mark: mark, content: .mapping([]))
          entries.append(.init(key: key, keyMark: mark, value: empty))
          return entries.count - 1
        }()
      set(in: &entries[index].value, steps.dropFirst(), path: keyPath(path, key), log: log)
      node.content = .mapping(entries)
    case (.index(let index), .sequence(var items)):
      guard items.indices.contains(index) else {
        log.add(mark, keyPath(path, index), "no such item: the manifest has \(items.count) here")
        return
      }
      set(in: &items[index], steps.dropFirst(), path: keyPath(path, index), log: log)
      node.content = .sequence(items)
    case (.key, .scalar(let scalar)) where scalar.isNull:
      node.content = .mapping([])
      set(in: &node, steps, path: path, log: log)
    case (_, .refused):
      return
    case (.key, _):
      log.add(mark, path, "no object, so it has no keys")
    case (.index, _):
      log.add(mark, path, "no list, so it has no items")
    }
  }
}
