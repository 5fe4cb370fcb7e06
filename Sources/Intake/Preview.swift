public import AdapterKit
import ClaimCore

/// A record as mapped, for `claimpipe preview`: personal data included.
public struct PreviewedRecord: Sendable {
  public let line: Int
  /// As the source spells it.
  public let raw: [UInt8]
  /// The values for our fields; missing ones are left out.
  public let fields: [PreviewedField]
  /// What is wrong with it.
  public let faults: [RejectionReason]
}

/// A field of a record as mapped.
public struct PreviewedField: Sendable {
  public let name: String
  /// Before its type is read.
  public let value: String
  /// The names that the mapping looks at, and what the source has there; empty where the mapping has
  /// the value itself.
  public let sources: [(name: String, value: String)]
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
              line: Int(block.records[record].line), raw: block.raw(record),
              fields: reader.mappedValues(record),
              faults: rejections[record + 1] ?? [])
          }
        }
      }
    }
  }

  /// Reasons by record number. Sessions are decoded against an empty practice: only what a record
  /// says of itself counts here.
  private func rejections(
    of block: RecordBlock, pool: TextPool, _ writer: inout TextWriter
  ) -> [Int: [RejectionReason]] {
    let rejections: [Rejection]
    if kind == .sessions {
      let practice = Practice(PracticeRecords(), pool: pool)
      let decoder = SessionDecoder(practice, mapping: self, zones: TimeZones(practice))
      rejections = decoder.decode(block, source: 0, writer: &writer).rejections
    } else {
      rejections = ReferenceDecoder(self).decode(block, source: 0, writer: &writer).rejections
    }
    return Dictionary(
      rejections.map { (Int($0.position.record), $0.reasons) },
      uniquingKeysWith: +)
  }
}

extension FieldReader {
  /// A record's values by our names, as the mapping gives them.
  mutating func mappedValues(_ record: Int) -> [PreviewedField] {
    begin(record: record)
    var fields: [PreviewedField] = []
    for (index, field) in mapping.schema.fields.enumerated() {
      let value = value(index)
      if value.count > 0 {
        fields.append(
          PreviewedField(
            name: field.name, value: value.listText, sources: sources(mapping.plans[index])))
      }
    }
    return fields
  }

  private func sources(_ plan: FieldPlan) -> [(name: String, value: String)] {
    let added = plan.plusMinutes < 0 ? [] : [Int(plan.plusMinutes)]
    return (mapping.slots(of: plan) + added).map { index in
      let slot = slot(Int32(index))
      let value = slot.kind == .missing ? .none : bytes.part(slot.range).trimmed
      return (mapping.names[index], value.listText)
    }
  }
}

extension Bytes {
  /// A list's elements joined by colons.
  fileprivate var listText: String {
    string.split(separator: "\u{1F}", omittingEmptySubsequences: false).joined(separator: ":")
  }
}
