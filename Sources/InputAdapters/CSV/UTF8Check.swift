import AdapterKit

/// Adds a fault for every record that is not UTF-8 and has none yet.
///
/// - Parameter block: still without bytes behind the raw ones.
func checkUTF8(_ block: inout RecordBlock, lineEnd: UInt8) {
  if block.bytes.withUnsafeBufferPointer(firstInvalid) == nil { return }
  var merged: [RecordFault] = []
  var known = block.faults[...]
  for (record, extent) in block.records.enumerated() {
    if known.first?.record == record, let fault = known.popFirst() {
      merged.append(fault)
      continue
    }
    let range = Int(extent.start)..<Int(extent.end)
    let invalid = block.bytes.withUnsafeBufferPointer {
      firstInvalid(UnsafeBufferPointer(rebasing: $0[range]))
    }
    guard let invalid else { continue }
    let offset = range.lowerBound + invalid
    let flaw = RecordFlaw(.notUTF8(block.bytes[offset]), at: offset)
    block.bytes.withUnsafeBufferPointer { bytes in
      merged.append(
        flaw.fault(
          record: record, bytes: UnsafeBufferPointer(rebasing: bytes[range]),
          recordStart: range.lowerBound, line: Int(extent.line), lineEnd: lineEnd))
    }
    for slot in 0..<block.width { block.slots[record * block.width + slot] = .missing }
  }
  block.faults = merged
}

/// Offset of the first byte that is not part of UTF-8.
private func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
  guard let start = bytes.baseAddress else { return nil }
  let result = UTF8Check.check(start, count: bytes.count)
  return result.valid == bytes.count ? nil : result.valid
}
