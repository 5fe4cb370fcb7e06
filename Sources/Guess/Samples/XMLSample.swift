/// The records of an XML sample: every element that repeats, or that has fields of its own.
struct XMLSample {
  private let file: SampleFile
  private let encoding: String?
  private(set) var tables: [SampleTable] = []

  private struct Found {
    let element: SampleElement
    /// From the innermost outwards, with the element on the way to the record.
    let parents: [(element: SampleElement, child: SampleElement)]
  }

  init(_ file: SampleFile) {
    self.file = file
    let scan = XMLScan(file.text)
    encoding = file.encoding ?? Self.option(scan.encoding)
    guard let root = scan.root else { return }
    var groups: [(path: String, found: [Found])] = []
    collect(root, path: "/" + root.name, parents: [], into: &groups)
    for group in groups where Self.repeats(group.found) {
      addTable(group.path, group.found, root: root)
    }
  }

  /// Whether such elements are records: several stand side by side, or in an element for just them.
  private static func repeats(_ found: [Found]) -> Bool {
    found.contains { found in
      guard let parent = found.parents.first?.element else { return false }
      let siblings = parent.count(of: found.element.name)
      return siblings > 1 || found.parents.count == 1
        || (siblings == parent.children.count && parent.attributes.isEmpty)
    }
  }

  /// The option for an encoding that the document declares and that is not UTF-8.
  private static func option(_ declared: String?) -> String? {
    switch declared?.lowercased() {
    case "iso-8859-1", "latin1", "latin-1": "latin1"
    case "windows-1252", "cp1252": "windows-1252"
    default: nil
    }
  }

  // MARK: Records

  /// Paths that are looked at; more than that is no document of records.
  private static let mostGroups = 100

  /// Elements by their path from the root, below it.
  private func collect(
    _ element: SampleElement, path: String,
    parents: [(element: SampleElement, child: SampleElement)],
    into groups: inout [(path: String, found: [Found])]
  ) {
    for child in element.children {
      let up = [(element: element, child: child)] + parents
      let childPath = "\(path)/\(child.name)"
      if hasFields(child) {
        // What the sample's end cut is no whole record.
        let found = Found(element: child, parents: up)
        if let known = groups.firstIndex(where: { $0.path == childPath }) {
          if child.isWhole || file.isWhole { groups[known].found.append(found) }
        } else if groups.count < Self.mostGroups {
          groups.append((childPath, [found]))
        }
      }
      collect(child, path: childPath, parents: up, into: &groups)
    }
  }

  /// Two values or more of its own; a value inside a child, such as a name's, is one beside an
  /// attribute.
  private func hasFields(_ element: SampleElement) -> Bool {
    let leaves = Set(element.children.filter { $0.isLeaf || !$0.attributes.isEmpty }.map(\.name))
    if element.attributes.count + leaves.count >= 2 { return true }
    return element.attributes.count == 1
      && element.children.contains { child in
        child.children.count > 1 && child.children.allSatisfy(\.isLeaf)
          && Set(child.children.map(\.name)).count == child.children.count
      }
  }

  private mutating func addTable(_ path: String, _ found: [Found], root: SampleElement) {
    let told = Self.toldApart(found.prefix(SampleTable.mostRows).map(\.element))
    let flat = found.prefix(SampleTable.mostRows).map { found in
      var record = FlatRecord()
      Self.flatten(found.element, "", 0, told: told, into: &record)
      for (index, parent) in found.parents.enumerated() {
        let up = String(repeating: "../", count: index + 1)
        let before = Self.before(parent.child, in: parent.element)
        for name in before.names {
          record.add(up + name, before[name]?.text, isList: before[name]?.isList == true)
        }
      }
      return record
    }
    let steps = path.split(separator: "/").map(String.init)
    let columns = flat.columns(
      called: { Self.called($0, steps: steps) }, ownName: { Self.ownName($0) })
    var options: SampleTable.Options = []
    let isDefault = steps.count == 2 && Set(root.children.map(\.name)).count == 1
    if !isDefault { options.append(("records", YAMLText.scalar(path))) }
    if let encoding { options.append(("encoding", encoding)) }
    let label = isDefault ? steps[0] : steps[steps.count - 1]
    tables.append(
      SampleTable(
        path: file.path, adapter: "xml", options: options, label: label, columns: columns,
        rowCount: found.count))
  }

  // MARK: Fields

  private static let deepest = 6

  /// Names of children that stand several times in some record: an attribute tells them apart in all.
  private static func toldApart(_ elements: [SampleElement]) -> Set<String> {
    var names: Set<String> = []
    func look(_ element: SampleElement, _ depth: Int) {
      guard depth < deepest else { return }
      for child in element.children {
        if element.count(of: child.name) > 1 { names.insert(child.name) }
        look(child, depth + 1)
      }
    }
    for element in elements { look(element, 0) }
    return names
  }

  private static func flatten(
    _ element: SampleElement, _ path: String, _ depth: Int, told: Set<String> = [],
    into record: inout FlatRecord
  ) {
    guard depth < deepest, record.hasRoom else { return }
    let prefix = path.isEmpty ? "" : path + "/"
    for attribute in element.attributes
    where attribute.name != "nil" && attribute.name != "schemaLocation" {
      record.add("\(prefix)@\(attribute.name)", attribute.value)
    }
    for child in element.children where !isContainer(child) && !isRecord(child, in: element) {
      add(child, prefix + child.name, depth, told: told, into: &record)
      // Elements that an attribute tells apart.
      for attribute in child.attributes
      where Discriminators.isOne(attribute.name) && Discriminators.isFit(attribute.value)
        && (element.count(of: child.name) > 1 || told.contains(child.name))
      {
        let test = "[@\(attribute.name)=\(attribute.value)]"
        add(
          child.without(attribute.name), "\(prefix)\(child.name)\(test)", depth, told: told,
          into: &record)
      }
    }
  }

  private static func add(
    _ child: SampleElement, _ path: String, _ depth: Int, told: Set<String>,
    into record: inout FlatRecord
  ) {
    if child.isLeaf {
      record.add(path, child.text)
      if !child.attributes.isEmpty { flatten(child, path, depth + 1, told: told, into: &record) }
      return
    }
    // Children of one name are a list, as the adapter has it.
    let names = Set(child.children.map(\.name))
    if names.count == 1, child.children.allSatisfy({ $0.isLeaf && $0.attributes.isEmpty }),
      child.children.count > 1
    {
      record.add(path, child.children.map(\.text).joined(separator: "\u{1F}"), isList: true)
    }
    flatten(child, path, depth + 1, told: told, into: &record)
  }

  /// What stands in an element before one of its children.
  private static func before(_ child: SampleElement, in element: SampleElement) -> FlatRecord {
    let part = SampleElement(name: element.name, attributes: element.attributes)
    for other in element.children {
      if other === child { break }
      // Other records are none of its business.
      let isAlone = element.count(of: other.name) == 1
      if isAlone && !isContainer(other) { part.add(other) }
    }
    var record = FlatRecord()
    flatten(part, "", 0, into: &record)
    return record
  }

  /// Holds records of its own.
  private static func isContainer(_ element: SampleElement) -> Bool {
    let names = element.children.filter { !$0.isLeaf || $0.attributes.count > 1 }.map(\.name)
    return Set(names).count < names.count || element.children.contains(where: isContainer)
      || (names.count == 1 && element.children.count == 1 && element.attributes.isEmpty)
  }

  /// One of several that have more than a value.
  private static func isRecord(_ child: SampleElement, in parent: SampleElement) -> Bool {
    !child.isLeaf && child.children.contains { !$0.attributes.isEmpty || !$0.isLeaf }
      && parent.count(of: child.name) > 1
  }

  /// A field without a mapping finds a child, or else an attribute, of its name.
  private static func ownName(_ name: String) -> String? {
    let plain = name.hasPrefix("@") ? name.dropFirst() : name[...]
    return plain.contains { "/[@".contains($0) } ? nil : String(plain)
  }

  private static func called(_ name: String, steps: [String]) -> String {
    var rest = name[...]
    var ups = 0
    while rest.hasPrefix("../") {
      rest = rest.dropFirst(3)
      ups += 1
    }
    let plain = PathWords.plain(rest)
    guard ups > 0, ups < steps.count, !PathWords.saysWhom(plain) else { return plain }
    return steps[steps.count - 1 - ups] + " " + plain
  }
}
