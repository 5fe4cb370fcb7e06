internal import ClaimCore
internal import GRDB

/// The claims that a person asked to be corrected or voided and whose new version no batch has taken
/// yet (CLM-9), and those that were voided.
struct PendingCorrections {
  /// As the core has them.
  private(set) var all: [ClaimCorrection] = []
  /// By claim: that to be corrected, and those that were made of it and not sent.
  private var numbers: [Int64: Int32] = [:]
  /// Void claims that were sent.
  private let voids: Set<Int64>

  /// - Parameter makesClaims: whether the run makes claims; else the corrections stay where they are.
  init(_ database: Database, path: String, _ pool: TextPool, makesClaims: Bool) throws {
    voids = try Int64.fetchSet(
      database, sql: "SELECT id FROM claim WHERE frequency = '8' AND status = 'submitted'")
    if !makesClaims { return }
    let rows = try RowStatement(
      database,
      """
      SELECT claim.id, correction.frequency, claim.frequency, version, number, payer_claim_number,
        patient_id
      FROM correction JOIN claim ON claim.id = correction.claim
      WHERE claim.status = 'submitted' ORDER BY claim.id
      """)
    var writer = TextWriter(pool)
    try rows.eachRow {
      numbers[rows.number(0)] = Int32(all.count)
      all.append(try Self.correction(rows, path: path, &writer))
    }
    if all.isEmpty { return }
    let unsent = try RowStatement(
      database,
      "SELECT id, original FROM claim WHERE claims_transaction IS NULL AND original IS NOT NULL")
    try unsent.eachRow { numbers[unsent.number(0)] = numbers[unsent.number(1)] }
  }

  private static func correction(
    _ row: RowStatement, path: String, _ writer: inout TextWriter
  ) throws(LedgerFault) -> ClaimCorrection {
    let number = row.string(4)
    guard var frequency = ClaimFrequency(rawValue: row.string(1)), frequency != .original else {
      throw .damaged(path: path, cause: "claim \(number) is to be \(row.string(1))")
    }
    // What the payer has dropped can't be replaced: it is billed anew.
    if frequency == .corrected, row.string(2) == ClaimFrequency.void.rawValue {
      frequency = .original
    }
    let version = row.number(3)
    guard (1..<Int64(UInt32.max)).contains(version) else {
      throw .damaged(path: path, cause: "claim \(number) is version \(version)")
    }
    return ClaimCorrection(
      row: row.number(0), frequency: frequency, version: UInt32(version + 1),
      claimNumber: writer.keep(number),
      payerClaimNumber: row.isNull(5) ? .missing : writer.keep(row.string(5)),
      patientID: writer.keep(row.string(6)))
  }

  var isEmpty: Bool { all.isEmpty }

  /// For an item on a claim: its index in ``all``, or ``EarlierItem/noCorrection``.
  func number(ofClaim claim: Int64) -> Int32 {
    if numbers.isEmpty { return EarlierItem.noCorrection }
    return numbers[claim] ?? EarlierItem.noCorrection
  }

  func isVoid(_ claim: Int64) -> Bool { voids.contains(claim) }
}
