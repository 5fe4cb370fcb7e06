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

  init(id: Bytes) {
    idHash = IdentityHash.of(id, SessionIdentity.seed)
    rest = idHash
    sequence = .min
  }

  /// Anew in every process, so that no input can be made to collide.
  private static let seed = UInt64.random(in: .min ... .max)

  @inline(__always)
  mutating func add(_ value: Bytes, _ field: Field) {
    if value.isEmpty { return }
    rest = IdentityHash.of(value, rest &+ field.rawValue)
  }
}

/// A hash of ids, most of which are a word or two of the machine.
private enum IdentityHash {
  @inline(__always)
  static func of(_ bytes: Bytes, _ seed: UInt64) -> UInt64 {
    var hash = seed ^ UInt64(bytes.count)
    var index = 0
    repeat {
      let product = (hash ^ bytes.word(from: index)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      hash = product.high ^ product.low &+ 0xD6E8_FEB8_6659_FD93
      index += 8
    } while index < bytes.count
    let product = hash.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
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
