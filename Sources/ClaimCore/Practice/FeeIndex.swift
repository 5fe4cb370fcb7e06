/// The fee schedules, by plan and by business unit, each sorted by procedure code (CLM-5).
final class FeeIndex: Sendable {
  /// What is asked of a row for every claim line; the rest is in ``fees``.
  struct Row: BitwiseCopyable {
    var procedureCode: Text
    var modifiers: Text
    var dates: DateRange
    /// Its modifiers, where ``sets`` has any.
    var set: ModifierSet
    var billingAmount: Money
    var fee: UInt32
  }

  /// Rows by plan or business unit, those of one sorted by procedure code.
  private struct Rows: ~Copyable {
    let all: Grouped<Row>
    /// By row, `TextPool.orderKey(of:)` of its code: what a search looks at.
    let keys: Table<UInt64>

    init(_ all: consuming Grouped<Row>, pool: TextPool) {
      keys = all.rows.withRows { rows in
        Table(rows.map { pool.orderKey(of: $0.procedureCode) })
      }
      self.all = all
    }
  }

  let sets: ModifierSets
  /// Fee schedules of plans and business units that are not there.
  let findings: [Finding]
  private let fees: Table<FeeSchedule>
  private let byPlan: Rows
  private let byBusinessUnit: Rows
  private let pool: TextPool

  init(
    _ records: PracticeRecords, _ index: borrowing PracticeIndex.OfProviders, pool: TextPool
  ) {
    self.pool = pool
    var dangling = DanglingReferences(pool: pool)
    let sorted = records.feeSchedules.sorted {
      let code = pool.compare($0.procedureCode, $1.procedureCode)
      if code != 0 { return code < 0 }
      // The later start first and then the smaller amount: of equal modifiers the first one counts.
      if $0.dates.start != $1.dates.start { return $0.dates.start > $1.dates.start }
      if $0.billingAmount != $1.billingAmount { return $0.billingAmount < $1.billingAmount }
      // The order of a row's modifiers counts where rows tie, and must not be the input's.
      return pool.compare($0.modifiers, $1.modifiers) < 0
    }
    fees = Table(sorted)
    let sets = ModifierSets(sorted, pool: pool)
    var rowSets = sorted.map { sets.set(of: $0.modifiers, pool) ?? .empty }
    rowSets.markOtherOrders()
    let rows = sorted.enumerated().map { place, fee in
      Row(
        procedureCode: fee.procedureCode, modifiers: fee.modifiers, dates: fee.dates,
        set: rowSets[place], billingAmount: fee.billingAmount,
        fee: UInt32(place))
    }
    self.sets = sets
    byPlan = Rows(
      Grouped(groups: records.plans.count, rows) {
        let fee = sorted[Int($0.fee)]
        return dangling.group(fee.planID, in: index.plans, of: .plans, fee.position)
      }, pool: pool)
    byBusinessUnit = Rows(
      Grouped(groups: records.businessUnits.count, rows) {
        let fee = sorted[Int($0.fee)]
        return fee.planID.isMissing
          ? dangling.group(
            fee.businessUnitID, in: index.businessUnits, of: .businessUnits, fee.position)
          : Groups.none
      }, pool: pool)
    findings = dangling.findings
  }

  /// The whole row.
  func fee(of row: Row) -> FeeSchedule { fees[Int(row.fee)] }

  /// Calls `body` with the plan's rows for the procedure code that are in force, latest start first.
  @inline(__always)
  func forEachRow(
    plan: Ref<Plan>, _ procedureCode: Text, on date: CivilDate, _ body: (Row) -> Void
  ) {
    if !plan.isNone { forEach(in: byPlan, plan.index, procedureCode, date, body) }
  }

  /// The business unit's rows, in the same way.
  @inline(__always)
  func forEachRow(
    businessUnit: Ref<BusinessUnit>, _ procedureCode: Text, on date: CivilDate,
    _ body: (Row) -> Void
  ) {
    if !businessUnit.isNone {
      forEach(in: byBusinessUnit, businessUnit.index, procedureCode, date, body)
    }
  }

  @inline(__always)
  private func forEach(
    in rows: borrowing Rows, _ group: Int, _ procedureCode: Text, _ date: CivilDate,
    _ body: (Row) -> Void
  ) {
    let range = rows.all.range(group)
    let key = pool.orderKey(of: procedureCode)
    rows.keys.withRows { keys in
      rows.all.rows.withRows { rows in
        var row = lowerBound(range) { keys[$0] < key }
        while row < range.upperBound, keys[row] == key {
          // Longer codes may begin alike.
          if pool.equal(rows[row].procedureCode, procedureCode), rows[row].dates.contains(date) {
            body(rows[row])
          }
          row += 1
        }
      }
    }
  }
}
