import AdapterKit

/// Adds a fault for every record that is not UTF-8 and has none yet.
///
/// - Parameter block: still without bytes behind the raw ones.
func checkUTF8(_ block: inout RecordBlock, lineEnd: UInt8) {
  if isASCII(block.bytes) || firstInvalid(block.bytes.span) == nil { return }
  var merged: [RecordFault] = []
  var known = block.faults[...]
  for (record, extent) in block.records.enumerated() {
    if known.first?.record == record, let fault = known.popFirst() {
      merged.append(fault)
      continue
    }
    let range = Int(extent.start)..<Int(extent.end)
    guard let invalid = firstInvalid(block.bytes.span.extracting(range)) else { continue }
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
private func firstInvalid(_ bytes: Span<UInt8>) -> Int? {
  do throws(UTF8.ValidationError) {
    _ = try UTF8Span(validating: bytes)
    return nil
  } catch {
    return error.byteOffsets.lowerBound
  }
}

private func isASCII(_ bytes: [UInt8]) -> Bool {
  bytes.withUnsafeBytes { bytes in
    var seen: UInt64 = 0
    var offset = 0
    var words = SIMD8<UInt64>()
    while offset + 64 <= bytes.count {
      words |= bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
      offset += 64
    }
    for word in 0..<8 { seen |= words[word] }
    while offset < bytes.count {
      seen |= UInt64(bytes[offset])
      offset += 1
    }
    return seen & 0x8080_8080_8080_8080 == 0
  }
}
