/// The parts of a manifest that the core decides by.
public struct BillingSettings: Sendable {
  public enum MedicareTotals: String, Sendable, CaseIterable { case flag, allocate }

  public struct Approval: Sendable {
    /// `policy: auto` approves; `manual` leaves every item where it is.
    public var isAutomatic = true
    /// APP-2 switched off.
    public var allowsDuplicates = false
    public var scope = Scope.everything
    public init() {}
  }

  public struct Claims: Sendable {
    public var generate = true
    public var asDraft = false
    public var maxLines = 50
    public var mergeModifiers = false
    public var scope = Scope.everything
    /// The contract's validations, and what the run's outputs add to them.
    public var checks = ClaimChecks.contract
    public init() {}
  }

  /// UNIT-1's fallback.
  public var defaultRule = BillingRule.notSpecified
  public var medicareTotals = MedicareTotals.flag
  public var approval = Approval()
  public var claims = Claims()
  /// A ledger keeps the result: what billing can see of each item is digested for it (CHG-2).
  public var isRemembered = false

  public init() {}
}

/// Dates of service and business units that a step is limited to (section 7).
public struct Scope: Sendable, Equatable {
  public var dates: DateRange
  /// Ids; `nil` takes all.
  public var businessUnits: Set<String>?

  public init(dates: DateRange, businessUnits: Set<String>?) {
    self.dates = dates
    self.businessUnits = businessUnits
  }

  public static let everything = Scope(dates: .always, businessUnits: nil)

  /// What both let through.
  public func narrowed(by other: Scope) -> Scope {
    let dates = DateRange(
      start: max(dates.start, other.dates.start), end: min(dates.end, other.dates.end))
    guard let mine = businessUnits else {
      return Scope(dates: dates, businessUnits: other.businessUnits)
    }
    return Scope(dates: dates, businessUnits: other.businessUnits.map(mine.intersection) ?? mine)
  }
}

/// A ``Scope`` made ready for one practice: no strings to compare.
public struct ResolvedScope: Sendable {
  private let dates: DateRange
  /// By business unit; the last stands for none. Empty takes all.
  private let admitted: [Bool]

  public init(_ scope: Scope, in practice: Practice) {
    dates = scope.dates
    guard let ids = scope.businessUnits else {
      admitted = []
      return
    }
    var admitted = practice.businessUnits.indices.map {
      ids.contains(practice.pool.string(practice.businessUnits[$0].id))
    }
    admitted.append(false)
    self.admitted = admitted
  }

  public func contains(_ date: CivilDate, _ businessUnit: Ref<BusinessUnit>) -> Bool {
    guard dates.contains(date) else { return false }
    if admitted.isEmpty { return true }
    return admitted[businessUnit.isNone ? admitted.count - 1 : businessUnit.index]
  }
}
