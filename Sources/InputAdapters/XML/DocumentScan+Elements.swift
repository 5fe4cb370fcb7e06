import AdapterKit
import CLibXML2

/// libxml2's five pointers for each attribute: local name, prefix, namespace, value, value's end.
typealias AttributeList = UnsafeMutablePointer<UnsafePointer<UInt8>?>

extension DocumentScan {
  mutating func beginElement(
    _ name: UnsafePointer<UInt8>, _ attributes: AttributeList?, count: Int, namespaces: Int
  ) {
    guard !isHalted else { return }
    openNamespaces += namespaces
    guard open.count < limits.depth, count <= ScanLimits.attributes,
      openNamespaces <= ScanLimits.attributes
    else { return refuseExcess(attributes: count) }
    var element = OpenElement(name: name)
    element.namespaces = Int32(truncatingIfNeeded: namespaces)
    if recordDepth >= 0 {
      beginField(&element, attributes, count)
    } else {
      beginOutside(&element, attributes, count)
    }
  }

  mutating func endElement() {
    guard !isHalted, open.count > 0 else { return }
    let element = open.last.pointee
    open.removeLast()
    openNamespaces -= Int(element.namespaces)
    if recordDepth < 0 {
      if element.isOnPath { frame.close() }
      if element.slot >= 0 { endParentField(element) }
      return
    }
    if element.isWanted || element.isItem { close(element) }
    if open.count == recordDepth {
      endRecord()
    } else {
      textUse = open.last.pointee.isWanted ? .mustBeBlank : .none
    }
  }

  // MARK: Outside records

  private mutating func beginOutside(
    _ element: inout OpenElement, _ attributes: AttributeList?, _ count: Int
  ) {
    let depth = open.count
    let steps = matcher.recordPath.count
    var isRecord = false
    if steps == 0 {
      element.isOnPath = depth == 0
      isRecord = depth == 1
    } else if depth < steps, depth == 0 || open.last.pointee.isOnPath {
      element.isOnPath = matcher.recordPath[depth] == Int32(names.id(element.name))
      isRecord = element.isOnPath && depth == steps - 1
      if depth == 0 && !element.isOnPath { return refuseRoot(element) }
    }
    rootIsSeen = true
    if isRecord {
      element.isOnPath = false
      beginRecord(&element, attributes, count)
    } else {
      if matcher.hasParents { beginAround(&element, attributes, count) }
      open.append(element)
      if element.isOnPath { openAncestor() }
    }
  }

  private mutating func openAncestor() {
    recordNumber = 0
    let start = startOfTag()
    frame.open(
      UnsafeBufferPointer(start: window.at(start), count: position + 1 - start),
      keepsAttributes: !matcher.hasParents)
  }

  // MARK: Records

  private mutating func beginRecord(
    _ element: inout OpenElement, _ attributes: AttributeList?, _ count: Int
  ) {
    frame.isComplete = true
    recordDepth = open.count
    recordStart = startOfTag()
    recordLine = window.line(at: recordStart)
    recordNumber += 1
    record.begin()
    if matcher.hasParents { addParents() }
    element.node = 0
    enter(&element, attributes, count)
  }

  private mutating func endRecord() {
    let length = position - recordStart
    guard length <= limits.recordBytes else { return refuseLongRecord() }
    record.finish(
      into: &block, raw: recordBytes, range: recordStart..<(recordStart + length),
      line: recordLine, repeats: matcher.repeats)
    recordDepth = -1
    textUse = .none
    if block.isFull { seal() }
  }

  // MARK: Fields

  private mutating func beginField(
    _ element: inout OpenElement, _ attributes: AttributeList?, _ count: Int
  ) {
    let parent = open.last
    if parent.pointee.isWanted || parent.pointee.isItem { note(child: element.name, of: parent) }
    element.isItem = parent.pointee.isWanted && !parent.pointee.isMixed
    if parent.pointee.node >= 0 {
      let id = names.id(element.name)
      element.node = matcher.child(of: parent.pointee.node, named: id)
      if matcher.hasChoices { choose(&element, of: parent.pointee.node, id, attributes, count) }
    }
    enter(&element, attributes, count)
  }

  /// A value with children is a list if they all have one name and nothing but blanks stands between.
  @inline(__always)
  private mutating func note(
    child name: UnsafePointer<UInt8>, of parent: UnsafeMutablePointer<OpenElement>
  ) {
    if !parent.pointee.hasChildren {
      parent.pointee.hasChildren = true
      parent.pointee.childName = name
      if !record.textIsBlank(recordBytes) { parent.pointee.isMixed = true }
    } else if parent.pointee.childName != name {
      parent.pointee.isMixed = true
    }
  }

  @inline(__always)
  private mutating func enter(
    _ element: inout OpenElement, _ attributes: AttributeList?, _ count: Int
  ) {
    element.slot = matcher.slot(of: element.node)
    let hasText = element.isWanted || element.isItem
    if count > 0, let attributes, hasText || matcher.readsAttributes(element.node) {
      readAttributes(attributes, count, &element)
    }
    textUse = hasText ? .value : .none
    if hasText { record.beginText() }
    open.append(element)
  }

  private mutating func close(_ element: OpenElement) {
    if element.isNil {
      if element.isWanted { record.addNil(to: element.slot) }
    } else if !element.hasChildren {
      if element.isWanted { record.add(record.text, to: element.slot) }
      if element.isItem { record.append(record.text, to: &open.last.pointee.items) }
    } else {
      if element.isItem { open.last.pointee.isMixed = true }
      guard element.isWanted else { return }
      if element.isMixed {
        record.addNested(to: element.slot)
      } else {
        record.addList(element.items, to: element.slot)
      }
    }
  }

  // MARK: Attributes

  private mutating func readAttributes(
    _ attributes: AttributeList, _ count: Int, _ element: inout OpenElement
  ) {
    for index in 0..<count {
      let attribute = attributes + index * 5
      guard let name = attribute[0], let value = attribute[3], let end = attribute[4] else {
        continue
      }
      if let namespace = attribute[2], SchemaInstance.isNil(name, in: namespace) {
        element.isNil = SchemaInstance.isTrue(value, end - value)
        continue
      }
      guard element.node >= 0 else { continue }
      let id = names.id(name)
      guard id != 0 else { continue }
      let slot = matcher.attribute(of: element.node, named: id)
      let standIn = matcher.fallback(of: element.node, named: id)
      guard slot >= 0 || standIn >= 0 else { continue }
      let range = record.value(
        ofAttribute: value, end - value, position: positionInRecord(value))
      if slot >= 0 { record.add(range, to: slot) }
      if standIn >= 0 { record.addStandIn(range, to: standIn) }
    }
  }

  // MARK: Text

  @inline(__always)
  mutating func addText(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    switch textUse {
    case .none: return
    case .parent: parents.addText(bytes, count)
    case .value:
      guard !isHalted, count > 0 else { return }
      record.addText(
        bytes, count, position: positionInRecord(bytes), record: recordBytes)
    case .mustBeBlank:
      guard !isHalted, open.count > 0, !RecordAssembly.isBlank(bytes, count) else { return }
      open.last.pointee.isMixed = true
    }
  }
}

/// `xsi:nil`.
private enum SchemaInstance {
  static func isNil(_ name: UnsafePointer<UInt8>, in namespace: UnsafePointer<UInt8>) -> Bool {
    equal(name, "nil") && equal(namespace, "http://www.w3.org/2001/XMLSchema-instance")
  }

  static func isTrue(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    count == 1 && value[0] == 0x31
      || count == 4 && value[0] == 0x74 && value[1] == 0x72 && value[2] == 0x75 && value[3] == 0x65
  }

  private static func equal(_ text: UnsafePointer<UInt8>, _ literal: StaticString) -> Bool {
    for index in 0..<literal.utf8CodeUnitCount where text[index] != literal.utf8Start[index] {
      return false
    }
    return text[literal.utf8CodeUnitCount] == 0
  }
}
