/// Charge periods and their statuses (CHG-4).
extension PatientBilling {
  mutating func closePeriods(_ items: Range<Int>) {
    // Taken out for the time, and put back for the next patient.
    var keys: [PeriodKey] = []
    swap(&keys, &periodKeys)
    keys.removeAll(keepingCapacity: true)
    var isSorted = true
    // Sessions come by start, so a period mostly begins with the one before.
    var month = PeriodStart(.monthly)
    var week = PeriodStart(.weekly)
    for index in items {
      let unit = chunk.sessions[Int(chunk.items[index].session)].businessUnit
      let date = chunk.items[index].dateOfService
      let start = length(unit) == .weekly ? week.of(date) : month.of(date)
      let key = PeriodKey(rank: practice.rank(of: unit), start: start, item: index)
      if let last = keys.last, key.order < last.order { isSorted = false }
      keys.append(key)
    }
    if !isSorted {
      keys.sort { $0.order != $1.order ? $0.order < $1.order : $0.item < $1.item }
    }
    var tally = PeriodTally()
    for place in keys.indices {
      let index = Int(keys[place].item)
      tally.add(chunk.items[index].status, units: chunk.items[index].units)
      if place + 1 < keys.count, keys[place + 1].order == keys[place].order { continue }
      let unit = chunk.sessions[Int(chunk.items[index].session)].businessUnit
      chunk.periods.append(
        ChargePeriod(
          patient: chunk.items[index].patient, businessUnit: unit, length: length(unit),
          start: keys[place].start, status: tally.status, itemCount: UInt32(tally.count)))
      tally = PeriodTally()
    }
    swap(&keys, &periodKeys)
  }

  @inline(__always)
  private func length(_ businessUnit: Ref<BusinessUnit>) -> ChargePeriodLength {
    businessUnit.isNone ? .monthly : practice.businessUnits[businessUnit].chargePeriod
  }
}

/// The charge period of an item.
struct PeriodKey: BitwiseCopyable {
  /// By the business unit's id, none first, and then by start.
  let order: UInt64
  let item: UInt32

  @inline(__always)
  init(rank: UInt32, start: CivilDate, item: Int) {
    order = UInt64(rank) << 32 | UInt64(start.order)
    self.item = UInt32(item)
  }

  var start: CivilDate { CivilDate(order: UInt32(truncatingIfNeeded: order)) }
}

/// When the period of a date starts, worked out anew only for dates of another.
private struct PeriodStart {
  private let length: ChargePeriodLength
  private var start = CivilDate.distantFuture

  init(_ length: ChargePeriodLength) { self.length = length }

  @inline(__always)
  mutating func of(_ date: CivilDate) -> CivilDate {
    // Days that surely belong to it: a month has at least 28.
    let days = length == .weekly ? 7 : 28
    if date < start || Int(date.days) - Int(start.days) >= days {
      start = length == .weekly ? date.startOfWeek : date.startOfMonth
    }
    return start
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
