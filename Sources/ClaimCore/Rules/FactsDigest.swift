/// A digest of what billing can see of a charge item, its units aside (CHG-2): patient, dates and
/// times of service, service and procedure code, place of service, modifiers, rendering provider,
/// authorization number, business unit, coverage and location.
///
/// FNV-1a of 64 bits over the ids and values, each ended by a zero byte. Ledgers hold it, so it is
/// never to be changed; it tells two states of one item apart, and nothing is looked up by it.
public struct FactsDigest: Sendable {
  public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  public init() {}

  private mutating func mix(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  public mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { mix(byte) }
    mix(0)
  }

  public mutating func add(_ text: Text, of pool: TextPool) { pool.withBytes(text) { add($0) } }

  mutating func add(_ number: Int64) {
    for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> shift)) }
  }
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
