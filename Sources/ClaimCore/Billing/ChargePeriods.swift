/// Charge periods and their statuses (CHG-4).
extension PatientBilling {
  mutating func closePeriods(_ items: Range<Int>) {
    let keys = items.map { index in
      let unit = session(index).businessUnit
      let date = chunk.items[index].dateOfService
      return (unit: unit, start: length(unit) == .weekly ? date.startOfWeek : date.startOfMonth)
    }
    let isBefore = { [practice] (a: Int, b: Int) in
      let unit = practice.compareIDs(keys[a].unit, keys[b].unit)
      return unit != 0 ? unit < 0 : keys[a].start < keys[b].start
    }
    // Sessions come by start, so with one business unit they are in order already.
    let isSorted = keys.indices.dropFirst().allSatisfy { !isBefore($0, $0 - 1) }
    let sorted = isSorted ? Array(keys.indices) : keys.indices.sorted(by: isBefore)
    let patient = chunk.items[items.lowerBound].patient
    var tally = PeriodTally()
    for (place, index) in sorted.enumerated() {
      tally.add(chunk.items[items.lowerBound + index])
      if place + 1 < sorted.count, keys[sorted[place + 1]] == keys[index] { continue }
      let key = keys[index]
      chunk.periods.append(
        ChargePeriod(
          patient: patient, businessUnit: key.unit, length: length(key.unit), start: key.start,
          status: tally.status, itemCount: UInt32(tally.count)))
      tally = PeriodTally()
    }
  }

  private func length(_ businessUnit: Ref<BusinessUnit>) -> ChargePeriodLength {
    businessUnit.isNone ? .monthly : practice.businessUnits[businessUnit].chargePeriod
  }
}

extension Practice {
  /// By id, none first: the order of the records means nothing.
  func compareIDs(_ a: Ref<BusinessUnit>, _ b: Ref<BusinessUnit>) -> Int {
    if a == b { return 0 }
    if a.isNone || b.isNone { return a.isNone ? -1 : 1 }
    return pool.compare(businessUnits[a].id, businessUnits[b].id)
  }
}

/// What stands in one charge period.
public struct PeriodTally: Sendable {
  public private(set) var count = 0
  private var new = 0
  private var onHold = 0
  private var readyToBill = 0
  private var claimLineCreated = 0
  private var others = 0

  public init() {}

  mutating func add(_ item: ChargeItem) { add(item.status, units: item.units) }

  public mutating func add(_ status: ChargeStatus, units: Int32) {
    count += 1
    // UNIT-7: an item of 0 units does not hold up its period, whatever its status.
    if units == 0 { return }
    switch status {
    case .new: new += 1
    case .onHold: onHold += 1
    case .readyToBill: readyToBill += 1
    case .claimLineCreated: claimLineCreated += 1
    default: others += 1
    }
  }

  public var status: ChargePeriodStatus {
    if new > 0 { return .new }
    if onHold > 0 { return .blocked }
    if readyToBill > 0 { return .readyToBill }
    return claimLineCreated > 0 && others == 0 ? .claimCreated : .open
  }
}
