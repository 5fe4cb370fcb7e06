/// The price of a claim line (CLM-5).
struct FeeSelection: BitwiseCopyable {
  /// `nil`: no row fits, and the claim is Draft.
  private(set) var price: Money?
  /// The chosen row: a number of ``FeeIndex/fee(_:)``.
  private(set) var fee: UInt32 = 0
  private var set = ModifierSet.empty
  /// Rows in force with the modifiers of the chosen one; more than one is a finding.
  private(set) var equals = 0
  /// False where rows tie, and which of several with the same modifiers came first would count.
  private var isSure = true

  /// A function, since an `init` would count a reference to the practice for every line.
  ///
  /// - Parameters:
  ///   - modifiers: the line's, joined by `:`.
  ///   - date: the line's start date.
  static func best(
    plan: Ref<Plan>, businessUnit: Ref<BusinessUnit>, _ procedureCode: Text, modifiers: Text,
    on date: CivilDate, in practice: Practice
  ) -> FeeSelection {
    if let line = practice.feeIndex.sets.set(of: modifiers, practice.pool) {
      var best = FeeSelection()
      practice.feeIndex.forEachRow(plan: plan, procedureCode, on: date) { best.consider($0, line) }
      if best.price == nil {
        practice.feeIndex.forEachRow(businessUnit: businessUnit, procedureCode, on: date) {
          best.consider($0, line)
        }
      }
      if best.isSure { return best }
    }
    return FeeCandidates.selection(
      plan: plan, businessUnit: businessUnit, procedureCode, modifiers: modifiers, on: date,
      in: practice)
  }

  init(_ row: FeeIndex.Row, equals: Int) {
    choose(row)
    self.equals = equals
  }

  init() {}

  @inline(__always)
  private mutating func choose(_ row: FeeIndex.Row) {
    price = row.billingAmount
    fee = row.fee
    set = row.set
    equals = 1
  }

  /// Rows come latest start first and then by amount: of equal modifiers the first one counts.
  @inline(__always)
  private mutating func consider(_ candidate: FeeIndex.Row, _ line: ModifierSet) {
    guard candidate.set.isSubset(of: line) else { return }
    if price == nil {
      choose(candidate)
    } else if set.members == candidate.set.members {
      equals += 1
    } else {
      if set.count == candidate.set.count && candidate.set.hasOtherOrders { isSure = false }
      if candidate.set.precedes(set, on: line) { choose(candidate) }
    }
  }

  /// Whether a row's modifiers are all on the line.
  static func fits(_ row: FeeIndex.Row, modifiers: Text, _ pool: TextPool) -> Bool {
    FeeCandidates(pool: pool, line: modifiers).places(of: row.modifiers) != nil
  }
}
