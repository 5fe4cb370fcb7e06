/// What a ledger knows of a session's charge item from earlier runs.
public struct EarlierItem: BitwiseCopyable, Sendable {
  /// The ledger's own number of it; 0 where it was never seen.
  public var row: Int64
  /// Of the session as the ledger keeps it.
  public var record: UInt64
  /// `nil`: no charge item, or none any more.
  public var status: ChargeStatus?
  /// It is on a claim that no batch has taken, which is made anew: `status` says Ready to Bill, or
  /// with a correction Claim Line Created.
  public var isOnUnsentClaim: Bool
  /// Of what billing can see of it (CHG-2); see ``FactsDigest``.
  public var facts: UInt64
  public var units: Int32
  public var billedExternally: Bool
  /// Whether this run's source holds the session; else it comes from the ledger.
  public var isInSource: Bool
  /// What the session said when the ledger last saw it.
  public var session: SessionStatus?
  /// Index in ``SessionSet/corrections`` where its claim is to be corrected or voided (CLM-9), or
  /// ``noCorrection``.
  public var correction: Int32
  /// The claim that it is on is a void one that was sent (CLM-9).
  public var isVoided: Bool

  public static let noCorrection: Int32 = -1

  public init(
    row: Int64, record: UInt64, status: ChargeStatus?, isOnUnsentClaim: Bool, facts: UInt64,
    units: Int32, billedExternally: Bool, isInSource: Bool, session: SessionStatus? = nil,
    correction: Int32 = noCorrection, isVoided: Bool = false
  ) {
    self.row = row
    self.record = record
    self.status = status
    self.isOnUnsentClaim = isOnUnsentClaim
    self.facts = facts
    self.units = units
    self.billedExternally = billedExternally
    self.isInSource = isInSource
    self.session = session
    self.correction = correction
    self.isVoided = isVoided
  }

  /// The status that the ledger has.
  public var keptStatus: ChargeStatus? { isOnUnsentClaim ? .claimLineCreated : status }

  /// A session that the ledger has not seen.
  public static let unseen = EarlierItem(
    row: 0, record: 0, status: nil, isOnUnsentClaim: false, facts: 0, units: 0,
    billedExternally: false, isInSource: true)
}
