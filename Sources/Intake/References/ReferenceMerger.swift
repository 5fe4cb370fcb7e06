import AdapterKit
public import ClaimCore

/// Joins decoded blocks of reference records in the order of manifest, path and position, and
/// rejects second records of a key (REC-2).
public struct ReferenceMerger: ~Copyable {
  private let pool: TextPool
  private var places: SourcePlaces
  private var records = PracticeRecords()
  private var keys = KeyTables()
  private var said: [RecordKind: SaidBefore] = [:]
  private var counts: [IntakeCounts] = []
  private var expectedBytes: [RecordKind: Int] = [:]

  /// For more records than this lists grow as they come: a file may be larger than memory.
  private static let mostExpected = 262_144.0

  /// - Parameter sources: their names by number, for messages.
  public init(pool: TextPool, sources: [String]) {
    self.pool = pool
    places = SourcePlaces(sources)
  }

  /// Says how large a source of a record type is, before its first block: room is made for as many
  /// records as its first block lets expect. A guess will do.
  public mutating func expect(bytes: Int, of kind: RecordKind) {
    expectedBytes[kind, default: 0] += bytes
  }

  /// - Returns: the block's rejections, in the order of its records.
  public mutating func append(_ decoded: DecodedReferences) -> [Rejection] {
    let count = decoded.block.records.count
    let offset = places.records(before: count, of: decoded.source)
    // Of most inputs nothing has to be known.
    let isDistinct = !decoded.fingerprints.isEmpty
    let before = isDistinct ? said.removeValue(forKey: decoded.kind) : nil
    var merge = BlockMerge(
      decoded, offset: offset, pool: pool, places: places, said: before ?? SaidBefore(),
      expected: expectedCount(decoded))
    let new = decoded.records
    switch decoded.kind {
    case .sessions: break
    case .patients: merge.append(new.patients, to: &records.patients, &keys.patients)
    case .practitioners:
      merge.append(new.practitioners, to: &records.practitioners, &keys.practitioners)
    case .practitionerQualifications:
      merge.append(new.practitionerQualifications, to: &records.practitionerQualifications)
    case .locations: merge.append(new.locations, to: &records.locations, &keys.locations)
    case .businessUnits:
      merge.append(new.businessUnits, to: &records.businessUnits, &keys.businessUnits)
    case .payers: merge.append(new.payers, to: &records.payers, &keys.payers)
    case .plans: merge.append(new.plans, to: &records.plans, &keys.plans)
    case .planBenefits:
      merge.append(new.planBenefits, to: &records.planBenefits, &keys.planBenefits)
    case .benefitQualifications:
      merge.append(new.benefitQualifications, to: &records.benefitQualifications)
    case .feeSchedules: merge.append(new.feeSchedules, to: &records.feeSchedules)
    case .coverages: merge.append(new.coverages, to: &records.coverages, &keys.coverages)
    case .authorizations:
      merge.append(new.authorizations, to: &records.authorizations, &keys.authorizations)
    case .renderingAssignments:
      merge.append(new.renderingAssignments, to: &records.renderingAssignments)
    case .cases: merge.append(new.cases, to: &records.cases, &keys.cases)
    case .diagnoses: merge.append(new.diagnoses, to: &records.diagnoses)
    case .referringProviders: merge.append(new.referringProviders, to: &records.referringProviders)
    }
    counts.update(decoded.source) {
      $0.read += count
      $0.rejected += merge.rejections.count
      $0.replaced += merge.repeated
      $0.used += count - merge.rejections.count - merge.repeated
    }
    if isDistinct { said[decoded.kind] = merge.said }
    // The block's own and those of REC-2, as they stand in the source.
    return merge.rejections.sorted { $0.position < $1.position }
  }

  /// Records of all sources of the block's type, if they are as long as those of the block.
  private func expectedCount(_ decoded: DecodedReferences) -> Int {
    guard let all = expectedBytes[decoded.kind] else { return 0 }
    let (count, bytes) = (decoded.block.records.count, decoded.block.bytes.count)
    if bytes == 0 { return 0 }
    return Int(min(Double(count) / Double(bytes) * Double(all), Self.mostExpected))
  }

  /// What was taken; nothing may follow.
  public func finish() -> LoadedReferences {
    LoadedReferences(records: records, countsBySource: counts)
  }
}

/// A practice's reference records and what became of those that were read.
public struct LoadedReferences: Sendable {
  /// Identity settled (REC-2): ready for `Practice`.
  public let records: PracticeRecords
  /// By source number; sources past the end had no block.
  public let countsBySource: [IntakeCounts]
}

/// The keys that are taken, by record type.
private struct KeyTables: ~Copyable {
  var patients = KeyTable()
  var practitioners = KeyTable()
  var locations = KeyTable()
  var businessUnits = KeyTable()
  var payers = KeyTable()
  var plans = KeyTable()
  var planBenefits = KeyTable()
  var coverages = KeyTable()
  var authorizations = KeyTable()
  var cases = KeyTable()
}

/// What the records of inputs say whose repeated records count once.
private struct SaidBefore {
  /// Of types without a key.
  var all: Set<Fingerprint> = []
  /// Of types with one, by the record's row.
  var byRow: [Int: Fingerprint] = [:]
}

/// One block on its way in.
private struct BlockMerge {
  let decoded: DecodedReferences
  let offset: Int
  let pool: TextPool
  let places: SourcePlaces
  var said: SaidBefore
  /// Records of this type in all, about.
  let expected: Int
  var rejections: [Rejection]
  /// Records that say what an earlier one does.
  var repeated = 0

  init(
    _ decoded: DecodedReferences, offset: Int, pool: TextPool, places: SourcePlaces,
    said: SaidBefore, expected: Int
  ) {
    self.decoded = decoded
    self.offset = offset
    self.pool = pool
    self.places = places
    self.said = said
    self.expected = expected
    rejections = decoded.rejections
    for index in rejections.indices {
      rejections[index].position = rejections[index].position.moved(by: offset)
    }
  }

  mutating func append<R: ReferenceRecord>(_ new: RowList<R>, to records: inout RowList<R>) {
    if records.isEmpty { records.reserveCapacity(expected) }
    for (index, var record) in new.enumerated() {
      if let fingerprint = fingerprint(index), !said.all.insert(fingerprint).inserted {
        repeated += 1
        continue
      }
      record.position = record.position.moved(by: offset)
      records.append(record)
    }
  }

  mutating func append<R: ReferenceRecord>(
    _ new: RowList<R>, to records: inout RowList<R>, _ keys: inout KeyTable
  ) {
    if records.isEmpty { records.reserveCapacity(expected) }
    for (index, var record) in new.enumerated() {
      let key = record.key
      let first = keys.find(decoded.keyHashes[index], orKeep: records.count) {
        let other = records[$0].key
        return pool.equal(other.0, key.0) && pool.equal(other.1, key.1)
      }
      let inBlock = Int(record.position.record) - 1
      record.position = record.position.moved(by: offset)
      if first == records.count {
        records.append(record)
        if let fingerprint = fingerprint(index) { said.byRow[first] = fingerprint }
      } else if let fingerprint = fingerprint(index), said.byRow[first] == fingerprint {
        repeated += 1
      } else {
        reject(inBlock, record.position, key, first: records[first].position)
      }
    }
  }

  private func fingerprint(_ index: Int) -> Fingerprint? {
    decoded.fingerprints.isEmpty ? nil : decoded.fingerprints[index]
  }

  /// REC-2
  private mutating func reject(
    _ index: Int, _ position: Position, _ key: (Text, Text), first: Position
  ) {
    let names = decoded.kind.key
    let id = pool.string(key.0)
    let written = names.count == 1 ? id : "\(id), \(pool.string(key.1))"
    let reason = RejectionReason(
      line: Int(position.line), column: 0, source: "", field: names[0],
      code: FaultCode.duplicateKey.rawValue,
      message: "\(names.joined(separator: ", ")) \(String.shown(written)) at "
        + "\(places.name(position)) is that of the record at \(places.name(first)), "
        + "which is kept; drop one of them or mend its id")
    rejections.append(
      Rejection(
        kind: decoded.kind, position: position, reasons: [reason], recordID: id,
        raw: decoded.block.raw(index)))
  }
}
