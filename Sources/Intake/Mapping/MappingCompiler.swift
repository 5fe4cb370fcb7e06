import AdapterKit
import ClaimCore

/// Turns a mapping into plans, and collects what is wrong with it.
struct MappingCompiler {
  let schema: RecordSchema
  private(set) var names: [String] = []
  private(set) var plans: [FieldPlan] = []
  private(set) var parts: [ValuePart] = []
  private(set) var mapEntries: [MapEntry] = []
  private(set) var patternItems: [PatternItem] = []
  private(set) var choices: [ChoiceEntry] = []
  private(set) var constants: [UInt8] = []
  private(set) var faults: [MappingFault] = []
  private(set) var spread: Spread?
  private var slots: [String: Int] = [:]
  /// Fields that take the place of a part, which stands behind all that a source has.
  private var places: [Int] = []

  init(schema: RecordSchema) { self.schema = schema }

  mutating func compile(_ mapping: [String: FieldMapping]) {
    for name in mapping.keys where schema.index(of: name) == nil {
      let nearest = schema.nearestField(to: name).map { "; perhaps \($0)" }
      faults.append(
        MappingFault(
          field: name,
          "is no field of \(schema.kind.rawValue)"
            + (nearest ?? "; its fields are \(schema.fields.map(\.name).joined(separator: ", "))")))
    }
    for field in schema.fields {
      plans.append(plan(field, mapping[field.name]))
    }
    if places.isEmpty { return }
    spread?.hasPlace = true
    let slot = Int32(names.count)
    names.append("place in \(spread.map { names[$0.slot] } ?? "")")
    for field in places { plans[field].slot = slot }
  }

  private mutating func plan(_ field: FieldSchema, _ mapping: FieldMapping?) -> FieldPlan {
    var plan = FieldPlan()
    plan.isRequired = field.isRequired
    plan.isPersonal = field.isPersonal
    plan.isList = field.type.isList
    plan.keepsColons = field.type == .requirements
    if case .choice(let words) = field.type {
      let entries = ChoiceEntry.entries(of: words)
      plan.choices = Span32(start: choices.count, count: entries.count)
      choices += entries
    }
    guard let mapping else {
      plan.slot = slot(field.name)
      return plan
    }
    checkKeys(field, mapping)
    source(field, mapping, &plan)
    if let split = mapping.split { self.split(field, split, &plan) }
    map(field, mapping.map, &plan)
    if let format = mapping.format { pattern(field, format, &plan) }
    if let decimal = mapping.decimal { self.decimal(field, decimal, &plan) }
    if let name = mapping.plusMinutes { plusMinutes(field, name, &plan) }
    if mapping.isOvernight { overnight(field, &plan) }
    if let constant = mapping.value ?? mapping.default {
      let key = mapping.value == nil ? "default" : "value"
      check(constant, field, key: key, format: plan.format)
      plan.fallback = keep(constant)
      if mapping.value != nil, isTrimmed(constant) { plan.slot = FieldPlan.constant }
    }
    // One name and nothing to do: the slot is the value.
    if plan.parts.count == 1, !plan.isTemplate, case .whole = plan.take, plan.map.count == 0 {
      plan.slot = parts[Int(plan.parts.start)].slot
    }
    return plan
  }

  private func isTrimmed(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { $0.count > 0 && $0.trimmed.count == $0.count }
  }

  private mutating func checkKeys(_ field: FieldSchema, _ mapping: FieldMapping) {
    let sources = [
      mapping.from.isEmpty ? nil : "from", mapping.template.map { _ in "template" },
      mapping.value.map { _ in "value" },
    ].compactMap { $0 }
    if sources.count > 1 {
      fault(field, sources[1], "can't stand beside \(sources[0]); keep one of them")
    }
    guard mapping.value != nil else { return }
    if mapping.default != nil { fault(field, "default", "is never used beside value; drop it") }
    if mapping.split != nil { fault(field, "split", "has nothing to split beside value; drop it") }
    if !mapping.map.isEmpty { fault(field, "map", "has nothing to map beside value; drop it") }
  }

  private mutating func source(
    _ field: FieldSchema, _ mapping: FieldMapping, _ plan: inout FieldPlan
  ) {
    let start = parts.count
    if let template = mapping.template {
      plan.isTemplate = true
      do throws(TemplateFault) {
        for part in try Template(template).parts {
          switch part {
          case .name(let name): append(name)
          case .literal(let text): parts.append(ValuePart(slot: -1, literal: keep(text)))
          }
        }
        if parts[start...].allSatisfy({ $0.slot < 0 }) {
          fault(
            field, "template", "names no source in braces; write value for the same text always")
        }
      } catch {
        fault(field, "template", error.message)
      }
    } else if mapping.value == nil {
      if mapping.from.contains("") { fault(field, "from", "has an empty name") }
      for name in mapping.from.isEmpty ? [field.name] : mapping.from { append(name) }
    }
    plan.parts = Span32(start: start, count: parts.count - start)
  }

  private mutating func append(_ name: String) {
    parts.append(ValuePart(slot: slot(name), literal: Span32(start: 0, count: 0)))
  }

  private mutating func split(
    _ field: FieldSchema, _ split: FieldSplit, _ plan: inout FieldPlan
  ) {
    if split.on.isEmpty { fault(field, "split", "has an empty separator in on") }
    plan.separator = keep(split.on)
    if let name = split.of { splitSlot(field, name, &plan) }
    switch split.take {
    case .all where field.type.isList: plan.take = .all
    case .all:
      fault(field, "split", "takes all as a list; \(field.name) is \(field.type.description)")
    case .each: spread(field, split.on, plan)
    case .place:
      spread(field, split.on, plan)
      places.append(plans.count)
    case .first: plan.take = .first
    case .last: plan.take = .last
    case .rest: plan.take = .rest
    case .number(let number):
      guard let number = Int32(exactly: number), number >= 1 else {
        return fault(
          field, "split",
          "counts its parts from 1; take first, last, rest, a number, all, each or place")
      }
      plan.take = .number(number)
    }
  }

  private mutating func splitSlot(_ field: FieldSchema, _ name: String, _ plan: inout FieldPlan) {
    let slots = plan.parts.range.map { parts[$0].slot }.filter { $0 >= 0 }
    if let slot = slots.first(where: { names[Int($0)] == name }) {
      plan.splitSlot = slot
    } else {
      let known = slots.map { names[Int($0)] }.joined(separator: ", ")
      fault(field, "split", "has \"\(name)\" in of, which is no source of this field: \(known)")
    }
  }

  /// The one name whose parts are records of their own.
  private mutating func spread(_ field: FieldSchema, _ separator: String, _ plan: FieldPlan) {
    guard plan.parts.count == 1, !plan.isTemplate else {
      return fault(field, "split", "takes each part of one source name; name one in from")
    }
    let slot = Int(parts[Int(plan.parts.start)].slot)
    let found = Spread(slot: slot, separator: Array(separator.utf8))
    if let spread, spread != found {
      fault(field, "split", "takes each part of another source or separator than the fields before")
    }
    spread = spread ?? found
  }

  private mutating func map(
    _ field: FieldSchema, _ map: [String: String], _ plan: inout FieldPlan
  ) {
    plan.map = Span32(start: mapEntries.count, count: map.count)
    for (source, ours) in map.sorted(by: { $0.key < $1.key }) {
      // With a format, a map only makes the value readable.
      if !ours.isEmpty, plan.format.count == 0, !isDated(field) {
        check(ours, field, key: "map", mapKey: source, format: plan.format)
      }
      mapEntries.append(MapEntry(source: keep(source, trimmed: true), ours: keep(ours)))
    }
  }

  private mutating func pattern(
    _ field: FieldSchema, _ format: String, _ plan: inout FieldPlan
  ) {
    guard isDated(field) else {
      return fault(
        field, "format", "is for dates and times; \(field.name) is \(field.type.description)")
    }
    do throws(DatePattern.Fault) {
      let pattern = try DatePattern(format, needsTime: field.type == .time)
      plan.format = Span32(start: patternItems.count, count: pattern.items.count)
      patternItems += pattern.items
    } catch {
      fault(field, "format", error.message)
    }
  }

  private mutating func decimal(
    _ field: FieldSchema, _ decimal: String, _ plan: inout FieldPlan
  ) {
    if field.type != .money {
      fault(field, "decimal", "is for amounts; \(field.name) is \(field.type.description)")
    } else if decimal != "," && decimal != "." {
      fault(field, "decimal", "is a comma or a point")
    }
    plan.hasDecimalComma = decimal == ","
  }

  private mutating func plusMinutes(
    _ field: FieldSchema, _ name: String, _ plan: inout FieldPlan
  ) {
    if field.type != .time {
      fault(field, "plus_minutes", "is for times; \(field.name) is \(field.type.description)")
    } else if name.isEmpty {
      fault(field, "plus_minutes", "has an empty name")
    } else {
      plan.plusMinutes = slot(name)
    }
  }

  private mutating func overnight(_ field: FieldSchema, _ plan: inout FieldPlan) {
    if field.type != .time || field.name == "start" {
      fault(field, "overnight", "is for the end of a session, which may lie behind midnight")
    }
    plan.isOvernight = true
  }

  private func isDated(_ field: FieldSchema) -> Bool { field.type == .date || field.type == .time }

  /// A value that the manifest itself gives must fit its field.
  private mutating func check(
    _ value: String, _ field: FieldSchema, key: String, mapKey: String? = nil, format: Span32
  ) {
    var value = value
    let items = Array(patternItems[format.range])
    let code = value.withUTF8 { bytes in
      items.withUnsafeBufferPointer { field.type.fault(of: bytes.trimmed, format: $0) }
    }
    guard let code else { return }
    let sentence = code.sentence(for: field.type, format: nil, written: value)
    fault(field, key, "\"\(value)\" \(sentence)", mapKey: mapKey)
  }

  private mutating func fault(
    _ field: FieldSchema, _ key: String, _ message: String, mapKey: String? = nil
  ) {
    faults.append(MappingFault(field: field.name, key: key, mapKey: mapKey, message))
  }

  private mutating func slot(_ name: String) -> Int32 {
    if let slot = slots[name] { return Int32(slot) }
    slots[name] = names.count
    names.append(name)
    return Int32(names.count - 1)
  }

  private mutating func keep(_ text: String, trimmed: Bool = false) -> Span32 {
    var text = text
    let start = constants.count
    text.withUTF8 { constants += trimmed ? $0.trimmed : $0 }
    return Span32(start: start, count: constants.count - start)
  }
}

extension FieldType {
  /// What is wrong with a value that stands in a manifest; an empty one is a missing one.
  func fault(of bytes: Bytes, format: UnsafeBufferPointer<PatternItem>) -> FaultCode? {
    if bytes.isEmpty { return nil }
    do throws(FaultCode) {
      switch self {
      case .text, .list, .placeOfService: break
      case .requirements: try Lists.checkRequirements(bytes)
      case .date:
        if format.isEmpty || (try? PatternReader.date(bytes, by: format)) == nil {
          _ = try ISODateTime.date(bytes)
        }
      case .time:
        if format.isEmpty || (try? PatternReader.time(bytes, by: format)) == nil {
          _ = try ISODateTime.time(bytes, ISODateTime.KnownMonths())
        }
      case .bool: if Bool(bytes: bytes) == nil { throw .notABool }
      case .money: _ = try Numbers.money(bytes, decimalComma: false)
      case .wholeNumber: _ = try Numbers.whole(bytes)
      case .minutes: _ = try Numbers.minutes(bytes)
      case .choice(let words):
        let word = ChoiceWord(bytes)
        if !ChoiceEntry.entries(of: words).contains(where: { $0.word == word }) {
          throw .unknownValue
        }
      }
    } catch {
      return error
    }
    return nil
  }
}
