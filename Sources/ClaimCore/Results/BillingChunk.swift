/// What some patients' billing came to; chunks join into a ``BillingResult`` in the patients' order.
///
/// Indices count from the chunk's own first row until it is joined.
public struct BillingChunk: Sendable {
  /// By patient id, start and session id.
  var sessions: [Session] = []
  /// By session, with a ledger.
  var earlier: [EarlierItem] = []
  var items: [ChargeItem] = []
  /// By item, with a ledger: ``FactsDigest``.
  var facts: [UInt64] = []
  var claims: [Claim] = []
  var lines: [ClaimLine] = []
  var lineItems: [UInt32] = []
  var claimDiagnoses: [Ref<Diagnosis>] = []
  var unmet: [UnmetValidation] = []
  var duplicateGroups: [Span32] = []
  var duplicateMembers: [DuplicateMember] = []
  var periods: [ChargePeriod] = []
  var findings: [Finding] = []

  init() {}

  /// An empty one, with room for about as much as another had.
  init(like other: borrowing BillingChunk) {
    claims.reserveCapacity(other.claims.count)
    claimDiagnoses.reserveCapacity(other.claimDiagnoses.count)
    unmet.reserveCapacity(other.unmet.count)
    periods.reserveCapacity(other.periods.count)
    findings.reserveCapacity(other.findings.count)
  }
}

extension BillingChunk {
  /// What was found on the way, which is put in order with all of the run's.
  public mutating func takeFindings() -> [Finding] {
    var taken: [Finding] = []
    swap(&taken, &findings)
    return taken
  }
}
