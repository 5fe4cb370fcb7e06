import ClaimCore

/// What tells two records of one session apart beside the session's own fields (REC-1).
struct SessionIdentity: BitwiseCopyable {
  /// The fields that a `Session` does not hold, or not where they lead nowhere.
  enum Field: UInt64 {
    case encounter = 1
    case claimNumber, practitioner, businessUnit, location, `case`
  }

  /// Of the session's id.
  var idHash: UInt64
  /// Of the fields above, beginning with the id's.
  var rest: UInt64
  /// `Int64.min`, which no source can write, where it is missing: below any number (section 12).
  var sequence: Int64

  init(id: Bytes, seed: UInt64) {
    idHash = ByteHash.of(id, seed: seed)
    rest = idHash
    sequence = .min
  }

  /// Anew in every process, so that no input can be made to collide.
  static let seed = UInt64.random(in: .min ... .max)

  @inline(__always)
  mutating func add(_ value: Bytes, _ field: Field) {
    if value.isEmpty { return }
    rest = ByteHash.of(value, seed: rest &+ field.rawValue)
  }
}

extension TextPool {
  /// Whether two records of one session say the same, wherever and however they were written.
  func identical(
    _ a: Session, _ aIdentity: SessionIdentity, _ b: Session, _ bIdentity: SessionIdentity
  ) -> Bool {
    aIdentity.rest == bIdentity.rest && aIdentity.sequence == bIdentity.sequence
      && a.status == b.status && a.patient == b.patient && a.practitioner == b.practitioner
      && a.start == b.start && a.end == b.end && a.businessUnit == b.businessUnit
      && a.location == b.location && a.case == b.case && a.telecare == b.telecare
      && a.chargeStatus == b.chargeStatus && a.billedExternally == b.billedExternally
      && equal(a.serviceCode, b.serviceCode)
      && equal(a.authorizationNumber, b.authorizationNumber) && equal(a.modifiers, b.modifiers)
      && equal(a.placeOfService, b.placeOfService) && equal(a.link, b.link)
  }
}
