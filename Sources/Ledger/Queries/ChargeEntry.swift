public import ClaimCore
internal import GRDB

/// A session's charge item as a ledger has it.
public struct ChargeEntry: Sendable {
  public var sessionID: String
  public var patientID: String
  /// `nil`: of no business unit.
  public var businessUnitID: String?
  public var dateOfService: CivilDate
  public var sessionStatus: String
  /// `nil`: no charge item, or none any more.
  public var status: ChargeStatus?
  public var units: Int
  public var isBilledExternally: Bool
  public var serviceCode: String
  public var placeOfService: String
  /// Of the claim that it is on now.
  public var claimNumber: String?
  public var period: PeriodOfService
  /// The ledger's own number.
  let row: Int64

  static let periodLength = "coalesce(business_unit.charge_period, 'monthly')"

  /// Query of what ``init(_:path:)`` reads.
  static let select =
    """
    SELECT charge.id, charge.session_id, charge.patient_id, charge.business_unit_id,
      charge.date_of_service, charge.session_status, charge.item_status, charge.units,
      charge.billed_externally, charge.place_of_service, claim.number, \(periodLength),
      charge.record
    FROM charge
      LEFT JOIN claim ON claim.id = charge.claim
      LEFT JOIN business_unit ON business_unit.id = charge.business_unit_id
    """

  init(_ row: RowStatement, path: String) throws {
    self.row = row.number(0)
    sessionID = row.string(1)
    patientID = row.string(2)
    let unit = row.string(3)
    businessUnitID = unit.isEmpty ? nil : unit
    dateOfService = try row.date(4, path: path)
    sessionStatus = row.string(5)
    status = try row.status(6, of: sessionID, path: path)
    units = row.count(7)
    isBilledExternally = row.number(8) != 0
    placeOfService = row.string(9)
    claimNumber = row.optionalString(10)
    let length = ChargePeriodLength(rawValue: row.string(11)) ?? .monthly
    period = PeriodOfService(length, holding: dateOfService)
    serviceCode = try row.record(12, of: sessionID, path: path) {
      (bytes) throws(RecordDamage) in try StoredSession.serviceCode(bytes)
    }
  }
}

extension RowStatement {
  /// A charge item's status.
  func status(_ column: Int32, of session: String, path: String) throws -> ChargeStatus? {
    guard let written = optionalString(column) else { return nil }
    if let status = ChargeStatus(rawValue: written) { return status }
    throw LedgerFault.damaged(
      path: path, cause: "session \(session) has the unknown status \(written)")
  }

  /// What `body` reads of a session's record.
  func record<Result>(
    _ column: Int32, of session: String, path: String,
    _ body: (UnsafeBufferPointer<UInt8>) throws(RecordDamage) -> Result
  ) throws -> Result {
    do {
      return try withBytes(column, body)
    } catch is RecordDamage {
      throw LedgerFault.damaged(
        path: path, cause: "the record of session \(session) can't be read")
    }
  }
}

extension LedgerReading {
  /// Charge items by date of service, patient and session.
  public func forEachCharge(
    _ filter: ChargeFilter, _ body: (ChargeEntry) throws -> Void
  ) throws {
    let conditions = filter.conditions
    let rows = try RowStatement(
      database,
      """
      \(ChargeEntry.select) \(conditions.sql)
      ORDER BY charge.date_of_service, charge.patient_id, charge.session_id
      LIMIT \(filter.limit ?? -1)
      """, conditions.values)
    try rows.eachRow { try body(ChargeEntry(rows, path: path)) }
  }
}
