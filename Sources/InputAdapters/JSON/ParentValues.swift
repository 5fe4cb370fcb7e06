import AdapterKit

/// Keeps what is wanted of the objects that are open around the records, while a document is walked.
struct ParentValues {
  /// What stands around some records: by level of the plan, an object of the keys that are wanted.
  typealias Texts = [[UInt8]]

  static let none = ParentValues(ParentPlan([]), keyCount: 0)
  /// A longer value is none that a field could take.
  private static let longestValue = 1 << 20

  /// By object along the path, from the outermost: its level in the plan.
  private let levels: [Int?]
  private let plan: ParentPlan
  /// By level: members as they were spelled, and whether records were met since the object began.
  private var members: [[[UInt8]]]
  private var hasRecords: [Bool]
  /// A member under way: its bytes, its level, and how many containers are open around it.
  private var member: (bytes: [UInt8], level: Int, depth: Int)?
  private var isEnding = false
  /// Changes whenever ``texts`` does.
  private(set) var version = 0

  /// - Parameter keyCount: objects along the path to the records.
  init(_ plan: ParentPlan, keyCount: Int) {
    self.plan = plan
    levels = (0..<keyCount).map { object in
      plan.levels.firstIndex { $0.distance == keyCount - object }
    }
    members = plan.levels.map { _ in [] }
    hasRecords = plan.levels.map { _ in false }
  }

  var isEmpty: Bool { plan.isEmpty }
  var isKeeping: Bool { member != nil }

  /// An object along the path begins.
  mutating func begin(object: Int) {
    guard !isEmpty, let level = levels[object] else { return }
    members[level] = []
    hasRecords[level] = false
    version += 1
  }

  mutating func sawRecord() {
    for level in hasRecords.indices { hasRecords[level] = true }
  }

  /// A key of such an object was read; its value is kept if it is wanted.
  mutating func endKey(_ key: KeyBytes, object: Int, depth: Int) throws(DocumentFlaw) {
    guard !isEmpty, let level = levels[object] else { return }
    let name = key.unescaped
    guard plan.levels[level].keys.contains(name.folded) else { return }
    if hasRecords[level] { throw .behindRecords(String(decoding: name, as: UTF8.self)) }
    member = ([0x22] + key.written + [0x22], level, depth)
    isEnding = false
  }

  /// A byte of the value, which has ended with it if ``endValue(depth:)`` was called.
  mutating func take(_ byte: UInt8) {
    if (member?.bytes.count ?? 0) < Self.longestValue { member?.bytes.append(byte) }
    finishIfEnding()
  }

  mutating func endValue(depth: Int) {
    if member?.depth == depth { isEnding = true }
  }

  mutating func finishIfEnding() {
    guard isEnding, let member else { return }
    isEnding = false
    self.member = nil
    if member.bytes.count >= Self.longestValue { return }
    members[member.level].append(member.bytes)
    version += 1
  }

  var texts: Texts {
    members.map { [0x7B] + Array($0.joined(separator: [0x2C])) + [0x7D] }
  }
}

extension ParentPlan {
  /// What the slots of a record have from the objects around it.
  struct Found: Sendable {
    var slots: [(slot: Int, field: FieldSlot, bytes: [UInt8])] = []
    var defect: Defect?
  }

  /// Reads what was kept.
  func read(_ texts: ParentValues.Texts) -> Found {
    var found = Found()
    for (level, text) in zip(levels, texts) {
      let padded = text + [UInt8](repeating: 0, count: SourceBuffer.slack)
      padded.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        level.plan.withTables { tables in
          var scanner = RecordScanner(
            start, tables: tables, width: level.plan.scanWidth, spareOffset: text.count)
          // What stands around records was checked when it was walked.
          guard (try? scanner.scan(0..<text.count)) != nil else { return }
          found.defect = found.defect ?? scanner.defect
          let all = text + scanner.slots.spare
          var fields = Array(scanner.slots.slots.prefix(level.plan.width))
          for copy in level.plan.copies { fields[copy.slot] = fields[copy.from] }
          for (index, field) in fields.enumerated() where field.kind != .missing {
            found.slots.append((level.slots[index], field, Array(all[field.range])))
          }
        }
      }
    }
    return found
  }
}
