import AdapterKit
import ClaimCore

/// Reads one block's records field by field, and keeps what is wrong with them. One thread's own.
///
/// Neither a `String` nor an allocation for a record that is in order.
struct FieldReader: ~Copyable {
  /// What is wrong with one field of the record.
  struct Fault {
    var field: Int
    var code: FaultCode
    /// The value, where it may be shown.
    var written: String?
  }

  let mapping: CompiledMapping
  let bytes: Bytes
  let slots: UnsafeBufferPointer<FieldSlot>
  let width: Int
  let plans: UnsafeBufferPointer<FieldPlan>
  let choices: UnsafeBufferPointer<ChoiceEntry>
  let constants: Bytes
  let writer: UnsafeMutablePointer<TextWriter>
  /// Values that are put together, by turns in one and the other.
  var scratch = ByteBuffer(capacity: 256)
  var otherScratch = ByteBuffer(capacity: 256)

  let knownMonths = ISODateTime.KnownMonths()

  /// Of the record under way.
  private var row: UnsafePointer<FieldSlot>?
  /// The next one, where fields are read in the schema's order.
  private var field = 0
  private(set) var faults: [Fault] = []
  /// Whether something is wrong with the record so far.
  private(set) var hasFaults = false

  /// - Parameters:
  ///   - plans: the mapping's, or what a source has of them; the mapping's where it is `nil`.
  ///   - block: outlives the reader, and so do its `bytes` and `slots`.
  ///   - writer: outlives the reader.
  init(
    _ mapping: CompiledMapping, plans: UnsafeBufferPointer<FieldPlan>? = nil, width: Int,
    bytes: Bytes, slots: UnsafeBufferPointer<FieldSlot>, writer: UnsafeMutablePointer<TextWriter>
  ) {
    precondition(width == mapping.names.count, "a block has one slot for each name")
    self.mapping = mapping
    self.bytes = bytes
    self.slots = slots
    self.width = width
    self.writer = writer
    self.plans = plans ?? mapping.plans.withRows { $0 }
    choices = mapping.choices.withRows { $0 }
    constants = mapping.constants.withRows { $0 }
  }

  @inline(__always)
  mutating func begin(record: Int) {
    row = slots.baseAddress.map { $0 + record &* width }
    field = 0
    if !hasFaults { return }
    hasFaults = false
    faults.removeAll(keepingCapacity: true)
  }

  /// Whether every field was read, in order.
  var isAtEnd: Bool { field == plans.count }

  /// - Precondition: a place below the width, so that there are slots.
  @inline(__always)
  func slot(_ index: Int32) -> FieldSlot { row.unsafelyUnwrapped[Int(index)] }

  /// What a slot that is text holds, trimmed.
  @inline(__always)
  func text(in slot: FieldSlot) -> Bytes {
    Bytes(start: bytes.baseAddress.map { $0 + slot.offset }, count: slot.count).trimmed
  }

  @inline(__always)
  func plan(_ field: Int) -> UnsafePointer<FieldPlan> {
    plans.baseAddress.unsafelyUnwrapped + field
  }

  /// Whether no record of the source has the field.
  @inline(__always)
  func isAbsent(_ field: Int) -> Bool { plan(field).pointee.slot == FieldPlan.absent }

  /// The next field, where they are read in the schema's order.
  ///
  /// - Parameter name: which one that is, for the reader of the code; debug builds check it.
  @inline(__always)
  mutating func next(_ name: StaticString) -> Int {
    assert(
      mapping.schema.fields[field].name == name.description,
      "\(name) is read out of the schema's order")
    defer { field += 1 }
    return field
  }

  /// A field's value, trimmed; empty where it is missing or at fault.
  @inline(__always)
  mutating func value(_ field: Int) -> Bytes {
    let plan = plan(field)
    if plan.pointee.slot >= 0 {
      let slot = slot(plan.pointee.slot)
      if slot.kind == .text {
        let value = text(in: slot)
        if value.count > 0 { return value }
      }
      if plan.pointee.mayBeMissing && slot.kind != .nested && slot.kind != .list { return .none }
    } else if plan.pointee.slot == FieldPlan.absent {
      return .none
    }
    return slowValue(field)
  }

  @inline(never)
  private mutating func slowValue(_ field: Int) -> Bytes {
    let plan = plan(field)
    if plan.pointee.slot == FieldPlan.constant {
      return constants.part(plan.pointee.fallback.range)
    }
    var value = Bytes.none
    do throws(FaultCode) {
      value = try assembled(plan.pointee)
    } catch {
      fault(field, error, .none)
      return .none
    }
    if value.isEmpty { value = constants.part(plan.pointee.fallback.range).trimmed }
    if value.isEmpty, plan.pointee.isRequired { fault(field, .missing, .none) }
    return value
  }

  /// A key in any record, trimmed, where it stands in the block as it is; else empty.
  @inline(__always)
  func plainKey(_ field: Int, of record: Int) -> Bytes {
    let place = Int(plan(field).pointee.slot)
    if place < 0 { return .none }
    let slot = slots[record &* width &+ place]
    guard slot.kind == .text && slot.count <= Text.lengthLimit else { return .none }
    return text(in: slot)
  }

  /// Whether a value is the mapping's own and not the source's.
  func isConstant(_ value: Bytes) -> Bool {
    guard let at = value.baseAddress, let start = constants.baseAddress else { return false }
    return at >= start && at < start + constants.count
  }

  mutating func fault(_ field: Int, _ code: FaultCode, _ value: Bytes) {
    hasFaults = true
    let isShown = !plans[field].isPersonal && !value.isEmpty
    faults.append(
      Fault(field: field, code: code, written: isShown ? String.shown(value) : nil))
  }

  /// The first field's value as text, for a rejected record's sidecar; `nil` where it has none.
  mutating func recordID(_ record: Int) -> String? {
    begin(record: record)
    let plan = plans[0]
    guard let value = try? assembled(plan), !value.isEmpty, value.count <= 256 else { return nil }
    return value.string
  }
}
