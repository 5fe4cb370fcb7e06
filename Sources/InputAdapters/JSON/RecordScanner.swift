/// Walks one record after another: checks each in full against RFC 8259 and puts what was asked for
/// into slots.
///
/// A zero byte stands behind each record while it is scanned, so that no search needs to ask for the
/// end; zero is nowhere valid in JSON.
struct RecordScanner: ~Copyable {
  let text: UnsafePointer<UInt8>
  let tables: PlanTables
  /// Where the scan is.
  var at = 0
  /// Behind the record.
  var end = 0
  var depth = 0
  /// Has a bit of its upper half set if the record has a byte above 0x7F (or only its neighbour has).
  var highBits: UInt32 = 0
  /// The first thing wrong with a record that is JSON.
  var defect: Defect?
  var slots: SlotValues
  /// Line feeds in the record so far: they stand between values only.
  var lineFeeds = 0
  private var passages: KeyPassages
  /// The number of the object that last had a key, by key.
  private let lastObject: UnsafeMutablePointer<UInt32>
  private var objects: UInt32 = 0

  /// - Parameter spareOffset: where bytes that are unescaped will stand in the block.
  init(
    _ text: UnsafePointer<UInt8>, tables: PlanTables, width: Int, spareOffset: Int
  ) {
    self.text = text
    self.tables = tables
    slots = SlotValues(width: width, spareOffset: spareOffset)
    let keyCount = tables.keys.keys.count
    passages = KeyPassages(states: tables.states.count, keys: keyCount)
    lastObject = .allocate(capacity: keyCount)
    lastObject.initialize(repeating: 0, count: keyCount)
  }

  deinit { lastObject.deallocate() }

  /// What a record turned out to be.
  enum Outcome { case object, other }

  /// Scans the record in `range`; its values are then in ``slots``, its fault in ``defect``.
  mutating func scan(_ range: Range<Int>) throws(Malformed) -> Outcome {
    at = range.lowerBound
    end = range.upperBound
    depth = 0
    highBits = 0
    lineFeeds = 0
    defect = nil
    slots.begin()
    skipSpace()
    let outcome: Outcome = text[at] == 0x7B ? .object : .other
    try value(outcome == .object ? FieldPlan.record : FieldPlan.nowhere)
    skipSpace()
    if at != end { throw Malformed(.afterValue, at: at) }
    if highBits >> 16 != 0 { checkUTF8(range) }
    if slots.finish(text), defect == nil {
      defect = Defect(offset: range.lowerBound, kind: .listSeparator)
    }
    return outcome
  }

  @inline(__always)
  mutating func skipSpace() {
    if text[at] <= 0x20 { passSpace() }
  }

  @inline(never)
  private mutating func passSpace() {
    while ByteScan.isSpace(text[at]) {
      if text[at] == 0x0A { lineFeeds += 1 }
      at += 1
    }
  }

  /// At the first byte of a value of a state.
  @inline(__always)
  mutating func value(_ number: Int32) throws(Malformed) {
    let byte = text[at]
    if byte == 0x22 {
      let string = try string()
      put(string, tables.states.baseAddress.unsafelyUnwrapped + Int(number))
    } else {
      try otherValue(byte, number)
    }
  }

  @inline(never)
  private mutating func otherValue(_ byte: UInt8, _ number: Int32) throws(Malformed) {
    let state = tables.states[Int(number)]
    let start = at
    switch byte {
    case 0x7B:
      try object(number, state)
      nest(state, start, where: { _ in true })
    case 0x5B:
      try array(state)
      nest(state, start, where: \.isElement)
    case 0x6E: try literal(0x6C6C_756E, 4)
    case 0x74:
      try literal(0x6575_7274, 4)
      put(start, at - start, state)
    case 0x66:
      try literal(0x65_736C_6166, 5)
      put(start, at - start, state)
    case 0x2D, 0x30...0x39:
      try numeral(byte)
      put(start, at - start, state)
    default:
      throw wrong(byte &- 0x41 < 26 || byte &- 0x61 < 26 ? .literal : .value, at)
    }
  }

  private mutating func object(
    _ number: Int32, _ state: FieldPlan.State
  ) throws(Malformed) {
    try descend()
    objects &+= 1
    let object = objects
    var node = Int(number)
    var isFirst = true
    while true {
      let start = at
      let key: Int
      if passages.isNext(node, text + start) {
        let passage = passages[node]
        at = start &+ Int(passage.count)
        lineFeeds &+= Int(passage.lineFeeds)
        key = Int(passage.key)
        node = Int(passage.next)
        skipSpace()
      } else {
        let feeds = lineFeeds
        skipSpace()
        if text[at] == 0x7D { return ascend() }
        key = try self.key(state, isFirst: isFirst)
        if state.keys.count > 0 {
          node = passages.keep(
            node, text + start, count: at - start, lineFeeds: lineFeeds - feeds, key: key,
            state: Int(number))
        }
      }
      isFirst = false
      try value(key < 0 ? FieldPlan.nowhere : note(key, of: object, behind: start))
    }
  }

  /// The state that a key's value has.
  @inline(__always)
  private mutating func note(_ key: Int, of object: UInt32, behind start: Int) -> Int32 {
    if lastObject[key] == object && defect == nil { noteDuplicate(behind: start) }
    lastObject[key] = object
    return tables.keys.address[key].state
  }

  @inline(never)
  private mutating func noteDuplicate(behind start: Int) {
    var quote = start
    while text[quote] != 0x22 { quote += 1 }
    defect = Defect(offset: quote, kind: .duplicateKey)
  }

  /// Over the comma, the next key and the colon, to the value.
  ///
  /// - Returns: the key's number, or -1.
  @inline(never)
  private mutating func key(_ state: FieldPlan.State, isFirst: Bool) throws(Malformed) -> Int {
    if !isFirst {
      if text[at] != 0x2C { throw wrong(.inObject, at) }
      at += 1
      skipSpace()
    }
    if text[at] != 0x22 { throw wrong(text[at] == 0x7D ? .trailingComma : .key, at) }
    let key = try findKey(state)
    skipSpace()
    if text[at] != 0x3A { throw wrong(.colon, at) }
    at += 1
    skipSpace()
    return key
  }

  private mutating func findKey(_ state: FieldPlan.State) throws(Malformed) -> Int {
    let string = try string()
    if state.keys.count == 0 { return -1 }
    if !string.isEscaped {
      return tables.keys.find(text + string.start, string.count, in: state)
    }
    let (key, count) = Unescape.key(text + string.start, string.count)
    return key.withUnsafeBufferPointer { key in
      key.baseAddress.map { tables.keys.find($0, count, in: state) } ?? -1
    }
  }

  private mutating func array(_ state: FieldPlan.State) throws(Malformed) {
    try descend()
    skipSpace()
    if state.tests.count > 0 { slots.beginTests(tables.tests(of: state)) }
    if text[at] == 0x5D { return ascend() }
    var index = 0
    while true {
      if text[at] == 0x5D { throw wrong(.trailingComma, at) }
      let start = at
      try value(tables.element(index, of: state))
      if state.tests.count > 0 { try choose(start, state) }
      skipSpace()
      let byte = text[at]
      if byte == 0x5D { return ascend() }
      if byte != 0x2C { throw wrong(.inArray, at) }
      at += 1
      index += 1
      skipSpace()
    }
  }

  /// Over an opening bracket.
  private mutating func descend() throws(Malformed) {
    depth += 1
    if depth > Flaw.depthLimit { throw Malformed(.depth, at: at) }
    at += 1
  }

  private mutating func ascend() {
    depth -= 1
    at += 1
  }

  /// What is wrong at an offset: this, unless the text ends there.
  func wrong(_ flaw: Flaw, _ offset: Int) -> Malformed {
    Malformed(offset >= end ? .end : flaw, at: offset)
  }
}
