import AdapterKit
import ClaimCore

/// Values that a mapping puts together: joined, split and mapped.
extension FieldReader {
  /// A field's value before its default; it stands in the block, in the scratch or in the constants.
  mutating func assembled(_ plan: FieldPlan) throws(FaultCode) -> Bytes {
    if plan.slot >= 0 {
      let slot = slot(plan.slot)
      switch slot.kind {
      case .missing: return .none
      case .text: return bytes.part(slot.range).trimmed
      case .nested: throw .nested
      case .list:
        if !plan.isList && slot.count > 0 { throw .severalValues }
        return bytes.part(slot.range)
      }
    }
    if plan.parts.count == 0 { return .none }
    var value = try joined(plan).trimmed
    if case .all = plan.take { separate(&value, plan) }
    if plan.splitSlot < 0 { value = taken(value, plan) }
    return plan.map.count == 0 ? value : mapped(value, plan)
  }

  private mutating func joined(_ plan: FieldPlan) throws(FaultCode) -> Bytes {
    scratch.removeAll()
    var hasAny = false
    for index in plan.parts.range {
      let part = mapping.parts[index]
      if part.slot < 0 {
        scratch.append(constants.part(part.literal.range))
        continue
      }
      let slot = slot(part.slot)
      if slot.kind == .nested { throw .nested }
      var value = bytes.part(slot.range).trimmed
      if slot.kind == .missing || value.isEmpty { continue }
      if part.slot == plan.splitSlot {
        value = taken(value, plan)
        // A date is no time: without this part there is no value.
        if value.isEmpty { return .none }
      }
      if hasAny && !plan.isTemplate {
        scratch.append(plan.isList ? RecordBlock.listSeparator : 0x20)
      }
      hasAny = true
      for byte in value {
        scratch.append(byte == RecordBlock.listSeparator && !plan.isList ? 0x20 : byte)
      }
    }
    // The buffer's bytes stay where they are until it grows again.
    return hasAny ? scratch.withBytes { $0 } : .none
  }

  /// Makes a list of the parts.
  private mutating func separate(_ value: inout Bytes, _ plan: FieldPlan) {
    let separator = constants.part(plan.separator.range)
    otherScratch.removeAll()
    var start = 0
    while let found = value.firstRange(of: separator, from: start) {
      otherScratch.append(value.part(start..<found.lowerBound).trimmed)
      otherScratch.append(RecordBlock.listSeparator)
      start = found.upperBound
    }
    otherScratch.append(value.part(start..<value.count).trimmed)
    swap(&scratch, &otherScratch)
    value = scratch.withBytes { $0 }
  }

  private func taken(_ value: Bytes, _ plan: FieldPlan) -> Bytes {
    let separator = constants.part(plan.separator.range)
    let isSpace = separator.allSatisfy { $0 == 0x20 }
    func next(_ rest: Bytes) -> (part: Bytes, rest: Bytes)? {
      guard let found = rest.firstRange(of: separator) else { return nil }
      var after = rest.part(found.upperBound..<rest.count)
      if isSpace { after = after.trimmed }
      return (rest.part(0..<found.lowerBound).trimmed, after)
    }
    switch plan.take {
    case .whole, .all: return value
    case .first: return next(value)?.part ?? value
    case .rest: return next(value)?.rest.trimmed ?? .none
    case .last:
      var rest = value
      while let cut = next(rest) { rest = cut.rest }
      return rest.trimmed
    case .number(let number):
      var rest = value
      for _ in 1..<number {
        guard let cut = next(rest) else { return .none }
        rest = cut.rest
      }
      return next(rest)?.part ?? rest.trimmed
    }
  }

  private mutating func mapped(_ value: Bytes, _ plan: FieldPlan) -> Bytes {
    guard plan.isList else { return lookUp(value, plan) ?? value }
    otherScratch.removeAll()
    Lists.forEach(value, keepsColons: plan.keepsColons) { element in
      if otherScratch.count > 0 { otherScratch.append(RecordBlock.listSeparator) }
      otherScratch.append(lookUp(element, plan) ?? element)
    }
    return otherScratch.withBytes { $0 }
  }

  /// The value as it stands first, then in any case.
  private func lookUp(_ value: Bytes, _ plan: FieldPlan) -> Bytes? {
    if value.isEmpty { return nil }
    var inAnyCase: Bytes?
    for index in plan.map.range {
      let entry = mapping.mapEntries[index]
      guard Int(entry.source.count) == value.count else { continue }
      let source = constants.part(entry.source.range)
      if source.equals(value) { return constants.part(entry.ours.range).trimmed }
      if inAnyCase == nil, source.equalsIgnoringCase(value) {
        inAnyCase = constants.part(entry.ours.range).trimmed
      }
    }
    return inAnyCase
  }
}
