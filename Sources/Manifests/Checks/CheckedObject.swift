import AdapterKit

/// An object of the manifest under check.
struct CheckedObject {
  let value: CheckedValue
  let entries: [ManifestNode.Entry]
  /// The names of the keys that it may have; empty where any may be there.
  var known: [String] = []

  var path: String { value.path }
  var log: FaultLog { value.log }

  func optional(_ key: String) -> CheckedValue? {
    entries.first { $0.key == key }.map(child)
  }

  /// - Parameter hint: what would be right.
  func required(_ key: String, _ hint: String) -> CheckedValue? {
    if let value = optional(key) { return value }
    log.add(value.mark, keyPath(path, key), "missing: \(hint)")
    return nil
  }

  func child(_ entry: ManifestNode.Entry) -> CheckedValue {
    CheckedValue(node: entry.value, path: keyPath(path, entry.key), log: log)
  }

  func refuseKeys(notIn known: [String]) {
    for entry in entries where !known.contains(entry.key) {
      log.add(
        entry.keyMark, keyPath(path, entry.key),
        "unknown key \(quoted(entry.key)): known are \(known.joined(separator: ", "))",
        suggestion: nearestName(to: entry.key, in: known))
    }
  }
}

extension CheckedValue {
  /// An object with any keys.
  func object(_ wanted: String = "an object with keys") -> CheckedObject? {
    switch node.content {
    case .mapping(let entries):
      return CheckedObject(value: self, entries: entries)
    case .scalar(let scalar):
      fault(
        scalar.isNull
          ? "no value: \(wanted) is wanted, or leave the key out"
          : "\(wanted) is wanted, not a single value")
    case .sequence: fault("\(wanted) is wanted, not a list")
    case .refused: break
    }
    return nil
  }

  /// An object with these keys; all others are refused.
  func object(
    _ specification: ObjectSpecification, _ wanted: String = "an object with keys"
  ) -> CheckedObject? {
    guard var object = object(wanted) else { return nil }
    object.known = specification.keyNames
    object.refuseKeys(notIn: object.known)
    return object
  }
}
