/// Bills one patient after another: the core's unit of work, and what threads share out.
///
/// A patient's sessions are all that any decision needs (billing.md, preface). Results gather in a
/// ``BillingChunk``; patients billed by several workers join in the patients' order, so the number
/// of workers changes nothing.
public struct PatientBilling: ~Copyable {
  let practice: Practice
  let settings: BillingSettings
  let approvalScope: ResolvedScope
  let claimsScope: ResolvedScope
  /// By group of checks: the claims that are asked; `nil` where all are.
  let selections: [ResolvedClaimSelection?]
  var writer: TextWriter
  var chunk = BillingChunk()
  /// What claims are asked; taken out while one is looked at.
  var review: ClaimReview?
  /// Of the patient who is being billed; kept for the next one, as are the lists below.
  var days = DaysOfService()
  var partners = DayPartners()
  var periodKeys: [PeriodKey] = []
  var medicareKeys: [MedicareKey] = []
  var lineKeys: [LineKey] = []
  /// The patient's billable items, those of a line together.
  var lineOrder: [Int] = []
  /// The patient's lines in the order of CLM-6.
  var drafts: [LineDraft] = []
  var grouping = ClaimGrouping()
  /// Of the claim under way.
  var claimLines: [LineDraft] = []
  /// Of the patient who is being billed, with or without a record.
  var patientID = Text.missing
  /// The run's, of all patients.
  var corrections: [ClaimCorrection] = []
  /// The corrections that the patient's items are made into now, with the claim that each became, or
  /// ``ChargeItem/noClaim`` as long as it is none.
  var correctedClaims: [Int32: UInt32] = [:]
  /// What happens on the way, where somebody wants it explained; a run keeps none.
  var trace: BillingTrace?
  /// Bytes of a list under way.
  var scratch: [UInt8] = []

  public init(_ practice: Practice, _ settings: BillingSettings) {
    self.practice = practice
    self.settings = settings
    approvalScope = ResolvedScope(settings.approval.scope, in: practice)
    claimsScope = ResolvedScope(settings.claims.scope, in: practice)
    selections = settings.claims.checks.groups.map { group in
      group.takes.map { ResolvedClaimSelection($0, in: practice) }
    }
    review = ClaimReview(settings.claims.checks, in: practice)
    writer = TextWriter(practice.pool, chunkSize: 1 << 16)
  }

  /// Makes room for what so many sessions are billed as.
  public mutating func expect(_ sessions: Int) {
    chunk.sessions.reserveCapacity(sessions)
    chunk.items.reserveCapacity(sessions)
    chunk.lines.reserveCapacity(sessions)
    chunk.lineItems.reserveCapacity(sessions)
  }

  /// Bills one patient.
  ///
  /// - Parameter patient: a place in `order`.
  public mutating func bill(patient: Int, in order: PatientOrder, of set: SessionSet) {
    let firstSession = chunk.sessions.count
    if let first = order.sessions(of: patient).first {
      patientID = set.patientIDs[set.sessions[Int(first)].patient.index]
    }
    corrections = set.corrections
    lookAhead(to: patient + 1, in: order, of: set)
    let firstItem = chunk.items.count
    for index in order.sessions(of: patient) {
      // Moved together: claims and reports read them in this order.
      chunk.sessions.append(set.sessions[Int(index)])
      if !set.earlier.isEmpty { chunk.earlier.append(set.earlier[Int(index)]) }
    }
    for index in firstSession..<chunk.sessions.count { addItem(for: index) }
    let items = firstItem..<chunk.items.count
    if items.isEmpty { return }
    trace?.keep(chunk.items[items], as: .counted)
    countMedicareTotals(items)
    trace?.keep(chunk.items[items], as: .totalled)
    settle(items)
    trace?.keep(chunk.items[items], as: .settled)
    openCorrections(items)
    days.fill(items, chunk.items, chunk.sessions, practice.pool)
    trace?.keep(days)
    approve()
    trace?.keep(chunk.items[items], as: .approved)
    reportDuplicates(items)
    if settings.claims.generate { makeClaims(items) }
    closePeriods(items)
  }

  /// Has memory bring a patient's session ids, which stand where others of the part do.
  private func lookAhead(to patient: Int, in order: PatientOrder, of set: SessionSet) {
    if patient == order.patientCount { return }
    for index in order.sessions(of: patient) {
      practice.pool.prefetch(set.sessions[Int(index)].id)
    }
  }

  /// What the patients billed since it was asked last came to.
  public mutating func finish() -> BillingChunk {
    var taken = BillingChunk(like: chunk)
    swap(&taken, &chunk)
    return taken
  }

  @inline(__always)
  func session(_ item: Int) -> Session { chunk.sessions[Int(chunk.items[item].session)] }

  // Inlined, as other short questions are: a call copies the whole of a struct that is being changed.
  @inline(__always)
  func requirements(of plan: Ref<Plan>) -> PlanRequirements {
    plan.isNone ? .none : practice.links.requirements[plan]
  }

  mutating func find(
    _ code: FindingCode, _ session: Session, _ detail: Finding.Detail = .none
  ) {
    chunk.findings.append(Finding(code, at: session.position, session: session.id, detail))
  }

  /// The ids of some items' sessions, for a finding; the first five and then an ellipsis.
  mutating func sessionIDs(_ items: ArraySlice<Int>) -> Text {
    var ids = items.prefix(5).map { practice.pool.string(session($0).id) }.joined(separator: ", ")
    if items.count > 5 { ids += ", …" }
    return writer.keepMessage(ids)
  }
}
