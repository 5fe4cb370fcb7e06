internal import ClaimCore

/// What some of a run's claims come to, their lines included.
struct ClaimTotals: Sendable {
  private(set) var ready = ClaimSum()
  private(set) var draft = ClaimSum()
  private(set) var lineCount = 0
  private(set) var lineUnits = 0
  /// Of lines where a price could be found; `nil` past what can be held.
  private(set) var billedOnLines: Money? = .zero
  /// `Ref.none` for claims without one.
  private(set) var payers: [Ref<Payer>: PayerTotals] = [:]
  private(set) var unmet: UnmetCounts

  init(_ unmet: UnmetCounts) { self.unmet = unmet }

  subscript(status: ClaimStatus) -> ClaimSum {
    switch status {
    case .readyToSubmit: ready
    case .draft: draft
    }
  }

  mutating func add(_ claim: Claim, of result: BillingResult) {
    switch claim.status {
    case .readyToSubmit: ready.add(claim.totalBilled.value)
    case .draft: draft.add(claim.totalBilled.value)
    }
    for row in claim.lines.range {
      let line = result.lines[row]
      lineCount += 1
      lineUnits += Int(line.units)
      if let billed = line.billed.value { billedOnLines = billedOnLines?.adding(billed) }
    }
    payers[claim.payer, default: PayerTotals()].add(claim, of: result)
    unmet.add(claim, of: result)
  }

  mutating func add(_ other: ClaimTotals) {
    ready.add(other.ready)
    draft.add(other.draft)
    lineCount += other.lineCount
    lineUnits += other.lineUnits
    billedOnLines = other.billedOnLines.flatMap { billedOnLines?.adding($0) }
    for (payer, totals) in other.payers { payers[payer, default: PayerTotals()].add(totals) }
    unmet.add(other.unmet)
  }
}
