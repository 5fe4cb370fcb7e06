public import ClaimCore
internal import GRDB

/// A claim as a ledger has it.
public struct ClaimEntry: Sendable {
  public var number: String
  public var version: Int
  public var frequency: String
  /// `draft`, `ready_to_submit`, `submitted`, `historical`
  public var status: String
  public var patientID: String
  public var payerID: String
  public var businessUnitID: String
  public var firstDate: CivilDate
  public var units: Int
  public var billed: Money
  /// What the payer calls it.
  public var payerClaimNumber: String?
  /// The version that it stands for (CLM-9).
  public var originalNumber: String?
  /// Control numbers of the batches that it is in.
  public var batches: [Int]
  /// What a person asked to be done with it and no run has done yet: `7` or `8`.
  public var correction: String?
  let row: Int64
  let run: Int64

  static let select =
    """
    SELECT claim.id, claim.number, claim.version, claim.frequency, claim.status, claim.patient_id,
      claim.payer_id, claim.business_unit_id, claim.first_date, claim.units, claim.billed,
      claim.payer_claim_number, original.number, correction.frequency, claim.run,
      (SELECT control_number FROM claims_transaction WHERE id = claim.claims_transaction)
    FROM claim
      LEFT JOIN claim AS original ON original.id = claim.original
      LEFT JOIN correction ON correction.claim = claim.id
    """

  init(_ row: RowStatement, path: String) throws(LedgerFault) {
    self.row = row.number(0)
    number = row.string(1)
    version = row.count(2)
    frequency = row.string(3)
    status = row.string(4)
    patientID = row.string(5)
    payerID = row.string(6)
    businessUnitID = row.string(7)
    firstDate = try row.date(8, path: path)
    units = row.count(9)
    billed = Money(cents: row.number(10))
    payerClaimNumber = row.optionalString(11)
    originalNumber = row.optionalString(12)
    correction = row.optionalString(13)
    run = row.number(14)
    batches = row.string(15).split(separator: ",").compactMap { Int($0) }.sorted()
  }
}

/// Which claims are meant; what is empty takes all.
public struct ClaimFilter: Sendable {
  public var statuses: [String] = []
  /// Ids, as are payers.
  public var patients: [String] = []
  public var payers: [String] = []
  /// A batch's control number.
  public var batch: Int?
  /// Of the first service.
  public var dates = DateRange.always
  public var limit: Int?

  public init() {}

  fileprivate var conditions: Conditions {
    var conditions = Conditions()
    conditions.add("claim.status", isOneOf: statuses)
    conditions.add("claim.patient_id", isOneOf: patients)
    conditions.add("claim.payer_id", isOneOf: payers)
    conditions.add("claim.first_date", isIn: dates)
    if let batch {
      conditions.add(
        "claim.claims_transaction = (SELECT id FROM claims_transaction WHERE control_number = ?)",
        [.number(Int64(batch))])
    }
    return conditions
  }
}

extension LedgerReading {
  /// Claims by patient, first date and number.
  public func forEachClaim(_ filter: ClaimFilter, _ body: (ClaimEntry) throws -> Void) throws {
    let conditions = filter.conditions
    let rows = try RowStatement(
      database,
      """
      \(ClaimEntry.select) \(conditions.sql)
      ORDER BY claim.patient_id, claim.first_date, claim.number, claim.version
      LIMIT \(filter.limit ?? -1)
      """, conditions.values)
    try rows.eachRow { try body(ClaimEntry(rows, path: path)) }
  }

  func claimEntry(_ number: String) throws -> ClaimEntry? {
    let rows = try RowStatement(
      database, "\(ClaimEntry.select) WHERE claim.number = ?", [.text(number)])
    defer { rows.reset() }
    return try rows.step() ? ClaimEntry(rows, path: path) : nil
  }
}
