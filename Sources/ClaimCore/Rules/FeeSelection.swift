/// The price of a claim line (CLM-5).
struct FeeSelection: BitwiseCopyable {
  /// `nil`: no row fits, and the claim is Draft.
  private(set) var row: FeeIndex.Row?
  /// Rows in force with the modifiers of the chosen one; more than one is a finding.
  private(set) var equals = 0
  /// False where rows tie, and which of several with the same modifiers came first would count.
  private var isSure = true

  var price: Money? { row?.billingAmount }

  /// - Parameters:
  ///   - modifiers: the line's, joined by `:`.
  ///   - date: the line's start date.
  init(
    plan: Ref<Plan>, businessUnit: Ref<BusinessUnit>, _ procedureCode: Text, modifiers: Text,
    on date: CivilDate, in practice: Practice
  ) {
    if let line = practice.feeIndex.sets.set(of: modifiers) {
      practice.feeIndex.forEachRow(plan: plan, procedureCode, on: date) { consider($0, line) }
      if row == nil {
        practice.feeIndex.forEachRow(businessUnit: businessUnit, procedureCode, on: date) {
          consider($0, line)
        }
      }
      if isSure { return }
    }
    self = FeeCandidates.selection(
      plan: plan, businessUnit: businessUnit, procedureCode, modifiers: modifiers, on: date,
      in: practice)
  }

  init(_ row: FeeIndex.Row, equals: Int) {
    self.row = row
    self.equals = equals
  }

  init() {}

  /// Rows come latest start first and then by amount: of equal modifiers the first one counts.
  @inline(__always)
  private mutating func consider(_ candidate: FeeIndex.Row, _ line: ModifierSet) {
    guard candidate.set.isSubset(of: line) else { return }
    guard let row else {
      self.row = candidate
      equals = 1
      return
    }
    if row.set.members == candidate.set.members {
      equals += 1
      return
    }
    if row.set.count == candidate.set.count && candidate.set.hasOtherOrders { isSure = false }
    if candidate.set.precedes(row.set, on: line) {
      self.row = candidate
      equals = 1
    }
  }

  /// Whether a row's modifiers are all on the line.
  static func fits(_ row: FeeIndex.Row, modifiers: Text, _ pool: TextPool) -> Bool {
    FeeCandidates(pool: pool, line: modifiers).places(of: row.modifiers) != nil
  }
}
