/// What one session is to be billed as (billing.md section 6).
public struct ChargeItem: BitwiseCopyable, Sendable {
  /// Index in the run's sessions.
  public var session: UInt32
  public var patient: Ref<Patient>
  /// The coverage that pays (COV), or none.
  public var coverage: Ref<Coverage>
  /// That coverage's plan, or none.
  public var plan: Ref<Plan>
  /// The plan's row for the service; without one the defaults hold (COV-4).
  public var benefit: Ref<PlanBenefit>
  /// Whose name the claim carries, or none (REND-3).
  public var rendering: Ref<Practitioner>
  public var facility: Facility
  public var procedureCode: Text
  public var placeOfService: Text
  /// The session's and then the plan's, joined by `:` (MOD-1).
  public var modifiers: Text
  /// Local date of the start (DATE-4).
  public var dateOfService: CivilDate
  /// Local date of the end; an end at midnight belongs to the day before (DATE-4).
  public var endDate: CivilDate
  /// Completed whole minutes (DATE-3).
  public var minutes: Int32
  public var units: Int32
  /// What UNIT-5 suggests, where that differs for the day's codes; else -1.
  public var suggestedUnits: Int32
  /// Minutes a unit by the benefit, or 15.
  public var timePerUnit: Int32
  public var rule: BillingRule
  public var timed: Bool
  public var status: ChargeStatus
  public var billedExternally: Bool
  /// Why approval left it where it is.
  public var refusal: ApprovalRefusal?
  /// Index in the run's claims, or `UInt32.max`.
  public var claim: UInt32

  public static let noClaim = UInt32.max
}

/// Why a New item was not approved (APP).
public enum ApprovalRefusal: String, BitwiseCopyable, Sendable {
  /// UNIT-7
  case zeroUnits = "zero_units"
  /// APP-2
  case duplicate
  /// APP-3
  case billedExternally = "billed_externally"
}

/// Where a claim says the service was given (CLM-4).
public enum Facility: BitwiseCopyable, Hashable, Sendable {
  case none
  case location(Ref<Location>)
  case businessUnit(Ref<BusinessUnit>)
}
