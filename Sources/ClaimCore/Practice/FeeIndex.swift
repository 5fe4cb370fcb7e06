/// The fee schedules, by plan and by business unit, each sorted by procedure code (CLM-5).
final class FeeIndex: Sendable {
  private let byPlan: Grouped<FeeSchedule>
  private let byBusinessUnit: Grouped<FeeSchedule>
  private let pool: TextPool

  init(
    _ records: PracticeRecords, _ index: borrowing PracticeIndex, pool: TextPool,
    findings: inout [Finding]
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
    byPlan = Grouped(groups: records.plans.count, sorted) {
      dangling.find($0.planID, in: index.plans, of: .plans, $0.position)
    }
    byBusinessUnit = Grouped(groups: records.businessUnits.count, sorted) {
      $0.planID.isMissing
        ? dangling.find($0.businessUnitID, in: index.businessUnits, of: .businessUnits, $0.position)
        : nil
    }
    findings += dangling.findings
  }

  /// Calls `body` with the plan's rows for the procedure code that are in force, latest start first.
  func forEachRow(
    plan: Ref<Plan>, _ procedureCode: Text, on date: CivilDate, _ body: (FeeSchedule) -> Void
  ) {
    if !plan.isNone { forEach(in: byPlan, plan.index, procedureCode, date, body) }
  }

  /// The business unit's rows, in the same way.
  func forEachRow(
    businessUnit: Ref<BusinessUnit>, _ procedureCode: Text, on date: CivilDate,
    _ body: (FeeSchedule) -> Void
  ) {
    if !businessUnit.isNone {
      forEach(in: byBusinessUnit, businessUnit.index, procedureCode, date, body)
    }
  }

  private func forEach(
    in grouped: borrowing Grouped<FeeSchedule>, _ group: Int, _ procedureCode: Text,
    _ date: CivilDate, _ body: (FeeSchedule) -> Void
  ) {
    let range = grouped.range(group)
    var row = lowerBound(range) { pool.compare(grouped.rows[$0].procedureCode, procedureCode) < 0 }
    while row < range.upperBound, pool.equal(grouped.rows[row].procedureCode, procedureCode) {
      let fee = grouped.rows[row]
      if fee.dates.contains(date) { body(fee) }
      row += 1
    }
  }
}
