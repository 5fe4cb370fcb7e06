/// Charge periods and their statuses (CHG-4).
extension PatientBilling {
  mutating func closePeriods(_ items: Range<Int>) {
    struct Key: Hashable {
      var businessUnit: Ref<BusinessUnit>
      var start: CivilDate
    }
    var tallies: [Key: PeriodTally] = [:]
    for index in items {
      let item = chunk.items[index]
      let unit = session(index).businessUnit
      let key = Key(
        businessUnit: unit,
        start: length(unit) == .weekly
          ? item.dateOfService.startOfWeek : item.dateOfService.startOfMonth)
      tallies[key, default: PeriodTally()].add(item)
    }
    let patient = chunk.items[items.lowerBound].patient
    let sorted = tallies.sorted {
      let unit = compareIDs($0.key.businessUnit, $1.key.businessUnit)
      return unit != 0 ? unit < 0 : $0.key.start < $1.key.start
    }
    for (key, tally) in sorted {
      chunk.periods.append(
        ChargePeriod(
          patient: patient, businessUnit: key.businessUnit, length: length(key.businessUnit),
          start: key.start, status: tally.status, itemCount: UInt32(tally.count)))
    }
  }

  /// By id, none first: the order of the records means nothing.
  private func compareIDs(_ a: Ref<BusinessUnit>, _ b: Ref<BusinessUnit>) -> Int {
    if a == b { return 0 }
    if a.isNone || b.isNone { return a.isNone ? -1 : 1 }
    return practice.pool.compare(practice.businessUnits[a].id, practice.businessUnits[b].id)
  }

  private func length(_ businessUnit: Ref<BusinessUnit>) -> ChargePeriodLength {
    businessUnit.isNone ? .monthly : practice.businessUnits[businessUnit].chargePeriod
  }
}

/// What stands in one charge period.
struct PeriodTally {
  private(set) var count = 0
  private var new = 0
  private var onHold = 0
  private var readyToBill = 0
  private var claimLineCreated = 0
  private var others = 0

  mutating func add(_ item: ChargeItem) {
    count += 1
    // UNIT-7: an item of 0 units does not hold up its period, whatever its status.
    if item.units == 0 { return }
    switch item.status {
    case .new: new += 1
    case .onHold: onHold += 1
    case .readyToBill: readyToBill += 1
    case .claimLineCreated: claimLineCreated += 1
    default: others += 1
    }
  }

  var status: ChargePeriodStatus {
    if new > 0 { return .new }
    if onHold > 0 { return .blocked }
    if readyToBill > 0 { return .readyToBill }
    return claimLineCreated > 0 && others == 0 ? .claimCreated : .open
  }
}
