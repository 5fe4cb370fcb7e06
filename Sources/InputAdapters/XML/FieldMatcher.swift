/// From where an element stands in its record to the slot its value goes to, worked out once for a
/// source: a tree of the wanted paths, as tables.
///
/// Node 0 is the record; a row of each table belongs to a node and is indexed by name id.
struct FieldMatcher: ~Copyable {
  /// The ids of names stand for these, from 1.
  let names: [[UInt8]]
  /// Slots of a record.
  let width: Int
  /// Paths asked for more than once: the slots that repeat another.
  let repeats: [(slot: Int, of: Int)]
  /// The ids of the record path's steps.
  let recordPath: [Int32]
  /// By depth, the root first: the node of the element around the records, or -1; and its slots.
  let parents: [(node: Int32, slots: [Int32])]
  /// Children that are told apart by an attribute.
  private let choices: [ChoiceKey: [Choice]]

  /// One of several nodes that children of one name may have.
  struct Choice {
    let test: AttributeTest
    let node: Int32
  }

  private struct ChoiceKey: Hashable {
    let node: Int32
    let name: Int32
  }

  private let rowLength: Int
  private let children: UnsafeMutablePointer<Int32>
  private let attributes: UnsafeMutablePointer<Int32>
  private let fallbacks: UnsafeMutablePointer<Int32>
  private let slots: UnsafeMutablePointer<Int32>
  private let attributeReaders: UnsafeMutablePointer<Bool>

  init(_ paths: [FieldPath], records: RecordPath) {
    var numbering = Numbering()
    recordPath = records.steps.map { Int32(numbering.id($0)) }
    var tree = Tree()
    var repeats: [(slot: Int, of: Int)] = []
    for (slot, path) in paths.enumerated() {
      let first = tree.add(path, slot: slot, numbering: &numbering)
      if first != slot { repeats.append((slot, first)) }
    }
    self.repeats = repeats
    width = paths.count
    let recordDepth = records.depth
    parents = (0..<recordDepth).map { depth in
      let distance = recordDepth - depth
      guard let node = tree.parentNodes[distance] else { return (-1, []) }
      return (Int32(node), paths.indices.filter { paths[$0].parents == distance }.map { Int32($0) })
    }
    hasParents = !tree.parentNodes.isEmpty
    hasChoices = tree.nodes.contains { !$0.choices.isEmpty }
    choices = Dictionary(
      uniqueKeysWithValues: tree.nodes.enumerated().flatMap { index, node in
        node.choices.map { name, choices in
          (
            ChoiceKey(node: Int32(index), name: Int32(name)),
            choices.map { Choice(test: $0.test, node: Int32($0.node)) }
          )
        }
      })
    names = numbering.names
    rowLength = numbering.names.count + 1
    let nodeCount = tree.nodes.count
    children = Self.table(nodeCount * rowLength)
    attributes = Self.table(nodeCount * rowLength)
    fallbacks = Self.table(nodeCount * rowLength)
    slots = Self.table(nodeCount)
    attributeReaders = .allocate(capacity: nodeCount)
    for (index, node) in tree.nodes.enumerated() {
      slots[index] = Int32(node.slot ?? -1)
      for (id, child) in node.children {
        children[index * rowLength + id] = Int32(child)
        fallbacks[index * rowLength + id] = Int32(tree.nodes[child].slot ?? -1)
      }
      for (id, slot) in node.attributes { attributes[index * rowLength + id] = Int32(slot) }
      (attributeReaders + index).initialize(
        to: !node.attributes.isEmpty || node.children.values.contains { tree.nodes[$0].slot != nil }
      )
    }
  }

  deinit {
    children.deallocate()
    attributes.deallocate()
    fallbacks.deallocate()
    slots.deallocate()
    attributeReaders.deallocate()
  }

  private static func table(_ count: Int) -> UnsafeMutablePointer<Int32> {
    let table = UnsafeMutablePointer<Int32>.allocate(capacity: count)
    table.initialize(repeating: -1, count: count)
    return table
  }

  /// The node of the child with this name, or -1.
  @inline(__always)
  func child(of node: Int32, named id: Int) -> Int32 { children[Int(node) * rowLength + id] }

  let hasParents: Bool
  let hasChoices: Bool

  /// Nodes that the child with this name has only if an attribute says so, in the mapping's order.
  func choices(of node: Int32, named id: Int) -> [Choice] {
    choices[ChoiceKey(node: node, name: Int32(id))] ?? []
  }

  /// The slot of the node's own value, or -1.
  @inline(__always)
  func slot(of node: Int32) -> Int32 { node < 0 ? -1 : slots[Int(node)] }

  /// Whether any attribute of the node can be wanted.
  @inline(__always)
  func readsAttributes(_ node: Int32) -> Bool { node >= 0 && attributeReaders[Int(node)] }

  /// The slot of the attribute asked for as `@name`, or -1.
  func attribute(of node: Int32, named id: Int) -> Int32 {
    attributes[Int(node) * rowLength + id]
  }

  /// The slot of the child that this attribute stands in for, or -1.
  func fallback(of node: Int32, named id: Int) -> Int32 { fallbacks[Int(node) * rowLength + id] }
}

/// Gives each name one number.
private struct Numbering {
  var names: [[UInt8]] = []
  private var ids: [[UInt8]: Int] = [:]

  mutating func id(_ name: [UInt8]) -> Int {
    if let id = ids[name] { return id }
    names.append(name)
    ids[name] = names.count
    return names.count
  }
}

/// The wanted paths as a tree, before it becomes tables.
private struct Tree {
  struct Node {
    var children: [Int: Int] = [:]
    var choices: [Int: [(test: AttributeTest, node: Int)]] = [:]
    var attributes: [Int: Int] = [:]
    var slot: Int?
  }

  var nodes = [Node()]
  /// By distance from the record: the node of an element around it.
  var parentNodes: [Int: Int] = [:]

  /// The slot of the path: `slot`, or the one that asked for it before.
  mutating func add(_ path: FieldPath, slot: Int, numbering: inout Numbering) -> Int {
    var node = path.parents == 0 ? 0 : parentNode(path.parents)
    for element in path.elements {
      let id = numbering.id(element.name)
      if let test = element.test {
        node = choice(of: node, id, test)
      } else if let child = nodes[node].children[id] {
        node = child
      } else {
        nodes.append(Node())
        nodes[node].children[id] = nodes.count - 1
        node = nodes.count - 1
      }
    }
    if let attribute = path.attribute {
      let id = numbering.id(attribute)
      if let first = nodes[node].attributes[id] { return first }
      nodes[node].attributes[id] = slot
    } else {
      if let first = nodes[node].slot { return first }
      nodes[node].slot = slot
    }
    return slot
  }

  private mutating func parentNode(_ distance: Int) -> Int {
    if let node = parentNodes[distance] { return node }
    nodes.append(Node())
    parentNodes[distance] = nodes.count - 1
    return nodes.count - 1
  }

  private mutating func choice(of node: Int, _ id: Int, _ test: AttributeTest) -> Int {
    if let known = nodes[node].choices[id]?.first(where: { $0.test == test }) { return known.node }
    nodes.append(Node())
    nodes[node].choices[id, default: []].append((test, nodes.count - 1))
    return nodes.count - 1
  }
}
