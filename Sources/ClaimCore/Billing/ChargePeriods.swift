/// Charge periods and their statuses (CHG-4).
extension PatientBilling {
  mutating func closePeriods(_ items: Range<Int>) {
    // Taken out for the time, and put back for the next patient.
    var keys: [PeriodKey] = []
    swap(&keys, &periodKeys)
    keys.removeAll(keepingCapacity: true)
    var isSorted = true
    for index in items {
      let key = periodKey(index, after: keys.last)
      if let last = keys.last, key.order < last.order { isSorted = false }
      keys.append(key)
    }
    if !isSorted {
      keys.sort { $0.order != $1.order ? $0.order < $1.order : $0.item < $1.item }
    }
    let patient = chunk.items[items.lowerBound].patient
    var tally = PeriodTally()
    for place in keys.indices {
      let key = keys[place]
      tally.add(chunk.items[Int(key.item)])
      if place + 1 < keys.count, keys[place + 1].order == key.order { continue }
      chunk.periods.append(
        ChargePeriod(
          patient: patient, businessUnit: key.unit, length: key.length, start: key.start,
          status: tally.status, itemCount: UInt32(tally.count)))
      tally = PeriodTally()
    }
    swap(&keys, &periodKeys)
  }

  /// - Parameter last: of the item before, which is mostly of the same week or month.
  @inline(__always)
  private func periodKey(_ index: Int, after last: PeriodKey?) -> PeriodKey {
    let unit = chunk.sessions[Int(chunk.items[index].session)].businessUnit
    let date = chunk.items[index].dateOfService
    let length = length(unit)
    if let last, last.length == length, date >= last.start, date <= last.lastCertain {
      return PeriodKey(
        unit: unit, rank: practice.rank(of: unit), length: length, start: last.start, item: index)
    }
    return PeriodKey(
      unit: unit, rank: practice.rank(of: unit), length: length,
      start: length == .weekly ? date.startOfWeek : date.startOfMonth, item: index)
  }

  @inline(__always)
  private func length(_ businessUnit: Ref<BusinessUnit>) -> ChargePeriodLength {
    businessUnit.isNone ? .monthly : practice.businessUnits[businessUnit].chargePeriod
  }
}

/// The charge period of an item.
struct PeriodKey: BitwiseCopyable {
  let unit: Ref<BusinessUnit>
  let length: ChargePeriodLength
  let start: CivilDate
  let item: UInt32
  /// By the business unit's id, none first, and then by start.
  let order: UInt64

  @inline(__always)
  init(
    unit: Ref<BusinessUnit>, rank: UInt32, length: ChargePeriodLength, start: CivilDate, item: Int
  ) {
    self.unit = unit
    self.length = length
    self.start = start
    self.item = UInt32(item)
    order = UInt64(rank) << 32 | UInt64(start.order)
  }

  /// No period of its length ends before; months may have a day or three more.
  var lastCertain: CivilDate { CivilDate(days: start.days + (length == .weekly ? 6 : 27)) }
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
