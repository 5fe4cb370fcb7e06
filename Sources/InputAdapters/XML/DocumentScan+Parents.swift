import AdapterKit
import CLibXML2

/// Elements around the records, and elements that an attribute chooses.
extension DocumentScan {
  /// An element outside of records: one around them, or something in such a one.
  mutating func beginAround(
    _ element: inout OpenElement, _ attributes: AttributeList?, _ count: Int
  ) {
    let depth = open.count
    if element.isOnPath {
      guard depth < matcher.parents.count, matcher.parents[depth].node >= 0 else { return }
      element.node = matcher.parents[depth].node
      parents.begin(matcher.parents[depth].slots)
    } else {
      guard depth > 0, open.last.pointee.node >= 0 else { return }
      open.last.pointee.hasChildren = true
      let id = names.id(element.name)
      let parent = open.last.pointee.node
      element.node = matcher.child(of: parent, named: id)
      if matcher.hasChoices { choose(&element, of: parent, id, attributes, count) }
    }
    guard element.node >= 0 else { return }
    addParentAttributes(of: element, attributes, count)
    element.slot = matcher.slot(of: element.node)
    guard element.slot >= 0 else { return }
    if standsBehindRecords { return refuseLateParent(element) }
    textUse = .parent
    parents.beginText()
  }

  private mutating func addParentAttributes(
    of element: OpenElement, _ attributes: AttributeList?, _ count: Int
  ) {
    guard let attributes, matcher.readsAttributes(element.node) else { return }
    for index in 0..<count {
      let attribute = attributes + index * 5
      guard let name = attribute[0], let value = attribute[3], let end = attribute[4] else {
        continue
      }
      let id = names.id(name)
      guard id != 0 else { continue }
      let slots = [
        matcher.attribute(of: element.node, named: id),
        matcher.fallback(of: element.node, named: id),
      ].filter { $0 >= 0 }
      if slots.isEmpty { continue }
      if !element.isOnPath && standsBehindRecords { return refuseLateParent(element) }
      for slot in slots { parents.add(plainValue(value, end - value), to: slot) }
    }
  }

  /// libxml2 gives each & of an attribute as `&#38;`.
  private func plainValue(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> [UInt8] {
    var value: [UInt8] = []
    var index = 0
    while index < count {
      value.append(bytes[index])
      index += bytes[index] == 0x26 ? 5 : 1
    }
    return value
  }

  /// The text of an element around records, or in one, has ended.
  mutating func endParentField(_ element: OpenElement) {
    textUse = .none
    if !element.hasChildren { parents.endText(element.slot) }
  }

  /// Gives a record what stands around it.
  mutating func addParents() {
    for depth in 0..<open.count { open.base[depth].hasRecords = true }
    for (slot, value) in parents.all { record.add(parent: value, to: slot) }
  }

  /// Whether records were met in the innermost element around them.
  private var standsBehindRecords: Bool {
    var depth = open.count - 1
    while depth >= 0, !open.base[depth].isOnPath { depth -= 1 }
    return depth >= 0 && open.base[depth].hasRecords
  }

  private mutating func refuseLateParent(_ element: OpenElement) {
    refuse(
      "<\(Self.text(element.name))> stands behind the records that it is wanted for with `../`: a document is read from front to back, so let it stand before them",
      at: startOfTag())
  }

  /// Gives an element the node that one of its attributes chooses, if one does.
  mutating func choose(
    _ element: inout OpenElement, of parent: Int32, _ id: Int, _ attributes: AttributeList?,
    _ count: Int
  ) {
    guard let attributes, id != 0 else { return }
    for choice in matcher.choices(of: parent, named: id) {
      for index in 0..<count {
        let attribute = attributes + index * 5
        guard let name = attribute[0], let value = attribute[3], let end = attribute[4],
          names.isNamed(name, choice.test.name)
        else { continue }
        let text = UnsafeBufferPointer(start: value, count: end - value)
        if ElementName.folded(text) == choice.test.value {
          element.node = choice.node
          return
        }
      }
    }
  }
}
