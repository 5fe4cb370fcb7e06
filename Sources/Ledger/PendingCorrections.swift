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
  init(_ database: Database, _ pool: TextPool, makesClaims: Bool) throws {
    voids = try Int64.fetchSet(
      database, sql: "SELECT id FROM claim WHERE frequency = '8' AND status = 'submitted'")
    if !makesClaims { return }
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT claim.id, correction.frequency AS asked, claim.frequency, version, number,
          payer_claim_number, patient_id
        FROM correction JOIN claim ON claim.id = correction.claim
        WHERE claim.status = 'submitted' ORDER BY claim.id
        """)
    if rows.isEmpty { return }
    var writer = TextWriter(pool)
    for row in rows {
      numbers[row["id"]] = Int32(all.count)
      all.append(Self.correction(row, &writer))
    }
    let unsent = try Row.fetchAll(
      database,
      sql: """
        SELECT id, original FROM claim
        WHERE claims_transaction IS NULL AND original IS NOT NULL
        """)
    for row in unsent { numbers[row["id"]] = numbers[row["original"]] }
  }

  private static func correction(_ row: Row, _ writer: inout TextWriter) -> ClaimCorrection {
    let asked: String = row["asked"]
    var frequency = ClaimFrequency(rawValue: asked) ?? .corrected
    // What the payer has dropped can't be replaced: it is billed anew.
    if frequency == .corrected, row["frequency"] == ClaimFrequency.void.rawValue {
      frequency = .original
    }
    let version: Int64 = row["version"]
    let payersNumber: String? = row["payer_claim_number"]
    return ClaimCorrection(
      row: row["id"], frequency: frequency, version: UInt32(clamping: version + 1),
      claimNumber: writer.keep(row["number"] as String),
      payerClaimNumber: payersNumber.map { writer.keep($0) } ?? .missing,
      patientID: writer.keep(row["patient_id"] as String))
  }

  var isEmpty: Bool { all.isEmpty }

  /// For an item on a claim: its index in ``all``, or ``EarlierItem/noCorrection``.
  func number(ofClaim claim: Int64) -> Int32 {
    if numbers.isEmpty { return EarlierItem.noCorrection }
    return numbers[claim] ?? EarlierItem.noCorrection
  }

  func isVoid(_ claim: Int64) -> Bool { voids.contains(claim) }
}
