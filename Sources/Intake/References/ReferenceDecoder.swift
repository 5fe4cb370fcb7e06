public import AdapterKit
public import ClaimCore

/// Decodes blocks of one input of reference records; any number of threads may share one.
public final class ReferenceDecoder: Sendable {
  public let mapping: CompiledMapping
  /// Of the source.
  private let plans: Table<FieldPlan>
  /// Records that say the same count once.
  private let isDistinct: Bool

  /// - Parameters:
  ///   - isDistinct: records that repeat another of this input word for word are passed over: where
  ///     each row of a source says who its patient is, most rows say it again.
  ///   - absentNames: what the source lacks (`RecordReader.absentNames`).
  /// - Precondition: the mapping is of any kind but sessions.
  public init(
    _ mapping: CompiledMapping, isDistinct: Bool = false, absentNames: [String] = []
  ) {
    precondition(mapping.kind != .sessions, "sessions have a decoder of their own")
    plans = mapping.plans(lackingIn: absentNames)
    self.mapping = mapping
    self.isDistinct = isDistinct
  }

  /// - Parameters:
  ///   - block: with one slot for each of the mapping's names.
  ///   - source: its number, in the order of the manifest and then path.
  ///   - writer: this thread's, of the practice's pool.
  public func decode(
    _ block: RecordBlock, source: Int, writer: inout TextWriter
  ) -> DecodedReferences {
    var decoded = DecodedReferences(
      block, kind: mapping.kind, source: source, isDistinct: isDistinct)
    withUnsafeMutablePointer(to: &writer) { writer in
      block.bytes.withUnsafeBufferPointer { bytes in
        block.slots.withUnsafeBufferPointer { slots in
          var reader = FieldReader(
            mapping, plans: plans.withRows { $0 }, width: block.width, bytes: bytes,
            slots: slots, writer: writer)
          decoded.decode(&reader)
        }
      }
    }
    return decoded
  }
}

/// A block's reference records, to be merged in order.
public struct DecodedReferences: Sendable {
  let kind: RecordKind
  let source: Int
  /// Kept for the raw bytes of records whose key turns out to be taken.
  let block: RecordBlock
  var records = PracticeRecords()
  /// By record; empty where the type has no key.
  var keyHashes: [UInt64] = []
  /// By record; empty unless records that say the same count once.
  var fingerprints: [Fingerprint] = []
  var rejections: [Rejection] = []
  /// Records in the block.
  public var read: Int { block.records.count }
  private let isDistinct: Bool

  init(_ block: RecordBlock, kind: RecordKind, source: Int, isDistinct: Bool) {
    self.block = block
    self.kind = kind
    self.source = source
    self.isDistinct = isDistinct
  }

  mutating func decode(_ reader: inout FieldReader) {
    var records = PracticeRecords()
    switch kind {
    // The decoder's init refuses a mapping of sessions, so this is never reached.
    case .sessions: preconditionFailure("sessions have a decoder of their own")
    case .patients: decode(&reader, &records.patients) { $0.patient($1) }
    case .practitioners: decode(&reader, &records.practitioners) { $0.practitioner($1) }
    case .practitionerQualifications:
      decode(&reader, &records.practitionerQualifications) { $0.practitionerQualification($1) }
    case .locations: decode(&reader, &records.locations) { $0.location($1) }
    case .businessUnits: decode(&reader, &records.businessUnits) { $0.businessUnit($1) }
    case .payers: decode(&reader, &records.payers) { $0.payer($1) }
    case .plans: decode(&reader, &records.plans) { $0.plan($1) }
    case .planBenefits: decode(&reader, &records.planBenefits) { $0.planBenefit($1) }
    case .benefitQualifications:
      decode(&reader, &records.benefitQualifications) { $0.benefitQualification($1) }
    case .feeSchedules: decode(&reader, &records.feeSchedules) { $0.feeSchedule($1) }
    case .coverages: decode(&reader, &records.coverages) { $0.coverage($1) }
    case .authorizations: decode(&reader, &records.authorizations) { $0.authorization($1) }
    case .renderingAssignments:
      decode(&reader, &records.renderingAssignments) { $0.renderingAssignment($1) }
    case .cases: decode(&reader, &records.cases) { $0.caseRecord($1) }
    case .diagnoses: decode(&reader, &records.diagnoses) { $0.diagnosis($1) }
    case .referringProviders:
      decode(&reader, &records.referringProviders) { $0.referringProvider($1) }
    }
    self.records = records
  }

  private mutating func decode<R: ReferenceRecord>(
    _ reader: inout FieldReader, _ records: inout RowList<R>,
    _ make: (inout FieldReader, Position) -> R
  ) {
    let broken = block.faults.isEmpty ? [:] : block.brokenRecords
    let hasKey = !kind.key.isEmpty
    let pool = reader.writer.pointee.pool
    records.reserveCapacity(block.records.count)
    for index in block.records.indices {
      let position = Position(
        source: source, line: Int(block.records[index].line), record: index + 1)
      if let reasons = broken[index] {
        rejections.append(reader.rejection(index, of: block, at: position, reasons))
        continue
      }
      reader.begin(record: index)
      let record = make(&reader, position)
      assert(reader.isAtEnd, "every field of \(kind.rawValue) is read")
      if reader.hasFaults {
        rejections.append(reader.rejection(index, of: block, at: position))
        continue
      }
      records.append(record)
      if hasKey { keyHashes.append(pool.hash(record.key)) }
      if isDistinct { fingerprints.append(reader.fingerprint(of: index)) }
    }
  }
}

extension TextPool {
  func hash(_ key: (Text, Text)) -> UInt64 {
    let first = withBytes(key.0) { ByteHash.of($0) }
    return key.1.isMissing ? first : withBytes(key.1) { ByteHash.of($0, seed: first) }
  }
}
