import ClaimCore

/// Reads `period` and `business_units`, which stand at the top and in every step (billing.md
/// section 7).
enum ScopeChecks {
  static func read(_ object: CheckedObject) -> Scope {
    let units = object.read(ScopeKeys.businessUnits)
    return Scope(
      dates: object.read(ScopeKeys.period).map(period) ?? .always,
      businessUnits: units.map { Set($0) })
  }

  private static func period(_ object: CheckedObject) -> DateRange {
    if object[PeriodKeys.from] == nil && object[PeriodKeys.to] == nil {
      object.value.fault("names no date: give from, to or both, or leave the key out")
    }
    let range = DateRange(start: object.read(PeriodKeys.from), end: object.read(PeriodKeys.to))
    if range.start > range.end {
      object.value.fault("from is after to: no date lies between them")
    }
    return range
  }
}
