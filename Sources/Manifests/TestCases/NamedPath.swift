import AdapterKit

/// A place of a manifest that names files.
public struct NamedPath: Sendable, Equatable {
  public enum Role: Sendable { case read, write, folder }

  /// As an override names it: `inputs[0].path`.
  public let key: String
  public let role: Role
  /// As the manifest has them, with environment variables in their places; patterns are not followed.
  public let paths: [String]

  /// The same path without ways up and without a root, to stand in a folder of its own:
  /// `../out/claims.json` → `out/claims.json`.
  public static func inside(_ path: String) -> String {
    let parts = ManifestPath.normalised(path).split(separator: "/")
    return parts.drop { $0 == ".." }.joined(separator: "/")
  }

  /// Whether it is a pattern and no name.
  public static func isPattern(_ path: String) -> Bool { ManifestPath.isPattern(path) }
}

extension ManifestLoader {
  /// Every file that a manifest names, by its specification; none of them is looked for.
  ///
  /// Whatever else is wrong with the manifest is passed over.
  ///
  /// - Throws: what is wrong with its text or its environment variables.
  public func namedPaths(
    text: [UInt8], name: String, overrides: [String] = []
  ) throws(ManifestFaults) -> [NamedPath] {
    let log = FaultLog()
    let overrides = overrides.compactMap { Override($0, log: log) }
    var search = PathSearch(specifications: specifications)
    if let tree = tree(of: text, overrides, log: log) {
      search.visit(tree, .object(RootKeys.object), "")
    }
    if !log.faults.isEmpty { throw ManifestFaults(name: name, faults: log.faults) }
    return search.found
  }
}

/// Goes through a tree as its specification says.
private struct PathSearch {
  let specifications: [AdapterSpecification]
  private(set) var found: [NamedPath] = []

  init(specifications: [AdapterSpecification]) { self.specifications = specifications }

  mutating func visit(_ node: ManifestNode, _ type: ValueType, _ path: String) {
    switch (type, node.content) {
    case (.object(let object), .mapping(let entries)):
      let adapter = adapter(of: object, entries)
      for entry in entries {
        guard let key = object.keys.first(where: { $0.name == entry.key }) else { continue }
        let path = keyPath(path, entry.key)
        if case .options(let kind) = key.type {
          visitOptions(entry.value, of: adapter, kind, path)
        } else {
          visit(entry.value, key.type, path)
        }
      }
    case (.list(let type, _), .sequence(let items)):
      for (index, item) in items.enumerated() { visit(item, type, keyPath(path, index)) }
    case (.file, _), (.outputFile, _): add(node, .write, path)
    case (.folder, _): add(node, .folder, path)
    case (.sources, _): add(node, .read, path)
    default: break
    }
  }

  private mutating func visitOptions(
    _ node: ManifestNode, of adapter: String?, _ kind: AdapterSpecification.Kind, _ path: String
  ) {
    guard case .mapping(let entries) = node.content,
      let specification = specifications.first(where: { $0.name == adapter && $0.kind == kind })
    else { return }
    for entry in entries where specification.option(entry.key)?.type == .path {
      add(entry.value, kind == .input ? .read : .write, keyPath(path, entry.key))
    }
  }

  private mutating func add(_ node: ManifestNode, _ role: NamedPath.Role, _ key: String) {
    let nodes = if case .sequence(let items) = node.content { items } else { [node] }
    let paths = nodes.compactMap { node in
      if case .scalar(let scalar) = node.content, !scalar.isNull { scalar.text } else { nil }
    }
    found.append(NamedPath(key: key, role: role, paths: paths))
  }

  private func adapter(
    of object: ObjectSpecification, _ entries: [ManifestNode.Entry]
  ) -> String? {
    let key = object.keys.first { if case .adapter = $0.type { true } else { false } }
    guard let key,
      case .scalar(let scalar)? = entries.first(where: { $0.key == key.name })?
        .value.content
    else { return nil }
    return scalar.text
  }
}
