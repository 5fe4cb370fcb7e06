/// What a run decided: all that the outputs write and the run report counts.
///
/// Items stand by patient id, start and session id; claims by patient id and then first line (CLM-6).
public final class BillingResult: Sendable {
  public let practice: Practice
  public let sessions: SessionSet
  public let settings: BillingSettings
  public let items: Table<ChargeItem>
  public let claims: Table<Claim>
  public let lines: Table<ClaimLine>
  /// Indices in `items`, by line.
  public let lineItems: Table<UInt32>
  /// By claim.
  public let claimDiagnoses: Table<Ref<Diagnosis>>
  /// By claim.
  public let failures: Table<ValidationFailure>
  /// DUP-2's groups, by patient id, date and service code; indices in `items`, each group by start
  /// and session id.
  public let duplicateGroups: Table<Span32>
  public let duplicateMembers: Table<DuplicateMember>
  public let periods: Table<ChargePeriod>
  public let findings: [Finding]

  /// Joins what several workers made.
  ///
  /// - Parameters:
  ///   - chunks: in the patients' order.
  ///   - findings: of the stages before the core.
  public init(
    practice: Practice, sessions: SessionSet, settings: BillingSettings,
    chunks: consuming [BillingChunk], findings: [Finding] = []
  ) {
    self.practice = practice
    self.sessions = sessions
    self.settings = settings
    var chunks = chunks
    let bases = ChunkBases.of(chunks)
    self.findings = (findings + chunks.flatMap(\.findings)).inOrder(of: practice.pool)
    items = Table(moving: \.items, of: &chunks, bases) { item, base in
      if item.claim != ChargeItem.noClaim { item.claim += base.claims }
    }
    claims = Table(moving: \.claims, of: &chunks, bases) { claim, base in
      claim.lines.start += base.lines
      claim.diagnoses.start += base.diagnoses
      claim.failures.start += base.failures
    }
    lines = Table(moving: \.lines, of: &chunks, bases) { $0.items.start += $1.lineItems }
    lineItems = Table(moving: \.lineItems, of: &chunks, bases) { $0 += $1.items }
    claimDiagnoses = Table(moving: \.claimDiagnoses, of: &chunks, bases)
    failures = Table(moving: \.failures, of: &chunks, bases)
    duplicateGroups = Table(moving: \.duplicateGroups, of: &chunks, bases) {
      $0.start += $1.members
    }
    duplicateMembers = Table(moving: \.duplicateMembers, of: &chunks, bases) {
      $0.item += $1.items
    }
    periods = Table(moving: \.periods, of: &chunks, bases)
  }

  public func session(of item: ChargeItem) -> Session { sessions.sessions[Int(item.session)] }

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
