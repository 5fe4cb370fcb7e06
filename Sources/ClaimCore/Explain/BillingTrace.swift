/// What happened to the items of patients on their way through the core, kept where somebody asks why.
struct BillingTrace {
  /// The steps of ``PatientBilling/bill(patient:in:of:)`` that change an item.
  enum Step: Int {
    /// Units of each session by itself.
    case counted
    /// UNIT-5
    case totalled
    /// CHG-2
    case settled
    /// APP
    case approved
  }

  /// The items that stand in the way of one's approval, or would (DUP-1).
  struct Partners {
    var blocking: [Int]
    var held: [Int]
  }

  /// By step: the items as they stood after it.
  private var states: [Step: [ChargeItem]] = [:]
  /// By session: how its item came to be (CHG-1).
  var seen: [Int: ChargeTransition] = [:]
  /// By item: what the ledger's state of it became (CHG-2).
  var settled: [Int: ChargeTransition] = [:]
  /// The days of several timed Medicare charges, with the units that each should have (UNIT-5).
  var medicareDays: [(items: [Int], suggested: [Int])] = []
  /// Items that have such units by `medicare_totals: allocate`.
  var allocated: Set<Int> = []
  /// By item that approval was asked of.
  var partners: [Int: Partners] = [:]
  /// Items of one date of service and service code.
  private var days: [[Int]] = []

  /// - Parameter items: a patient's, which follow those of the patients before.
  mutating func keep(_ items: ArraySlice<ChargeItem>, as step: Step) {
    states[step, default: []] += items
  }

  mutating func keep(_ days: DaysOfService) {
    self.days += days.indices.map { days.items($0) }
  }

  func item(_ index: Int, after step: Step) -> ChargeItem? {
    guard let items = states[step], items.indices.contains(index) else { return nil }
    return items[index]
  }

  /// The items of an item's date of service and service code, its own among them.
  func day(of item: Int) -> [Int] { days.first { $0.contains(item) } ?? [item] }
}
