import AdapterKit

/// Checks an input's `mapping`.
struct MappingChecks {
  /// Of the input's record; empty where the record is not known, and then no field is refused.
  let fields: [String]

  func read(_ value: CheckedValue?) -> [MappedField] {
    guard let object = value?.object("an object with our field names as keys") else { return [] }
    var mapped: [MappedField] = []
    for entry in object.entries {
      if !fields.isEmpty && !fields.contains(entry.key) {
        object.log.add(
          entry.keyMark, keyPath(object.path, entry.key),
          "the record has no field \(quoted(entry.key)): it has "
            + fields.joined(separator: ", "),
          suggestion: nearestName(to: entry.key, in: fields))
      }
      if let checked = MappingEntryChecks(object.child(entry), field: entry.key)?.entry() {
        mapped.append(MappedField(field: entry.key, entry: checked))
      }
    }
    return mapped
  }
}

/// Checks one entry: a source name, or an object.
private struct MappingEntryChecks {
  private let value: CheckedValue
  private let field: String
  /// `nil` for a source name alone.
  private let object: CheckedObject?

  init?(_ value: CheckedValue, field: String) {
    self.value = value
    self.field = field
    if case .scalar = value.node.content {
      object = nil
    } else {
      let names = EntryKeys.object.keyNames.joined(separator: ", ")
      let wanted = "a source name or an object with \(names)"
      guard let object = value.object(EntryKeys.object, wanted) else { return nil }
      self.object = object
    }
  }

  func entry() -> MappingEntry? {
    guard let object else {
      return value.text("a source name").map { entry(.from([$0])) }
    }
    refuseWhatHasNoEffect(object)
    // All parts are read before any is missed, so that every fault is logged.
    let origin = origin(object)
    let split = object[EntryKeys.split].map(readSplit)
    let map = object[EntryKeys.map].map(readMap)
    let defaultValue = object.read(EntryKeys.defaultValue)
    let format = object.read(EntryKeys.format)
    let decimal = object[EntryKeys.decimal].map(readDecimal)
    let plusMinutes = object.read(EntryKeys.plusMinutes)
    let isOvernight = object[EntryKeys.overnight].flatMap { $0.boolean() }
    guard let origin else { return nil }
    return entry(
      origin, split: split ?? nil, map: (map ?? nil) ?? [:], defaultValue: defaultValue,
      format: format, decimal: decimal ?? nil, plusMinutes: plusMinutes,
      isOvernight: isOvernight ?? false)
  }

  private func entry(
    _ origin: MappingEntry.Origin, split: MappingEntry.Split? = nil, map: [String: String] = [:],
    defaultValue: String? = nil, format: String? = nil, decimal: String? = nil,
    plusMinutes: String? = nil, isOvernight: Bool = false
  ) -> MappingEntry {
    let marks = (object?.entries ?? []).map { ($0.key, $0.value.mark) }
    var mapMarks: [String: ManifestMark] = [:]
    if case .mapping(let entries)? = object?[EntryKeys.map]?.node.content {
      for entry in entries { mapMarks[entry.key] = entry.value.mark }
    }
    return MappingEntry(
      origin: origin, split: split, map: map, defaultValue: defaultValue, format: format,
      decimal: decimal, plusMinutes: plusMinutes, isOvernight: isOvernight, mark: value.mark,
      marks: Dictionary(marks) { first, _ in first },
      mapMarks: mapMarks)
  }

  private func origin(_ object: CheckedObject) -> MappingEntry.Origin? {
    let named = EntryKeys.origins.filter { object.optional($0) != nil }
    guard named.count <= 1 else {
      value.fault("has \(named.joined(separator: " and ")): a value has one origin, keep one")
      return nil
    }
    switch named.first {
    case "from": return object[EntryKeys.from].flatMap(names).map { .from($0) }
    case "value": return object.read(EntryKeys.value).map { .value($0) }
    case "template": return object.read(EntryKeys.template).map { .template($0) }
    default:
      guard object.entries.contains(where: { EntryKeys.object.keyNames.contains($0.key) }) else {
        value.fault("says nothing: give from, value or template, or leave the entry out")
        return nil
      }
      return .from([field])
    }
  }

  private func names(_ value: CheckedValue) -> [String]? {
    if case .scalar = value.node.content { return value.text("a source name").map { [$0] } }
    return value.texts("a source name or a list of them")
  }

  private func readSplit(_ value: CheckedValue) -> MappingEntry.Split? {
    guard let object = value.object(SplitKeys.object, "an object with on and take") else {
      return nil
    }
    let separator = object.read(SplitKeys.on)
    let part = object[SplitKeys.take].flatMap(readPart)
    let name = object.read(SplitKeys.of)
    guard let separator, let part else { return nil }
    if name != nil, [.all, .each, .place].contains(part) {
      object[SplitKeys.of]?.fault(
        "can't stand beside take: all, each or place, which are of the whole value: leave it out")
    }
    return MappingEntry.Split(separator: separator, part: part, of: name)
  }

  private func readPart(_ value: CheckedValue) -> MappingEntry.SplitPart? {
    let wanted = SplitKeys.takes
    guard let scalar = value.scalar(wanted) else { return nil }
    switch scalar.text {
    case "all": return .all
    case "each": return .each
    case "place": return .place
    case "first": return .first
    case "last": return .last
    case "rest": return .rest
    default:
      if scalar.text.utf8.allSatisfy(isDigit), let number = Int(scalar.text),
        (1...SplitKeys.mostParts).contains(number)
      {
        return .number(number)
      }
      value.fault(
        "\(quoted(scalar.written)) is not \(wanted)",
        suggestion: nearestName(
          to: scalar.text, in: ["first", "last", "rest", "all", "each", "place"]))
      return nil
    }
  }

  private func readDecimal(_ value: CheckedValue) -> String? {
    let wanted = "\",\" or \".\""
    guard let scalar = value.scalar(wanted) else { return nil }
    guard scalar.text == "," || scalar.text == "." else {
      value.fault("\(quoted(scalar.written)) is no decimal sign: \(wanted) is wanted")
      return nil
    }
    return scalar.text
  }

  private func readMap(_ value: CheckedValue) -> [String: String]? {
    guard let object = value.object("an object with source values as keys") else { return nil }
    var map: [String: String] = [:]
    for entry in object.entries {
      map[entry.key] = object.child(entry).scalar("our value")?.text
    }
    return map
  }

  private func refuseWhatHasNoEffect(_ object: CheckedObject) {
    guard object[EntryKeys.value] != nil else { return }
    for entry in object.entries where EntryKeys.uselessBesideValue.contains(entry.key) {
      object.log.add(
        entry.keyMark, keyPath(object.path, entry.key),
        "has no effect beside value, which is never missing and stands as it is")
    }
  }
}
