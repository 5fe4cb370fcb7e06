public import ClaimCore
internal import GRDB

/// A patient's charge items of one business unit in one week or month (CHG-4).
public struct ChargePeriodEntry: Sendable {
  public var patientID: String
  /// `nil`: of no business unit.
  public var businessUnitID: String?
  public var period: PeriodOfService
  public var status: ChargePeriodStatus
  public var itemCount: Int
  /// Of all its items.
  public var units: Int
}

/// Which charge periods are meant; what is empty takes all.
public struct ChargePeriodFilter: Sendable {
  public var statuses: [ChargePeriodStatus] = []
  public var patients: [String] = []
  public var businessUnits: [String] = []
  /// Periods that share a date with these.
  public var dates = DateRange.always
  public var period: PeriodOfService?
  public var limit: Int?

  public init() {}

  /// The items of these periods, whole.
  fileprivate var items: ChargeFilter {
    var items = ChargeFilter()
    items.patients = patients
    items.businessUnits = businessUnits
    items.period = period
    let start = dates.hasStart ? min(dates.start.startOfWeek, dates.start.startOfMonth) : nil
    let end = dates.hasEnd ? max(end(.weekly), end(.monthly)) : nil
    items.dates = DateRange(start: start, end: end)
    return items
  }

  private func end(_ length: ChargePeriodLength) -> CivilDate {
    PeriodOfService(length, holding: dates.end).end
  }

  fileprivate func admits(_ entry: ChargePeriodEntry) -> Bool {
    (statuses.isEmpty || statuses.contains(entry.status)) && dates.start <= entry.period.end
      && entry.period.start <= dates.end
  }
}

extension LedgerReading {
  /// Charge periods by patient, business unit and start.
  public func forEachPeriod(
    _ filter: ChargePeriodFilter, _ body: (ChargePeriodEntry) throws -> Void
  ) throws {
    let conditions = filter.items.conditions
    let rows = try RowStatement(
      database,
      """
      SELECT charge.session_id, charge.patient_id, charge.business_unit_id, charge.date_of_service,
        charge.item_status, charge.units, \(ChargeEntry.periodLength)
      FROM charge LEFT JOIN business_unit ON business_unit.id = charge.business_unit_id
      \(conditions.sql)
      ORDER BY charge.patient_id, charge.business_unit_id, charge.date_of_service
      """, conditions.values)
    var left = filter.limit ?? .max
    var tally = PeriodTally()
    var current: ChargePeriodEntry?
    func close() throws {
      guard var entry = current else { return }
      entry.status = tally.status
      entry.itemCount = tally.count
      if left > 0, filter.admits(entry) {
        left -= 1
        try body(entry)
      }
    }
    try rows.eachRow {
      guard let status = try rows.status(4, of: rows.string(0), path: path) else { return }
      let next = try entry(rows)
      if let current, current.isSamePeriod(as: next) {
      } else {
        try close()
        current = next
        tally = PeriodTally()
      }
      tally.add(status, units: Int32(clamping: rows.number(5)))
      current?.units += rows.count(5)
    }
    try close()
  }

  /// A period as yet without items.
  private func entry(_ row: RowStatement) throws(LedgerFault) -> ChargePeriodEntry {
    let unit = row.string(2)
    return try ChargePeriodEntry(
      patientID: row.string(1), businessUnitID: unit.isEmpty ? nil : unit,
      period: PeriodOfService(
        ChargePeriodLength(rawValue: row.string(6)) ?? .monthly, holding: row.date(3, path: path)),
      status: .open, itemCount: 0, units: 0)
  }
}

extension ChargePeriodEntry {
  fileprivate func isSamePeriod(as other: ChargePeriodEntry) -> Bool {
    period == other.period && patientID == other.patientID
      && businessUnitID == other.businessUnitID
  }
}
