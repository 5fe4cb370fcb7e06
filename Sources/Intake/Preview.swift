public import AdapterKit
import ClaimCore

/// A record as mapped, for `claimpipe preview`: personal data included.
public struct PreviewedRecord: Sendable {
  public let line: Int
  /// Our names and the values for them, before types are read; missing ones are left out.
  public let fields: [(name: String, value: String)]
  /// What is wrong with it, in sentences.
  public let faults: [String]
}

extension CompiledMapping {
  /// The first records of a block, as this mapping has them.
  public func preview(_ block: RecordBlock, limit: Int) -> [PreviewedRecord] {
    let pool = TextPool()
    var writer = TextWriter(pool)
    let rejections = rejections(of: block, pool: pool, &writer)
    return withUnsafeMutablePointer(to: &writer) { writer in
      block.bytes.withUnsafeBufferPointer { bytes in
        block.slots.withUnsafeBufferPointer { slots in
          var reader = FieldReader(
            self, width: block.width, bytes: bytes, slots: slots, writer: writer)
          return block.records.indices.prefix(limit).map { record in
            PreviewedRecord(
              line: Int(block.records[record].line), fields: reader.mappedValues(record),
              faults: rejections[record + 1] ?? [])
          }
        }
      }
    }
  }

  /// Sentences by record number. Sessions are decoded against an empty practice: only what a record
  /// says of itself counts here.
  private func rejections(
    of block: RecordBlock, pool: TextPool, _ writer: inout TextWriter
  ) -> [Int: [String]] {
    let rejections: [Rejection]
    if kind == .sessions {
      let practice = Practice(PracticeRecords(), pool: pool)
      let decoder = SessionDecoder(practice, mapping: self, zones: TimeZones(practice))
      rejections = decoder.decode(block, source: 0, writer: &writer).rejections
    } else {
      rejections = ReferenceDecoder(self).decode(block, source: 0, writer: &writer).rejections
    }
    return Dictionary(
      rejections.map { (Int($0.position.record), $0.reasons.map(\.message)) },
      uniquingKeysWith: +)
  }
}

extension FieldReader {
  /// A record's values by our names, as the mapping gives them.
  mutating func mappedValues(_ record: Int) -> [(name: String, value: String)] {
    begin(record: record)
    var fields: [(name: String, value: String)] = []
    for field in mapping.schema.fields {
      let value = nextValue().bytes
      if value.count > 0 {
        let text = String(decoding: value, as: UTF8.self)
          .split(separator: "\u{1F}", omittingEmptySubsequences: false).joined(separator: ":")
        fields.append((field.name, text))
      }
    }
    return fields
  }
}
