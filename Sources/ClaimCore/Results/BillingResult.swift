/// What a run decided: all that the outputs write and the run report counts.
///
/// Items stand by patient id, start and session id; claims by patient id and then first line (CLM-6).
public final class BillingResult: Sendable {
  public let practice: Practice
  /// Those that were billed, by patient id, start and session id.
  public let sessions: SessionSet
  public let settings: BillingSettings
  /// Where rows go that memory is too small for.
  public let spill: Spill
  public let items: Table<ChargeItem>
  /// By item, with a ledger: the digest of what billing can see of it (CHG-2).
  public let facts: Table<UInt64>
  public let claims: Table<Claim>
  public let lines: Table<ClaimLine>
  /// Indices in `items`, by line.
  public let lineItems: Table<UInt32>
  /// By claim.
  public let claimDiagnoses: Table<Ref<Diagnosis>>
  /// Validations that claims did not pass, by claim.
  public let unmet: Table<UnmetValidation>
  /// DUP-2's groups, by patient id, date and service code; indices in `items`, each group by start
  /// and session id.
  public let duplicateGroups: Table<Span32>
  public let duplicateMembers: Table<DuplicateMember>
  public let periods: Table<ChargePeriod>

  init(
    practice: Practice, sessions: SessionSet, settings: BillingSettings,
    spill: Spill, items: consuming Table<ChargeItem>, facts: consuming Table<UInt64>,
    claims: consuming Table<Claim>,
    lines: consuming Table<ClaimLine>, lineItems: consuming Table<UInt32>,
    claimDiagnoses: consuming Table<Ref<Diagnosis>>,
    unmet: consuming Table<UnmetValidation>, duplicateGroups: consuming Table<Span32>,
    duplicateMembers: consuming Table<DuplicateMember>, periods: consuming Table<ChargePeriod>
  ) {
    self.practice = practice
    self.sessions = sessions
    self.settings = settings
    self.spill = spill
    self.items = items
    self.facts = facts
    self.claims = claims
    self.lines = lines
    self.lineItems = lineItems
    self.claimDiagnoses = claimDiagnoses
    self.unmet = unmet
    self.duplicateGroups = duplicateGroups
    self.duplicateMembers = duplicateMembers
    self.periods = periods
  }

  /// Calls `body` with the numbers of a table's rows, a part at a time: what was gone through leaves
  /// memory.
  public func inParts(
    of count: Int, size: Int = 1 << 14, _ body: (Range<Int>) throws -> Void
  ) rethrows {
    for start in stride(from: 0, to: count, by: size) {
      try body(start..<min(start + size, count))
      spill.trim()
    }
  }

  /// Calls `body` with some claims, by rows of ``claims``, ascending.
  public func forEachClaim(of rows: [UInt32], _ body: (Claim) -> Void) {
    inParts(of: rows.count) { part in
      for row in rows[part] { body(claims[Int(row)]) }
    }
  }

  /// What every claim was asked, by code; ``UnmetValidation`` counts in it.
  public var validations: [any ClaimValidation] { settings.claims.checks.validations }

  public func session(of item: ChargeItem) -> Session { sessions.sessions[Int(item.session)] }

  /// What a claim was made of that was sent before (CLM-9).
  public func correction(of claim: Claim) -> ClaimCorrection? {
    claim.correction == EarlierItem.noCorrection
      ? nil : sessions.corrections[Int(claim.correction)]
  }

  /// The patient's record, where there is one.
  public func patient(_ ref: Ref<Patient>) -> Patient? {
    ref.index < practice.patients.count ? practice.patients[ref] : nil
  }
}

/// One charge item in a duplicates group (DUP-2).
public struct DuplicateMember: BitwiseCopyable, Sendable {
  public var item: UInt32
  /// As it stood after approval, before claims were made.
  public var status: ChargeStatus
  /// Billable, or still awaiting submission.
  public var isBillable: Bool
  /// A partner of the other role stands at its own place of service, by DUP-1's rule.
  public var samePlace: Bool
}

/// A patient's charge items of one business unit in one week or month (CHG-4).
public struct ChargePeriod: BitwiseCopyable, Sendable {
  public var patient: Ref<Patient>
  public var businessUnit: Ref<BusinessUnit>
  public var length: ChargePeriodLength
  public var start: CivilDate
  public var status: ChargePeriodStatus
  public var itemCount: UInt32
}

public enum ChargePeriodStatus: String, BitwiseCopyable, Sendable, CaseIterable {
  case new = "New"
  case blocked = "Blocked"
  case readyToBill = "Ready to Bill"
  case claimCreated = "Claim Created"
  case open = "Open"
}
