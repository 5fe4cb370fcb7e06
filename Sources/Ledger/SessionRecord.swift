internal import AdapterKit
internal import ClaimCore

/// A session's fields as a ledger keeps them beside those that it looks up: a version byte, then
/// each field as its length (four bytes, the lowest first) and its bytes.
///
/// Ledgers hold it for years: a new field goes to the end, and none is ever taken out.
enum SessionRecord {
  static let version: UInt8 = 1

  /// Ids stand in place of references.
  static func append(_ session: Session, of practice: Practice, to buffer: inout ByteBuffer) {
    let pool = practice.pool
    buffer.append(version)
    add(session.serviceCode, pool, &buffer)
    add(
      session.practitioner.isNone ? .missing : practice.practitioners[session.practitioner].id,
      pool, &buffer)
    add(session.location.isNone ? .missing : practice.locations[session.location].id, pool, &buffer)
    add(session.case.isNone ? .missing : practice.cases[session.case].id, pool, &buffer)
    add(session.authorizationNumber, pool, &buffer)
    add(session.modifiers, pool, &buffer)
    add(session.placeOfService, pool, &buffer)
    add(session.link, pool, &buffer)
    add(session.start.instant, &buffer)
    add(Int64(session.start.offset), &buffer)
    add(session.end.instant, &buffer)
    add(Int64(session.end.offset), &buffer)
    add((session.telecare ? 1 : 0) | (session.billedExternally ? 2 : 0), &buffer)
  }

  private static func add(_ text: Text, _ pool: TextPool, _ buffer: inout ByteBuffer) {
    pool.withBytes(text) { bytes in
      addCount(bytes.count, &buffer)
      buffer.append(bytes)
    }
  }

  private static func add(_ number: Int64, _ buffer: inout ByteBuffer) {
    addCount(8, &buffer)
    for shift in stride(from: 0, to: 64, by: 8) {
      buffer.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  private static func addCount(_ count: Int, _ buffer: inout ByteBuffer) {
    for shift in stride(from: 0, to: 32, by: 8) {
      buffer.append(UInt8(truncatingIfNeeded: count >> shift))
    }
  }
}

/// Reads the fields of a ``SessionRecord`` in their order.
struct SessionRecordFields {
  private var rest: Slice<UnsafeBufferPointer<UInt8>>

  /// - Throws: ``RecordDamage`` for a version that this one does not know.
  init(_ record: UnsafeBufferPointer<UInt8>) throws(RecordDamage) {
    guard record.first == SessionRecord.version else { throw RecordDamage() }
    rest = record[1...]
  }

  mutating func next() throws(RecordDamage) -> UnsafeBufferPointer<UInt8> {
    guard rest.count >= 4 else { throw RecordDamage() }
    var count = 0
    for (place, byte) in rest.prefix(4).enumerated() { count |= Int(byte) << (8 * place) }
    rest = rest.dropFirst(4)
    guard rest.count >= count else { throw RecordDamage() }
    let field = UnsafeBufferPointer(rebasing: rest.prefix(count))
    rest = rest.dropFirst(count)
    return field
  }

  mutating func number() throws(RecordDamage) -> Int64 {
    let field = try next()
    guard field.count == 8 else { throw RecordDamage() }
    var number: Int64 = 0
    for (place, byte) in field.enumerated() { number |= Int64(byte) << Int64(8 * place) }
    return number
  }

  /// - Throws: ``RecordDamage`` outside the years 1 to 9999, which dates are reckoned in.
  mutating func moment() throws(RecordDamage) -> Moment {
    let instant = try number()
    let offset = try number()
    guard (-62_200_000_000...253_500_000_000).contains(instant / Moment.microsPerSecond),
      (-172_800...172_800).contains(offset)
    else { throw RecordDamage() }
    return Moment(instant: instant, offset: Int32(offset))
  }
}

/// A record of the ledger that can't be read.
struct RecordDamage: Error {}
