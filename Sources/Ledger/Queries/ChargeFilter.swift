public import ClaimCore

/// Which charge items are meant; what is empty takes all.
public struct ChargeFilter: Sendable {
  public var statuses: [ChargeStatus] = []
  /// Ids, as are business units.
  public var patients: [String] = []
  public var businessUnits: [String] = []
  /// Of service.
  public var dates = DateRange.always
  public var period: PeriodOfService?
  /// The most that are listed.
  public var limit: Int?

  public init() {}
}

/// A week or a month that a charge period covers (CHG-4).
public struct PeriodOfService: Hashable, Sendable {
  public let length: ChargePeriodLength
  public let start: CivilDate

  /// The one that holds a date.
  public init(_ length: ChargePeriodLength, holding date: CivilDate) {
    self.length = length
    start = length == .weekly ? date.startOfWeek : date.startOfMonth
  }

  public var end: CivilDate {
    if length == .weekly { return CivilDate(days: start.days + 6) }
    let (year, month, _) = start.components
    return CivilDate(days: start.days + Int32(CivilDate.length(ofMonth: month, year: year)) - 1)
  }
}

extension ChargeFilter {
  /// On ``ChargeEntry/select``.
  var conditions: Conditions {
    var conditions = Conditions()
    conditions.add("charge.item_status IS NOT NULL")
    conditions.add("charge.item_status", isOneOf: statuses.map(\.rawValue))
    if !statuses.isEmpty && Set(statuses).isSubset(of: [.new, .readyToBill, .pendingAuthorization])
    {
      // In the words of the index of open items, which is small: SQLite looks for just these.
      conditions.add("(\(LookupIndexes.open))")
    }
    conditions.add("charge.patient_id", isOneOf: patients)
    conditions.add("charge.business_unit_id", isOneOf: businessUnits)
    conditions.add("charge.date_of_service", isIn: dates)
    if let period {
      conditions.add(
        "charge.date_of_service", isIn: DateRange(start: period.start, end: period.end))
      conditions.add("\(ChargeEntry.periodLength) = ?", [.text(period.length.rawValue)])
    }
    return conditions
  }
}
