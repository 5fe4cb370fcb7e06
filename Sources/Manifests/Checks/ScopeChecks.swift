import ClaimCore

/// Reads `period` and `business_units`, which stand at the top and in every step (billing.md
/// section 7).
enum ScopeChecks {
  static let keys = ["period", "business_units"]

  static func read(_ object: CheckedObject) -> Scope {
    let units = object.optional("business_units")?
      .texts("a list of business unit ids")
    return Scope(
      dates: object.optional("period").flatMap(period) ?? .always,
      businessUnits: units.map { Set($0) })
  }

  private static func period(_ value: CheckedValue) -> DateRange? {
    guard let object = value.object(keys: ["from", "to"], "an object with from and to") else {
      return nil
    }
    let from = object.optional("from")
    let to = object.optional("to")
    if from == nil && to == nil {
      value.fault("names no date: give from, to or both, or leave the key out")
    }
    let range = DateRange(start: from?.date(), end: to?.date())
    if range.start > range.end {
      value.fault("from is after to: no date lies between them")
    }
    return range
  }
}
