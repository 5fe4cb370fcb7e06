public import ClaimCore

/// A session's fields as a ledger keeps them, with ids in place of references.
public struct StoredSession: Sendable {
  public var serviceCode: String
  public var practitionerID: String
  public var locationID: String
  public var caseID: String
  public var authorizationNumber: String
  /// Its own, joined by `:`.
  public var modifiers: String
  public var start: Moment
  public var end: Moment
  public var isTelecare: Bool

  init(_ record: UnsafeBufferPointer<UInt8>) throws(RecordDamage) {
    var fields = try SessionRecordFields(record)
    func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
      String(decoding: bytes, as: UTF8.self)
    }
    serviceCode = text(try fields.next())
    practitionerID = text(try fields.next())
    locationID = text(try fields.next())
    caseID = text(try fields.next())
    authorizationNumber = text(try fields.next())
    modifiers = text(try fields.next())
    // Its own place of service, and its link.
    _ = try fields.next()
    _ = try fields.next()
    start = try fields.moment()
    end = try fields.moment(since: start)
    isTelecare = try fields.number() & 1 != 0
  }

  /// Alone: lists want no more.
  static func serviceCode(_ record: UnsafeBufferPointer<UInt8>) throws(RecordDamage) -> String {
    var fields = try SessionRecordFields(record)
    return String(decoding: try fields.next(), as: UTF8.self)
  }

  /// Alone, as its date of service is told by it.
  static func start(_ record: UnsafeBufferPointer<UInt8>) throws(RecordDamage) -> Moment {
    var fields = try SessionRecordFields(record)
    for _ in 0..<8 { _ = try fields.next() }
    return try fields.moment()
  }
}
