/// Joins what several workers billed, chunk by chunk and in the patients' order, so that no more than
/// a few chunks are held twice.
public struct BillingJoiner: ~Copyable {
  private var sessions: TableBuilder<Session>
  private var earlier = TableBuilder<EarlierItem>(room: 0)
  private var items: TableBuilder<ChargeItem>
  private var facts = TableBuilder<UInt64>(room: 0)
  private var claims: TableBuilder<Claim>
  private var lines: TableBuilder<ClaimLine>
  private var lineItems: TableBuilder<UInt32>
  private var claimDiagnoses = TableBuilder<Ref<Diagnosis>>(room: 0)
  private var unmet = TableBuilder<UnmetValidation>(room: 0)
  private var duplicateGroups = TableBuilder<Span32>(room: 0)
  private var duplicateMembers = TableBuilder<DuplicateMember>(room: 0)
  private var periods = TableBuilder<ChargePeriod>(room: 0)
  private var findings: [Finding]

  /// - Parameters:
  ///   - sessionCount: how many sessions will be billed at the most.
  ///   - findings: of the stages before the core.
  public init(sessionCount: Int, findings: [Finding] = []) {
    // A session has one item, and that stands on one line of one claim at the most. Room that is
    // never written to costs nothing.
    sessions = TableBuilder(room: sessionCount)
    items = TableBuilder(room: sessionCount)
    claims = TableBuilder(room: sessionCount)
    lines = TableBuilder(room: sessionCount)
    lineItems = TableBuilder(room: sessionCount)
    self.findings = findings
  }

  public mutating func append(_ chunk: consuming BillingChunk) {
    let firstSession = UInt32(sessions.count)
    let firstItem = UInt32(items.count)
    let firstClaim = UInt32(claims.count)
    let firstLine = UInt32(lines.count)
    let firstLineItem = UInt32(lineItems.count)
    let firstDiagnosis = UInt32(claimDiagnoses.count)
    let firstUnmet = UInt32(unmet.count)
    let firstMember = UInt32(duplicateMembers.count)
    sessions.append(chunk.sessions) { _ in }
    earlier.append(chunk.earlier) { _ in }
    facts.append(chunk.facts) { _ in }
    items.append(chunk.items) {
      $0.session += firstSession
      if $0.claim != ChargeItem.noClaim { $0.claim += firstClaim }
    }
    claims.append(chunk.claims) {
      $0.lines.start += firstLine
      $0.diagnoses.start += firstDiagnosis
      $0.unmet.start += firstUnmet
    }
    lines.append(chunk.lines) { $0.items.start += firstLineItem }
    lineItems.append(chunk.lineItems) { $0 += firstItem }
    claimDiagnoses.append(chunk.claimDiagnoses) { _ in }
    unmet.append(chunk.unmet) { _ in }
    duplicateGroups.append(chunk.duplicateGroups) { $0.start += firstMember }
    duplicateMembers.append(chunk.duplicateMembers) { $0.item += firstItem }
    periods.append(chunk.periods) { _ in }
    findings += chunk.findings
  }

  /// - Parameter set: the sessions that were billed, for their patients' ids.
  public consuming func finish(
    practice: Practice, of set: SessionSet, settings: BillingSettings
  ) -> BillingResult {
    let ordered = SessionSet(
      sessions: sessions.finish(), patientIDs: set.patientIDs.copy(), earlier: earlier.finish(),
      corrections: set.corrections)
    return BillingResult(
      practice: practice, sessions: ordered, settings: settings, items: items.finish(),
      facts: facts.finish(),
      claims: claims.finish(), lines: lines.finish(), lineItems: lineItems.finish(),
      claimDiagnoses: claimDiagnoses.finish(), unmet: unmet.finish(),
      duplicateGroups: duplicateGroups.finish(), duplicateMembers: duplicateMembers.finish(),
      periods: periods.finish(), findings: findings.inOrder(of: practice.pool))
  }
}
