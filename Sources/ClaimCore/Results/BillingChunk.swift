/// What some patients' billing came to; chunks join into a ``BillingResult`` in the patients' order.
///
/// Indices count from the chunk's own first row until it is joined.
public struct BillingChunk: Sendable {
  var items: [ChargeItem] = []
  var claims: [Claim] = []
  var lines: [ClaimLine] = []
  var lineItems: [UInt32] = []
  var claimDiagnoses: [Ref<Diagnosis>] = []
  var failures: [ValidationFailure] = []
  var duplicateGroups: [Span32] = []
  var duplicateMembers: [DuplicateMember] = []
  var periods: [ChargePeriod] = []
  var findings: [Finding] = []

  init() {}

  init(joining chunks: [BillingChunk]) {
    if chunks.count == 1 {
      self = chunks[0]
      return
    }
    items.reserveCapacity(chunks.reduce(0) { $0 + $1.items.count })
    lines.reserveCapacity(chunks.reduce(0) { $0 + $1.lines.count })
    claims.reserveCapacity(chunks.reduce(0) { $0 + $1.claims.count })
    lineItems.reserveCapacity(chunks.reduce(0) { $0 + $1.lineItems.count })
    for chunk in chunks { append(chunk) }
  }

  private mutating func append(_ other: BillingChunk) {
    let itemBase = UInt32(items.count)
    let claimBase = UInt32(claims.count)
    let memberBase = duplicateMembers.count
    for var claim in other.claims {
      claim.lines.move(by: lines.count)
      claim.diagnoses.move(by: claimDiagnoses.count)
      claim.failures.move(by: failures.count)
      claims.append(claim)
    }
    for var line in other.lines {
      line.items.move(by: lineItems.count)
      lines.append(line)
    }
    for var item in other.items {
      if item.claim != ChargeItem.noClaim { item.claim += claimBase }
      items.append(item)
    }
    for item in other.lineItems { lineItems.append(item + itemBase) }
    for var group in other.duplicateGroups {
      group.move(by: memberBase)
      duplicateGroups.append(group)
    }
    for var member in other.duplicateMembers {
      member.item += itemBase
      duplicateMembers.append(member)
    }
    claimDiagnoses += other.claimDiagnoses
    failures += other.failures
    periods += other.periods
    findings += other.findings
  }
}

extension Span32 {
  mutating func move(by rows: Int) { start += UInt32(rows) }
}

extension [Finding] {
  /// By place, then code, then session: the same however the work was shared out.
  func inOrder(of pool: TextPool) -> [Finding] {
    let ranks = Dictionary(
      uniqueKeysWithValues: FindingCode.allCases.enumerated().map { ($1, $0) })
    return indices.sorted { left, right in
      let (a, b) = (self[left], self[right])
      if a.position != b.position {
        return (a.position.source, a.position.record) < (b.position.source, b.position.record)
      }
      if a.code != b.code { return ranks[a.code, default: 0] < ranks[b.code, default: 0] }
      let session = pool.compare(a.session, b.session)
      return session != 0 ? session < 0 : left < right
    }.map { self[$0] }
  }
}
