public import AdapterKit
import ClaimCore

/// A selection beside a mapping: what to ask an adapter for, which of its records remain, and which
/// are several.
public struct RecordSieve: Sendable {
  fileprivate struct Check: Sendable {
    let slot: Int
    let values: [[UInt8]]
    let isNegated: Bool
  }

  /// The names to ask the adapter for: the mapping's, then those that only conditions need.
  public let names: [String]
  /// Slots of a record that the mapping reads and the source has.
  private let width: Int
  private let checks: [Check]
  private let spread: Spread?

  public init(_ selection: RecordSelection, mapping: CompiledMapping) {
    spread = mapping.spread
    var names = Array(mapping.names.dropLast(mapping.spread?.hasPlace == true ? 1 : 0))
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

  /// Whether every record remains as it is.
  public var isIdle: Bool { checks.isEmpty && spread == nil }
  /// Whether records are chosen.
  public var chooses: Bool { !checks.isEmpty }

  /// The block with the records that remain, ready for the mapping. A record that is broken as such
  /// remains: nobody can tell what it would have been.
  public func sifted(_ block: RecordBlock) -> RecordBlock {
    if isIdle { return block }
    let broken = Set(block.faults.map(\.record))
    var kept = RecordBlock(bytes: block.bytes, width: width + (spread?.hasPlace == true ? 1 : 0))
    var faults: [RecordFault] = []
    for record in block.records.indices {
      let row = block.slots[(record * block.width)..<((record + 1) * block.width)]
      if broken.contains(record) {
        for fault in block.faults where fault.record == record {
          faults.append(fault.moved(to: kept.records.count))
        }
        kept.add(block.records[record], row.prefix(width))
      } else if takes(row, block.bytes) {
        add(row, block.records[record], to: &kept)
      }
    }
    kept.faults = faults
    return kept
  }

  private func takes(_ row: ArraySlice<FieldSlot>, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      checks.allSatisfy { $0.holds(row[row.startIndex + $0.slot], bytes) }
    }
  }

  /// Once, or once for each part of a value.
  private func add(
    _ row: ArraySlice<FieldSlot>, _ extent: RecordExtent, to kept: inout RecordBlock
  ) {
    let slots = row.prefix(width)
    guard let spread, slots[slots.startIndex + spread.slot].kind != .nested else {
      return kept.add(extent, slots)
    }
    for (index, part) in parts(slots[slots.startIndex + spread.slot], spread, kept.bytes)
      .enumerated()
    {
      var slots = Array(slots)
      slots[spread.slot] = part
      if spread.hasPlace {
        let digits = Array(String(index + 1).utf8)
        slots.append(FieldSlot(offset: kept.bytes.count, count: digits.count))
        kept.bytes += digits
      }
      kept.add(extent, slots[...])
    }
  }

  /// Empty parts are none.
  private func parts(_ slot: FieldSlot, _ spread: Spread, _ bytes: [UInt8]) -> [FieldSlot] {
    bytes.withUnsafeBufferPointer { bytes in
      let separator = slot.kind == .list ? [RecordBlock.listSeparator] : spread.separator
      return separator.withUnsafeBufferPointer { separator in
        let value = bytes.part(slot.range)
        var parts: [FieldSlot] = []
        var start = 0
        while start <= value.count {
          let found = value.firstRange(of: separator, from: start)
          let part = value.part(start..<(found?.lowerBound ?? value.count)).trimmed
          if let at = part.baseAddress, let base = bytes.baseAddress, part.count > 0 {
            parts.append(FieldSlot(offset: at - base, count: part.count))
          }
          guard let found else { break }
          start = found.upperBound
        }
        return parts
      }
    }
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
  /// A row, with missing values where it is short.
  fileprivate mutating func add(_ extent: RecordExtent, _ row: ArraySlice<FieldSlot>) {
    records.append(extent)
    slots.append(contentsOf: row)
    slots.append(contentsOf: repeatElement(.missing, count: width - row.count))
  }
}

extension RecordFault {
  fileprivate func moved(to record: Int) -> RecordFault {
    RecordFault(record: record, line: line, column: column, code: code, message: message)
  }
}
