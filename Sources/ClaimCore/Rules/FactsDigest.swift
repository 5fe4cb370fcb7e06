/// A digest of what billing can see of a charge item, its units aside (CHG-2): patient, dates and
/// times of service, service and procedure code, place of service, modifiers, rendering provider,
/// authorization number, business unit, coverage and location.
///
/// 64 bits, mixed eight bytes at a time by folded multiplication. Ledgers hold it, so it is never to be
/// changed; it tells two states of one item apart, and nothing is looked up by it.
public struct FactsDigest: Sendable {
  public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  public init() {}

  private mutating func mix(_ word: UInt64) {
    let product = (value ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    value = product.high ^ product.low ^ word
  }

  public mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(bytes)
    var place = 0
    while raw.count - place >= 8 {
      mix(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
      place += 8
    }
    // The rest says how long it is, which ends the text.
    mix(UInt64(raw.count - place) << 56 | Self.end(of: raw, from: place))
  }

  /// The last bytes, seven at most, the first of them lowest: read in few loads that may overlap.
  private static func end(of raw: UnsafeRawBufferPointer, from place: Int) -> UInt64 {
    let count = raw.count - place
    func load<Word: FixedWidthInteger & BitwiseCopyable>(_ word: Word.Type, at place: Int) -> UInt64
    {
      UInt64(
        truncatingIfNeeded: Word(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: word)))
    }
    if count == 0 { return 0 }
    if place > 0 { return load(UInt64.self, at: raw.count - 8) >> (64 - 8 * count) }
    if count >= 4 {
      return load(UInt32.self, at: 0) | load(UInt32.self, at: count - 4) << (8 * (count - 4))
    }
    let middle = count / 2
    return UInt64(raw[0]) | UInt64(raw[middle]) << (8 * middle)
      | UInt64(raw[count - 1]) << (8 * (count - 1))
  }

  public mutating func add(_ text: Text, of pool: TextPool) { pool.withBytes(text) { add($0) } }

  mutating func add(_ number: Int64) { mix(UInt64(bitPattern: number)) }
}

extension PatientBilling {
  func digest(of item: ChargeItem, _ session: Session) -> UInt64 {
    let pool = practice.pool
    var digest = FactsDigest()
    digest.add(patientID, of: pool)
    digest.add(session.start.instant)
    digest.add(session.end.instant)
    digest.add(Int64(item.dateOfService.days))
    digest.add(Int64(item.endDate.days))
    digest.add(session.serviceCode, of: pool)
    digest.add(item.procedureCode, of: pool)
    digest.add(item.placeOfService, of: pool)
    digest.add(item.modifiers, of: pool)
    digest.add(
      item.rendering.isNone ? .missing : practice.practitioners[item.rendering].id, of: pool)
    digest.add(session.authorizationNumber, of: pool)
    let unit = session.businessUnit
    digest.add(unit.isNone ? .missing : practice.businessUnits[unit].id, of: pool)
    digest.add(item.coverage.isNone ? .missing : practice.coverages[item.coverage].id, of: pool)
    let location = session.location
    digest.add(location.isNone ? .missing : practice.locations[location].id, of: pool)
    return digest.value
  }
}
