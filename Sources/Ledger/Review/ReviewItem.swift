internal import ClaimCore
internal import GRDB

/// A charge item as a review looks at it.
struct ReviewItem {
  let row: Int64
  let session: String
  let status: ChargeStatus?
  let units: Int64
  let isBilledExternally: Bool
  let patient: String
  let date: Int64
  let place: String
  /// DUP-1: a duplicate of it is at the same place.
  let placeMatters: Bool
  let serviceCode: String
  /// The ledger's number of the claim that it is on.
  let claim: Int64?
  let claimNumber: String
  let claimStatus: String
  let hasPayerNumber: Bool
  /// The claim is a void one: the payer has nothing of it any more.
  let isOnVoidClaim: Bool

  static let select =
    """
    SELECT charge.id, charge.session_id, charge.item_status, charge.units, charge.billed_externally,
      charge.patient_id, charge.date_of_service, charge.place_of_service, charge.place_matters,
      charge.record, claim.id, claim.number, claim.status, claim.payer_claim_number IS NOT NULL,
      claim.frequency
    FROM charge
      LEFT JOIN claim ON claim.id = charge.claim
      LEFT JOIN business_unit ON business_unit.id = charge.business_unit_id
    """

  init(_ row: RowStatement, path: String) throws {
    self.row = row.number(0)
    session = row.string(1)
    status = try row.status(2, of: session, path: path)
    units = row.number(3)
    isBilledExternally = row.number(4) != 0
    patient = row.string(5)
    date = row.number(6)
    place = row.string(7)
    placeMatters = row.number(8) != 0
    serviceCode = try row.record(9, of: session, path: path) {
      (bytes) throws(RecordDamage) in try StoredSession.serviceCode(bytes)
    }
    claim = row.optionalNumber(10)
    claimNumber = row.string(11)
    claimStatus = row.string(12)
    hasPayerNumber = row.number(13) != 0
    isOnVoidClaim = row.string(14) == ClaimFrequency.void.rawValue
  }

  /// On a claim that no batch took: it counts as Ready to Bill, since runs make that claim anew.
  private var isOnUnsentClaim: Bool {
    claim != nil && StoredClaimStatus.unsent.contains(claimStatus)
  }

  /// Stands in the way of others (DUP-1): billed, or not submitted yet.
  var isBlocking: Bool {
    guard let status else { return false }
    if isBilledExternally || status == .awaitingResubmission || status.isNotSubmitted {
      return true
    }
    return status == .claimLineCreated && !isOnUnsentClaim
  }

  /// For messages.
  var state: String {
    isBilledExternally ? "billed externally" : status.map { "\($0.name)" } ?? "no charge item"
  }

  var isHeld: Bool { status == .onHold || status == .pendingAuthorization }

  /// Of the same patient and day.
  func isSameService(as other: ReviewItem) -> Bool {
    row != other.row && serviceCode == other.serviceCode && (!placeMatters || place == other.place)
  }
}

/// How claims stand in the ledger's tables.
enum StoredClaimStatus {
  static let unsent: Set = ["draft", "ready_to_submit"]
  static let submitted = "submitted"
  static let historical = "historical"
}
