import AdapterKit

/// The records of a JSON or NDJSON sample, and those inside them.
struct JSONSample {
  private let file: SampleFile
  private let isLines: Bool
  private(set) var tables: [SampleTable] = []

  /// An object on the way to the records: its own values, as far as they stand before them.
  private struct Parent {
    let label: String
    let record: FlatRecord
  }

  private struct Found {
    var value: JSONValue
    /// From the innermost outwards.
    var parents: [Parent]
  }

  init(_ file: SampleFile, isLines: Bool) {
    self.file = file
    self.isLines = isLines
    if isLines {
      let records = file.text.split(separator: 0x0A).prefix(SampleTable.mostRows)
        .compactMap { try? JSONValue(parsing: Array($0)) }
        .filter { $0.members != nil }.map { Found(value: $0, parents: []) }
      add(records, path: nil, label: String(file.stem))
    } else if let document = try? JSONValue(parsing: JSONRepair.closed(file.text)) {
      walk(document, path: "", label: String(file.stem), parents: [])
    }
  }

  // MARK: Arrays of objects

  private mutating func walk(
    _ value: JSONValue, path: String, label: String, parents: [Parent]
  ) {
    if let elements = value.array {
      let records = elements.filter { $0.members != nil }
      if !records.isEmpty {
        add(
          records.prefix(SampleTable.mostRows).map { Found(value: $0, parents: parents) },
          path: path, label: label)
      }
    } else if let members = value.members {
      var before = FlatRecord()
      for (key, member) in members {
        switch member {
        case .array, .object:
          walk(
            member, path: Self.step(path, key), label: key,
            parents: [Parent(label: label, record: before)] + parents)
          if member.members != nil { Self.flatten(member, key, 1, into: &before) }
        default: before.add(Self.step("", key), Self.text(member))
        }
      }
    }
  }

  private mutating func add(_ records: [Found], path: String?, label: String) {
    // Wrappers such as a bundle's entries hold the record in one key.
    if let path, let key = wrapped(records) {
      let inner = records.compactMap { record -> Found? in
        guard let value = record.value[key], value.members != nil else { return nil }
        let before = Self.before(key, in: record.value)
        return Found(
          value: value, parents: [Parent(label: label, record: before)] + record.parents)
      }
      return addKinds(inner, path: "\(path)[*].\(key)", label: key)
    }
    addKinds(records, path: path, label: label)
  }

  /// The key that holds the record itself, where elements only wrap it.
  private func wrapped(_ records: [Found]) -> String? {
    for key in ["resource", "record", "attributes", "node", "data"] {
      if records.allSatisfy({ $0.value[key]?.members != nil || $0.value[key] == nil }),
        records.contains(where: { $0.value[key] != nil }),
        records.allSatisfy({ ($0.value.members?.count ?? 0) <= 6 })
      {
        return key
      }
    }
    return nil
  }

  /// Records of several types in one list are a table each.
  private mutating func addKinds(_ records: [Found], path: String?, label: String) {
    guard let (key, values) = TypeMarker.find(records.map(\.value)) else {
      return addTable(records, path: path, label: label, selection: nil)
    }
    for value in values {
      addTable(
        records.filter { $0.value[key]?.text == value }, path: path, label: value,
        selection: (key, value))
    }
  }

  private mutating func addTable(
    _ records: [Found], path: String?, label: String, selection: (name: String, value: String)?
  ) {
    let flat = records.map { found in
      var record = FlatRecord()
      Self.flatten(found.value, "", 0, into: &record)
      for (index, parent) in found.parents.enumerated() {
        let up = String(repeating: "../", count: index + 1)
        for name in parent.record.names where parent.record[name]?.text != nil {
          record.add(
            up + name, parent.record[name]?.text, isList: parent.record[name]?.isList == true)
        }
      }
      return record
    }
    let labels = records.first?.parents.map(\.label) ?? []
    let columns = flat.columns(
      called: { Self.called($0, parents: labels) },
      ownName: { $0.contains { "./[".contains($0) } ? nil : $0 })
    var options: SampleTable.Options = []
    if let path, !path.isEmpty { options.append(("records", YAMLText.quoted(path))) }
    if let encoding = file.encoding { options.append(("encoding", encoding)) }
    var table = SampleTable(
      path: file.path, adapter: isLines ? "ndjson" : "json", options: options,
      label: label, columns: columns, rowCount: records.count)
    table.selection = selection
    if selection?.name.lowercased() == "resourcetype" { table.resource = selection?.value }
    tables.append(table)
    if !isLines { addInner(records, path: path ?? "", selection: selection) }
  }

  /// Lists of objects inside the records.
  private mutating func addInner(
    _ records: [Found], path: String, selection: (name: String, value: String)?
  ) {
    // A list inside some of a mixed lot can't be told from the same list inside others.
    if selection != nil { return }
    var inner: [String: [Found]] = [:]
    var order: [String] = []
    for record in records {
      for (key, value) in record.value.members ?? [] {
        guard let elements = value.array, elements.contains(where: { ($0.members?.count ?? 0) > 1 })
        else { continue }
        if inner[key] == nil { order.append(key) }
        let parent = Parent(
          label: tables.last?.label ?? "", record: Self.before(key, in: record.value))
        inner[key, default: []] += elements.filter { $0.members != nil }
          .map { Found(value: $0, parents: [parent] + record.parents) }
      }
    }
    for key in order {
      guard let found = inner[key], found.count <= 20 * SampleTable.mostRows else { continue }
      let outer = path.isEmpty ? "" : path + "[*]"
      add(
        Array(found.prefix(SampleTable.mostRows)), path: Self.step(outer, key), label: key)
    }
  }

  // MARK: Values by path

  /// What stands before a key in its object.
  private static func before(_ key: String, in value: JSONValue) -> FlatRecord {
    var record = FlatRecord()
    let members = (value.members ?? []).prefix { $0.0 != key }
    flatten(.object(members.filter { $0.1.array == nil }), "", 0, into: &record)
    return record
  }

  private static let deepest = 6

  private static func flatten(
    _ value: JSONValue, _ path: String, _ depth: Int, into record: inout FlatRecord
  ) {
    guard depth < deepest, record.hasRoom else { return }
    for (key, member) in value.members ?? [] {
      let name = step(path, key)
      if let elements = member.array {
        flatten(elements, name, depth, into: &record)
      } else if member.members != nil {
        flatten(member, name, depth + 1, into: &record)
      } else {
        record.add(name, text(member))
      }
    }
  }

  private static func flatten(
    _ elements: [JSONValue], _ name: String, _ depth: Int, into record: inout FlatRecord
  ) {
    let objects = elements.filter { $0.members != nil }
    if objects.isEmpty {
      let texts = elements.compactMap(text)
      record.add(name, texts.joined(separator: "\u{1F}"), isList: true)
      for (index, text) in texts.prefix(4).enumerated() { record.add("\(name)[\(index)]", text) }
      return
    }
    for (index, element) in objects.prefix(3).enumerated() {
      flatten(element, "\(name)[\(index)]", depth + 1, into: &record)
    }
    for choice in choices(objects) {
      flatten(
        without(choice.test, choice.element), "\(name)[\(choice.test)]", depth + 1, into: &record)
    }
    // Extensions of one meaning are a list.
    for choice in choices(objects) where choice.test.hasPrefix("url=") {
      let alike = objects.filter { marks($0).contains { "\($0.0)=\($0.1)" == choice.test } }
      for element in alike where alike.count > 1 {
        flatten(
          without(choice.test, element), "\(name)[\(choice.test)][*]", depth + 1, into: &record)
      }
    }
  }

  /// Elements that a member tells apart, the first of each value.
  private static func choices(_ elements: [JSONValue]) -> [(test: String, element: JSONValue)] {
    var found: [(test: String, element: JSONValue)] = []
    for element in elements.prefix(12) {
      for (path, value) in marks(element) where Discriminators.isFit(value) {
        let test = "\(path)=\(value)"
        if !found.contains(where: { $0.test == test }) { found.append((test, element)) }
      }
    }
    return found
  }

  /// An element without the member that tells it apart.
  private static func without(_ test: String, _ element: JSONValue) -> JSONValue {
    let key = test.prefix { $0 != "." && $0 != "=" }
    return .object((element.members ?? []).filter { $0.0 != key })
  }

  /// Members that may tell an element from others: `use`, and `type.coding.code`.
  private static func marks(_ element: JSONValue) -> [(String, String)] {
    (element.members ?? []).flatMap { key, member -> [(String, String)] in
      guard Discriminators.isOne(key) else { return [] }
      if let value = member.text { return [(key, value)] }
      // One concept, or a list of them.
      let codings = (member["coding"] ?? member.array?.first?["coding"])?.array ?? []
      return codings.prefix(1).compactMap { coding in
        coding["code"]?.text.map { ("\(key).coding.code", $0) }
      }
    }
  }

  static func text(_ value: JSONValue) -> String? {
    switch value {
    case .text(let text): text
    case .integer(let number): String(number)
    case .number(let number): number
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  static func step(_ path: String, _ key: String) -> String {
    if key.isEmpty || key.contains(where: { "./[]".contains($0) }) {
      return path + (key.contains("\"") ? "['\(key)']" : "[\"\(key)\"]")
    }
    return path.isEmpty ? key : "\(path).\(key)"
  }

  /// A path in words: those of its parents too, where it is one of theirs.
  private static func called(_ name: String, parents: [String]) -> String {
    var rest = name[...]
    var ups = 0
    while rest.hasPrefix("../") {
      rest = rest.dropFirst(3)
      ups += 1
    }
    let plain = PathWords.plain(rest)
    guard ups > 0, ups <= parents.count, !PathWords.saysWhom(plain) else { return plain }
    return parents[ups - 1] + " " + plain
  }
}

/// A member that says which type a record of a mixed list is.
enum TypeMarker {
  private static let names = [
    "resourcetype", "recordtype", "record_type", "rectype", "record", "entity", "entitytype",
    "table",
    "objecttype", "type", "kind", "_type",
  ]

  /// The key and its values, in the order of their appearance.
  static func find(_ records: [JSONValue]) -> (key: String, values: [String])? {
    guard let first = records.first?.members else { return nil }
    for name in names {
      guard let key = first.first(where: { $0.0.lowercased() == name })?.0 else { continue }
      var values: [String] = []
      for record in records {
        guard let value = record[key]?.text else { return nil }
        if !values.contains(value) { values.append(value) }
        if values.count > 60 { return nil }
      }
      if name == "resourcetype" { return (key, values) }
      let known = values.count { isRecordType($0) }
      if values.count > 1, known * 2 > values.count { return (key, values) }
    }
    return nil
  }

  static func isRecordType(_ value: String) -> Bool {
    let labels = Set(Vocabulary.words(of: value))
    return !labels.isEmpty && labels.count <= 2
      && labels.isSubset(
        of: Vocabulary.entities.union(["service", "procedure", "amount", "benefit"]))
      && !value.utf8.allSatisfy { $0 &- 48 < 10 }
  }
}
