/// Joins what several workers billed, chunk by chunk and in the patients' order, so that no more than
/// a few chunks are held twice. Findings are put in order elsewhere (``OrderedFindings``).
public struct BillingJoiner: ~Copyable {
  private let pool: TextPool
  private let spill: Spill
  private var sessions: TableBuilder<Session>
  private var earlier: TableBuilder<EarlierItem>
  private var items: TableBuilder<ChargeItem>
  private var facts: TableBuilder<UInt64>
  private var claims: TableBuilder<Claim>
  private var lines: TableBuilder<ClaimLine>
  private var lineItems: TableBuilder<UInt32>
  private var claimDiagnoses: TableBuilder<Ref<Diagnosis>>
  private var unmet: TableBuilder<UnmetValidation>
  private var duplicateGroups: TableBuilder<Span32>
  private var duplicateMembers: TableBuilder<DuplicateMember>
  private var periods: TableBuilder<ChargePeriod>

  /// - Parameter pool: the practice's.
  public init(_ pool: TextPool, spill: Spill = .none) {
    self.pool = pool
    self.spill = spill
    sessions = TableBuilder(spill)
    earlier = TableBuilder(spill)
    items = TableBuilder(spill)
    facts = TableBuilder(spill)
    claims = TableBuilder(spill)
    lines = TableBuilder(spill)
    lineItems = TableBuilder(spill)
    claimDiagnoses = TableBuilder(spill)
    unmet = TableBuilder(spill)
    duplicateGroups = TableBuilder(spill)
    duplicateMembers = TableBuilder(spill)
    periods = TableBuilder(spill)
  }

  public mutating func append(_ chunk: consuming BillingChunk) throws {
    let firstSession = UInt32(sessions.count)
    let firstItem = UInt32(items.count)
    let firstClaim = UInt32(claims.count)
    let firstLine = UInt32(lines.count)
    let firstLineItem = UInt32(lineItems.count)
    let firstDiagnosis = UInt32(claimDiagnoses.count)
    let firstUnmet = UInt32(unmet.count)
    let firstMember = UInt32(duplicateMembers.count)
    try sessions.append(chunk.sessions) { _ in }
    try earlier.append(chunk.earlier) { _ in }
    try facts.append(chunk.facts) { _ in }
    try items.append(chunk.items) {
      $0.session += firstSession
      if $0.claim != ChargeItem.noClaim { $0.claim += firstClaim }
    }
    try claims.append(chunk.claims) {
      $0.lines.start += firstLine
      $0.diagnoses.start += firstDiagnosis
      $0.unmet.start += firstUnmet
    }
    try lines.append(chunk.lines) { $0.items.start += firstLineItem }
    try lineItems.append(chunk.lineItems) { $0 += firstItem }
    try claimDiagnoses.append(chunk.claimDiagnoses) { _ in }
    try unmet.append(chunk.unmet) { _ in }
    try duplicateGroups.append(chunk.duplicateGroups) { $0.start += firstMember }
    try duplicateMembers.append(chunk.duplicateMembers) { $0.item += firstItem }
    try periods.append(chunk.periods) { _ in }
  }

  /// - Parameters:
  ///   - patientIDs: of the sessions that were billed.
  ///   - corrections: that they were billed with.
  public consuming func finish(
    practice: Practice, patientIDs: PatientIDs, corrections: [ClaimCorrection] = [],
    settings: BillingSettings
  ) throws -> BillingResult {
    let spill = spill
    let ordered = SessionSet(
      sessions: try sessions.finish(), patientIDs: patientIDs, earlier: try earlier.finish(),
      corrections: corrections)
    return BillingResult(
      practice: practice, sessions: ordered, settings: settings, spill: spill,
      items: try items.finish(), facts: try facts.finish(), claims: try claims.finish(),
      lines: try lines.finish(), lineItems: try lineItems.finish(),
      claimDiagnoses: try claimDiagnoses.finish(), unmet: try unmet.finish(),
      duplicateGroups: try duplicateGroups.finish(),
      duplicateMembers: try duplicateMembers.finish(), periods: try periods.finish())
  }
}
