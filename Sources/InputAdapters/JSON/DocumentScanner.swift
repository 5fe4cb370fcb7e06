/// Walks a document along the path to its records and checks everything around them. It stops at
/// each record, takes any number of pieces, and holds no more than one key.
struct DocumentScanner {
  let path: JSONPath
  private let selectors: [JSONPath.Step]
  private var grammar = DocumentGrammar()
  private(set) var containers: [Container] = []
  private var key = KeyBytes()
  /// Arrays among the open containers that a step by key goes through.
  private var fans = 0
  /// How far along the path the next value is.
  private var role = 0
  /// The next value is an element that a step by key takes.
  private var isElement = false
  /// The path led to an array or a record.
  private var hasFound = false
  /// Looks for arrays to name, where the document should have been one.
  private(set) var hunt: ArrayHunt?
  private(set) var parents: ParentValues
  /// By selector: how many keys stand before it in the path.
  private let keysBefore: [Int]

  init(_ path: JSONPath, parents: ParentPlan = ParentPlan([])) {
    self.path = path
    selectors = path.selectors.map { if case .key(let key) = $0 { .key(key.folded) } else { $0 } }
    var keys = 0
    var keysBefore: [Int] = []
    for step in selectors {
      keysBefore.append(keys)
      if case .key = step { keys += 1 }
    }
    self.keysBefore = keysBefore
    self.parents = ParentValues(parents, keyCount: keys)
  }

  /// Moves `at` on to where the next record begins, or to the end of the text.
  ///
  /// - Returns: whether a record begins there. After a flaw, `at` is where it is.
  mutating func findRecord(
    _ text: UnsafePointer<UInt8>, _ at: inout Int, _ end: Int
  ) throws(DocumentFlaw) -> Bool {
    if passComma(text, &at, end) { return true }
    while at < end {
      let byte = text[at]
      switch grammar.state {
      case .value, .valueOrEnd, .key, .keyOrEnd, .colon, .afterValue, .finished:
        if !ByteScan.isSpace(byte), try structure(byte) {
          parents.sawRecord()
          return true
        }
        at += 1
        if parents.isKeeping { parents.take(byte) }
      default:
        // A key's closing quote is no part of its value.
        let isKept = parents.isKeeping
        if try scalar(byte) {
          at += 1
          if isKept { parents.take(byte) }
        } else {
          parents.finishIfEnding()
        }
      }
    }
    return false
  }

  /// From one record of an array to the next, if that is an object, in one step.
  private mutating func passComma(
    _ text: UnsafePointer<UInt8>, _ at: inout Int, _ end: Int
  ) -> Bool {
    let last = containers.count - 1
    guard at < end, text[at] == 0x2C, grammar.state == .afterValue,
      containers[last].step == Container.records, !parents.isKeeping
    else { return false }
    var next = at + 1
    while next < end, ByteScan.isSpace(text[next]) { next += 1 }
    guard next < end, text[next] == 0x7B else { return false }
    grammar.state = .value
    containers[last].index += 1
    at = next
    return true
  }

  /// The record that the scan stopped at has been cut out.
  mutating func endRecord() { endValue() }

  /// What is wrong with a document that ends here, apart from what ``hunt`` knows.
  func flawAtEnd() -> String? {
    if grammar.state != .finished { return Flaw.end.message }
    return hasFound || hunt != nil
      ? nil : "the document has no `\(path)`; set `records` to where the records are"
  }

  func message(of flaw: DocumentFlaw) -> String {
    switch flaw {
    case .syntax(let flaw): flaw.message
    case .duplicateKey: "this object has the key on the way to the records twice; leave one"
    case .behindRecords(let key):
      "`\(key)` stands behind the records that it is wanted for with `../`: a document is read from "
        + "front to back, so let it stand before them"
    case .notAnArray:
      "an array of records must stand here; set `records` to the array, such as `entry[*].resource`"
    }
  }
}

// MARK: - The grammar's events

extension DocumentScanner {
  /// Takes a byte of a scalar; false if it was not taken.
  private mutating func scalar(_ byte: UInt8) throws(DocumentFlaw) -> Bool {
    switch try grammar.take(byte) {
    case .more:
      if grammar.isKey { key.add(byte) }
      return true
    case .last:
      if grammar.isKey { try endKey() } else { endValue() }
      return true
    case .notTaken:
      endValue()
      return false
    }
  }

  /// Takes a byte between scalars; true if a record begins with it.
  private mutating func structure(_ byte: UInt8) throws(DocumentFlaw) -> Bool {
    switch (grammar.state, byte) {
    case (.keyOrEnd, 0x7D): close()
    case (.valueOrEnd, 0x5D):
      // The path leads this far, and there are no records.
      if containers.last?.isFanned == true { hasFound = true }
      close()
    case (.key, 0x22), (.keyOrEnd, 0x22):
      key.removeAll()
      grammar.beginString(isKey: true)
    case (.key, 0x7D): throw .syntax(.trailingComma)
    case (.key, _), (.keyOrEnd, _): throw .syntax(.key)
    case (.colon, 0x3A): grammar.state = .value
    case (.colon, _): throw .syntax(.colon)
    case (.afterValue, _): try afterValue(byte)
    case (.finished, _): throw .syntax(.afterValue)
    case (.value, 0x5D) where containers.last?.isObject == false: throw .syntax(.trailingComma)
    default: return try value(byte)
    }
    return false
  }

  private mutating func afterValue(_ byte: UInt8) throws(DocumentFlaw) {
    let last = containers.count - 1
    let isObject = containers[last].isObject
    switch byte {
    case isObject ? 0x7D : 0x5D: close()
    case 0x2C where isObject: grammar.state = .key
    case 0x2C:
      grammar.state = .value
      containers[last].index += 1
      beginElement(of: containers[last])
    default: throw .syntax(isObject ? .inObject : .inArray)
    }
  }

  /// Begins a value; true if it is a record.
  private mutating func value(_ byte: UInt8) throws(DocumentFlaw) -> Bool {
    if role == Container.records || role == selectors.count {
      if !Self.beginsValue(byte) { try grammar.begin(byte) }
      if role == Container.records { return true }
      return try target(byte)
    }
    let selector = role >= 0 ? selectors[role] : nil
    switch (byte, selector) {
    case (0x7B, .key?): try open(Container(isObject: true, step: role))
    case (0x5B, .key?) where !isElement:
      try open(Container(isObject: false, step: role, isFanned: true))
    case (0x5B, .index?): try open(Container(isObject: false, step: role))
    case (0x7B, _): try open(Container(isObject: true, step: Container.offPath))
    case (0x5B, _):
      hunt?.beginArray(in: containers)
      try open(Container(isObject: false, step: Container.offPath))
    default: try grammar.begin(byte)
    }
    return false
  }

  /// Begins the value that the path leads to.
  private mutating func target(_ byte: UInt8) throws(DocumentFlaw) -> Bool {
    if byte == 0x5B && !isElement {
      hasFound = true
      try open(Container(isObject: false, step: Container.records))
      return false
    }
    if fans > 0 {
      hasFound = true
      return true
    }
    guard byte == 0x7B && containers.isEmpty else { throw .notAnArray }
    hunt = ArrayHunt()
    try open(Container(isObject: true, step: Container.offPath))
    return false
  }

  private static func beginsValue(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x2D, 0x30...0x39, 0x5B, 0x66, 0x6E, 0x74, 0x7B: true
    default: false
    }
  }

  private mutating func open(_ container: Container) throws(DocumentFlaw) {
    if containers.count == Flaw.depthLimit { throw .syntax(.depth) }
    containers.append(container)
    if container.isFanned { fans += 1 }
    if container.isObject, container.step >= 0 { parents.begin(object: keysBefore[container.step]) }
    grammar.state = container.isObject ? .keyOrEnd : .valueOrEnd
    if !container.isObject { beginElement(of: container) }
  }

  private mutating func close() {
    if containers.removeLast().isFanned { fans -= 1 }
    endValue()
  }

  private mutating func beginElement(of array: Container) {
    isElement = array.isFanned
    if array.step < 0 || array.isFanned {
      role = array.step
    } else {
      role = selectors[array.step] == .index(array.index) ? array.step + 1 : Container.offPath
    }
  }

  private mutating func endKey() throws(DocumentFlaw) {
    grammar.state = .colon
    let last = containers.count - 1
    hunt?.endKey(key, depth: containers.count)
    isElement = false
    role = Container.offPath
    let step = containers[last].step
    guard step >= 0, case .key(let wanted) = selectors[step] else { return }
    guard key.folds(to: wanted) else {
      return try parents.endKey(key, object: keysBefore[step], depth: containers.count)
    }
    if containers[last].hasKey { throw .duplicateKey }
    containers[last].hasKey = true
    containers[last].isInside = true
    role = step + 1
  }

  private mutating func endValue() {
    grammar.state = containers.isEmpty ? .finished : .afterValue
    parents.endValue(depth: containers.count)
    if !containers.isEmpty { containers[containers.count - 1].isInside = false }
  }
}
