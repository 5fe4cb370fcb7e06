public import AdapterKit
import ClaimCore

/// A selection beside a mapping: what to ask an adapter for, and which of its records remain.
public struct RecordSieve: Sendable {
  fileprivate struct Check: Sendable {
    let slot: Int
    let values: [[UInt8]]
    let isNegated: Bool
  }

  /// The names to ask the adapter for: the mapping's, then those that only conditions need.
  public let names: [String]
  /// Slots of a record that the mapping reads.
  private let width: Int
  private let checks: [Check]

  public init(_ selection: RecordSelection, mapping: CompiledMapping) {
    var names = mapping.names
    width = names.count
    checks = selection.conditions.map { condition in
      let slot = names.firstIndex(of: condition.name) ?? names.count
      if slot == names.count { names.append(condition.name) }
      return Check(
        slot: slot, values: condition.values.map { Array($0.utf8) },
        isNegated: condition.isNegated)
    }
    self.names = names
  }

  /// Whether every record remains.
  public var takesAll: Bool { checks.isEmpty }

  /// The block with the records that remain, ready for the mapping. A record that is broken as such
  /// remains: nobody can tell what it would have been.
  public func sifted(_ block: RecordBlock) -> RecordBlock {
    if takesAll { return block }
    let broken = Set(block.faults.map(\.record))
    var kept = block
    kept.slots.removeAll(keepingCapacity: true)
    kept.records.removeAll(keepingCapacity: true)
    kept.faults.removeAll()
    var places: [Int: Int] = [:]
    block.bytes.withUnsafeBufferPointer { bytes in
      for record in block.records.indices {
        let row = block.slots[(record * block.width)..<((record + 1) * block.width)]
        let isBroken = broken.contains(record)
        guard isBroken || checks.allSatisfy({ $0.holds(row[row.startIndex + $0.slot], bytes) })
        else { continue }
        if isBroken { places[record] = kept.records.count }
        kept.slots.append(contentsOf: row.prefix(width))
        kept.records.append(block.records[record])
      }
    }
    for fault in block.faults {
      guard let place = places[fault.record] else { continue }
      kept.faults.append(
        RecordFault(
          record: place, line: fault.line, column: fault.column, code: fault.code,
          message: fault.message))
    }
    return kept.narrowed(to: width)
  }
}

extension RecordSieve.Check {
  /// Of a list, one element is enough.
  fileprivate func holds(_ slot: FieldSlot, _ bytes: Bytes) -> Bool {
    let isAmong: Bool
    switch slot.kind {
    case .missing: isAmong = has(.none)
    case .text: isAmong = has(bytes.part(slot.range).trimmed)
    // An object has no text: it is there, and is none of the values.
    case .nested: isAmong = false
    case .list:
      var found = slot.count == 0 && has(.none)
      for element in bytes.part(slot.range).split(separator: RecordBlock.listSeparator) {
        found = found || has(Bytes(rebasing: element).trimmed)
      }
      isAmong = found
    }
    return isAmong != isNegated
  }

  private func has(_ value: Bytes) -> Bool {
    values.contains { wanted in
      wanted.withUnsafeBufferPointer { value.equalsIgnoringCase($0) }
    }
  }
}

extension RecordBlock {
  /// The same with rows of another length.
  fileprivate func narrowed(to width: Int) -> RecordBlock {
    var block = RecordBlock(bytes: bytes, width: width)
    (block.slots, block.records, block.faults) = (slots, records, faults)
    return block
  }
}
