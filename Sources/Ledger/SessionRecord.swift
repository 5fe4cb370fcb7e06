internal import AdapterKit
internal import ClaimCore

/// A session's fields as a ledger keeps them beside those that it looks up: a version byte, then
/// each text as its length and its bytes, and each number; seven bits to a byte, the lowest first,
/// the high bit saying that more follow (LEB128; numbers zigzag, so that small ones are short).
///
/// Ledgers hold it for years: a new field goes to the end, and none is ever taken out.
enum SessionRecord {
  static let version: UInt8 = 1

  /// Ids stand in place of references.
  static func append(_ session: Session, of practice: Practice, to buffer: inout ByteBuffer) {
    let pool = practice.pool
    let practitioner =
      session.practitioner.isNone ? .missing : practice.practitioners[session.practitioner].id
    let location = session.location.isNone ? .missing : practice.locations[session.location].id
    let caseID = session.case.isNone ? .missing : practice.cases[session.case].id
    let texts =
      session.serviceCode.count + practitioner.count + location.count + caseID.count
      + session.authorizationNumber.count + session.modifiers.count + session.placeOfService.count
      + session.link.count
    buffer.append(atMost: 1 + texts + (8 + 5) * longestNumber) { room in
      room.append(version)
      add(session.serviceCode, pool, &room)
      add(practitioner, pool, &room)
      add(location, pool, &room)
      add(caseID, pool, &room)
      add(session.authorizationNumber, pool, &room)
      add(session.modifiers, pool, &room)
      add(session.placeOfService, pool, &room)
      add(session.link, pool, &room)
      add(session.start.instant, &room)
      add(Int64(session.start.offset), &room)
      add(session.end.instant - session.start.instant, &room)
      add(Int64(session.end.offset - session.start.offset), &room)
      add(
        (session.telecare ? 1 : 0) | (session.billedExternally ? 2 : 0)
          | number(of: session.chargeStatus) << 2, &room)
    }
  }

  /// In bytes.
  private static let longestNumber = 10

  /// What the source tracks, by its number in ledgers; 0 is none.
  private static let tracked: [TrackedChargeStatus?] = [
    nil, .new, .onHold, .readyToBill, .claimLineCreated, .awaitingResubmission,
  ]

  private static func number(of status: TrackedChargeStatus?) -> Int64 {
    Int64(tracked.firstIndex(of: status) ?? 0)
  }

  /// - Throws: ``RecordDamage`` for a number that this version does not know.
  static func trackedStatus(of flags: Int64) throws(RecordDamage) -> TrackedChargeStatus? {
    let number = flags >> 2
    guard tracked.indices.contains(Int(number)) else { throw RecordDamage() }
    return tracked[Int(number)]
  }

  private static func add(_ text: Text, _ pool: TextPool, _ room: inout ByteRoom) {
    pool.withBytes(text) { bytes in
      add(bits: UInt64(bytes.count), &room)
      room.append(bytes)
    }
  }

  private static func add(_ number: Int64, _ room: inout ByteRoom) {
    add(bits: UInt64(bitPattern: number << 1 ^ number >> 63), &room)
  }

  private static func add(bits: UInt64, _ room: inout ByteRoom) {
    var rest = bits
    while rest >= 0x80 {
      room.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    room.append(UInt8(rest))
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
    let count = try bits()
    guard rest.count >= count else { throw RecordDamage() }
    let field = UnsafeBufferPointer(rebasing: rest.prefix(Int(count)))
    rest = rest.dropFirst(Int(count))
    return field
  }

  mutating func number() throws(RecordDamage) -> Int64 {
    let bits = try bits()
    return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
  }

  private mutating func bits() throws(RecordDamage) -> UInt64 {
    var bits: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst(), shift < 64 {
      bits |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return bits }
      shift += 7
    }
    throw RecordDamage()
  }

  mutating func moment() throws(RecordDamage) -> Moment {
    try Self.moment(try number(), offset: try number())
  }

  /// One that is kept as its distance from another.
  mutating func moment(since start: Moment) throws(RecordDamage) -> Moment {
    let distance = try number()
    // DATE-2 lets none pass that ends before it starts, or a day later.
    guard (0...2 * Moment.microsPerDay).contains(distance) else { throw RecordDamage() }
    return try Self.moment(
      start.instant + distance, offset: Int64(start.offset) &+ (try number()))
  }

  /// - Throws: ``RecordDamage`` outside the years 1 to 9999, which dates are reckoned in.
  private static func moment(_ instant: Int64, offset: Int64) throws(RecordDamage) -> Moment {
    guard (-62_200_000_000...253_500_000_000).contains(instant / Moment.microsPerSecond),
      (-172_800...172_800).contains(offset)
    else { throw RecordDamage() }
    return Moment(instant: instant, offset: Int32(offset))
  }
}

/// A record of the ledger that can't be read.
struct RecordDamage: Error {}
